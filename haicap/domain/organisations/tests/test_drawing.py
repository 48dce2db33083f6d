"""A map of every province, whatever its shape."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import pytest
import shapely

from haicap.domain.organisations.drawing import Drawing, draw, laid_out
from haicap.domain.organisations.mapping import Patch, Spot, patches_of
from haicap.domain.organisations.reference import Reference

SQUARE = str(shapely.to_geojson(shapely.box(106.9, 21.9, 107.1, 22.1)))


@cache
def country() -> dict[str, tuple[Spot, ...]]:
    """The places of the official lists by province."""
    found: defaultdict[str, list[Spot]] = defaultdict(list)
    for place in Reference().places:
        if place.kind == "commune" and place.dissolved_on is None and place.parent_key:
            name = place.called[-1].name
            spot = Spot(place.key, name, place.longitude or 0, place.latitude or 0)
            found[place.parent_key].append(spot)
    return {key: tuple(spots) for key, spots in found.items()}


def drawn(spots: Sequence[Spot], *outlines: tuple[str, str]) -> Drawing:
    return draw(patches_of(tuple(spots), outlines), with_values=True)


def one_over_another(shapes: Sequence[shapely.Geometry]) -> float:
    return float(sum(each.area for each in shapes) - shapely.union_all(shapes).area)


def test_the_country_has_34_maps() -> None:
    assert len(country()) == 34
    assert sum(map(len, country().values())) == 3321


def test_every_commune_of_every_province_is_one_closed_path_around_its_own_place() -> None:
    for spots in country().values():
        patches = patches_of(spots, ())
        assert [patch.key for patch in patches] == [spot.key for spot in spots]
        for spot, patch in zip(spots, patches, strict=True):
            assert patch.shape.is_valid, spot
            assert patch.shape.contains(shapely.Point(spot.longitude, spot.latitude)), spot
        for region in drawn(spots).regions:
            assert (region.path.count("M"), region.path.count("Z")) == (1, 1), region.key
            assert region.path.endswith("Z")


def test_no_area_lies_over_another_and_all_lie_inside_the_frame() -> None:
    for province, spots in country().items():
        sheet = laid_out(patches_of(spots, ()))
        shapes = list(sheet.shapes.values())
        assert one_over_another(shapes) < 0.01, province
        left, top, right, bottom = shapely.total_bounds(shapes)
        assert left >= 0, province
        assert top >= 0, province
        assert right <= 800, province
        assert bottom <= sheet.height, province


def test_no_label_leaves_its_area_so_none_covers_another() -> None:
    labelled = 0
    for spots in country().values():
        patches = patches_of(spots, ())
        shapes = laid_out(patches).shapes
        for region in draw(patches, with_values=False).regions:
            for line in region.lines:
                assert shapes[region.key].contains(shapely.Point(float(line.x), float(line.y)))
                labelled += 1
    assert labelled > 2000  # most of the country's communes can be read


@pytest.mark.parametrize(("province", "key"), [("48", "20333"), ("56", "22736")])
def test_the_archipelagos_are_drawn_in_a_box_and_shrink_nothing(province: str, key: str) -> None:
    sheet = laid_out(patches_of(country()[province], ()))
    [(x, y, width, height)] = sheet.boxes
    assert shapely.box(x, y, x + width, y + height).contains(sheet.shapes[key])
    others = [shape for other, shape in sheet.shapes.items() if other != key]
    left, top, right, bottom = shapely.total_bounds(others)
    assert max(right - left, bottom - top) > 500


def test_a_known_boundary_is_kept_and_the_cells_leave_it_free() -> None:
    spots = [Spot("1", "A", 107, 22), Spot("2", "B", 107.15, 22), Spot("3", "C", 107, 22.2)]
    first, *others = patches_of(tuple(spots), (("1", SQUARE),))
    assert not first.is_schematic
    assert first.shape.equals(shapely.from_geojson(SQUARE))
    assert all(each.is_schematic for each in others)
    assert one_over_another([first.shape, *(each.shape for each in others)]) < 1e-9


def test_a_cell_that_another_boundary_covers_wholly_is_not_drawn() -> None:
    covered = [Spot("1", "A", 107, 22), Spot("2", "B", 107.01, 22), Spot("3", "C", 107, 22.01)]
    huge = shapely.to_geojson(shapely.box(105, 20, 109, 24))
    assert [each.key for each in patches_of(tuple(covered), (("1", huge),))] == ["1"]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_communes_make_a_map_too(count: int) -> None:
    spots = [Spot(str(at), f"Xã {at}", 107 + at / 10, 22) for at in range(count)]
    assert len(drawn(spots).regions) == count


def test_two_places_recorded_at_one_point_get_an_area_each() -> None:
    spots = [Spot("1", "A", 107, 22), Spot("2", "B", 107, 22), Spot("3", "C", 107.2, 22.1)]
    patches: tuple[Patch, ...] = patches_of(tuple(spots), ())
    assert len(patches) == 3
    assert one_over_another([each.shape for each in patches]) < 1e-9


def test_what_was_worked_out_is_kept() -> None:
    spots = country()["20"]
    assert patches_of(spots, ()) is patches_of(tuple(spots), ())
