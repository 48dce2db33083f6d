"""A province brings its own boundaries: what is taken, what is refused, and what the map says."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.core.management import CommandError, call_command
from django.test import Client

from haicap.domain.organisations import queries
from haicap.domain.organisations.actions import Compared, load_boundaries
from haicap.domain.organisations.models import Boundary
from haicap.domain.organisations.outlines import Reading, read_outlines, simplified
from haicap.domain.organisations.overlaps import METRES_A_DEGREE, overlaps
from haicap.domain.organisations.testing import SmallProvince, builder, commune
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)
WEST = [[106.9, 21.7], [107.0, 21.7], [107.0, 21.8], [106.9, 21.8], [106.9, 21.7]]
EAST = [[x + 0.1, y] for x, y in WEST]
HOLE = [[106.94, 21.74], [106.94, 21.76], [106.96, 21.76], [106.96, 21.74], [106.94, 21.74]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*features: Any, **more: Any) -> Path:
        path = tmp_path / "boundaries.geojson"
        whole = {"type": "FeatureCollection", "features": features, **more}
        path.write_text(json.dumps(whole), encoding="utf-8")
        return path

    return write


def feature(rings: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": rings}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def load(world: SmallProvince, reading: Reading, on: date = DAY, **more: Any) -> Compared:
    words = {"actor": builder(), "basis": "Sở Nông nghiệp và Môi trường", **more}
    return load_boundaries(reading.outlines, province=world.province, from_on=on, **words)


def test_boundaries_are_taken_by_code_and_by_name_and_the_map_is_no_sketch_any_more(
    world: SmallProvince, write: Write, client: Client
) -> None:
    path = write(feature([WEST, HOLE], code="06529"), feature([EAST], name="xã Thống Nhất"))
    done = load(world, read_outlines(path))
    assert (done.added, done.unmatched, done.missing) == (2, [], [])
    row = Boundary.objects.get(unit=world.commune_a)
    assert len(shapely.from_geojson(row.shape).interiors) == 1
    chart = queries.chart_of(list(queries.communes_of(world.province)))
    assert chart.schematic == 0
    assert chart.notes == ["Boundaries: Sở Nông nghiệp và Môi trường."]
    page = client.get("/map/20/", headers={"Accept-Language": "en"}).content.decode()
    assert "Schematic" not in page
    assert page.count("<path d=") == 2


def test_the_same_file_again_changes_nothing(world: SmallProvince, write: Write) -> None:
    reading = read_outlines(write(feature([WEST], code="06529")))
    load(world, reading)
    before = list(Boundary.objects.values_list("pk", flat=True))
    assert load(world, reading).changed_nothing
    assert list(Boundary.objects.values_list("pk", flat=True)) == before
    assert Entry.objects.filter(event="boundary.load").count() == 1


def test_a_later_boundary_ends_the_earlier_one_and_a_correction_replaces_it(
    world: SmallProvince, write: Write
) -> None:
    later = date(2026, 1, 1)
    load(world, read_outlines(write(feature([WEST], code="06529"))))
    load(world, read_outlines(write(feature([EAST], code="06529"))), later)
    done = load(world, read_outlines(write(feature([WEST, HOLE], code="06529"))))
    assert (done.added, done.replaced) == (0, 1)
    rows = Boundary.objects.order_by("from_on").values_list("from_on", "until_on")
    assert list(rows) == [(DAY, later), (later, None)]


def test_a_map_of_both_kinds_says_which_lines_are_only_drawn(
    world: SmallProvince, write: Write
) -> None:
    load(world, read_outlines(write(feature([WEST], code="06529"))))
    world.commune_b.latitude, world.commune_b.longitude = 21.75, 107.05  # type: ignore[assignment]
    world.commune_b.save()
    chart = queries.chart_of(list(queries.communes_of(world.province)))
    assert "1 commune without boundary data" in chart.notes[1]
    found = queries.features_of(list(queries.communes_of(world.province)))["features"]
    assert {each["id"]: each["properties"]["is_schematic"] for each in found} == {
        "06529": False,
        "06577": True,
    }


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"code": "99999"}, "has this code"),
        ({"name": "Không Có"}, "bears this name"),
        ({"name": "Đồng Đăng"}, "Several units"),
        ({"name": "Sở Tài chính"}, "no commune of this province"),
        ({}, "neither a code nor a name"),
        ({"code": True, "name": None}, "neither a code nor a name"),
    ],
)
def test_what_is_no_commune_of_the_province_stops_the_load(
    world: SmallProvince, write: Write, properties: dict[str, Any], reason: str
) -> None:
    for key in ("06001", "06002"):
        commune(key, "Đồng Đăng", world.province)
    reading = read_outlines(write(feature([WEST], code="06529"), feature([EAST], **properties)))
    with pytest.raises(Invalid, match=reason):
        load(world, reading)
    assert not Boundary.objects.exists()
    assert load(world, reading, partly=True).added == 1


def test_one_commune_named_twice_is_taken_neither_way(world: SmallProvince, write: Write) -> None:
    path = write(feature([WEST], code=6529), feature([EAST], code="06529"))
    with pytest.raises(Invalid, match="Several features"):
        load(world, read_outlines(path))


def shifted(rings: list[list[float]], east: float) -> list[list[float]]:
    return [[x + east, y] for x, y in rings]


def test_of_two_that_claim_the_same_ground_neither_is_taken_and_both_are_named(
    world: SmallProvince, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(feature([WEST], code="06529"), feature([shifted(EAST, -0.02)], code="06577"))
    with pytest.raises(Invalid, match=r"It overlaps Xã Thống Nhất by 23\.0"):
        load(world, read_outlines(path))
    assert load(world, read_outlines(path), partly=True).changed_nothing
    assert not Boundary.objects.exists()
    words = ["map", "import", str(path), "--from", "2025-07-01", "--basis", "Sở"]
    call_command(*words, "--dry-run")
    told = capsys.readouterr().out
    assert "06529, Xã Lộc Bình: It overlaps Xã Thống Nhất by 23.0" in told
    assert "06577, Xã Thống Nhất: It overlaps Xã Lộc Bình by 23.0" in told


def test_one_that_claims_what_another_holds_already_is_refused(
    world: SmallProvince, write: Write
) -> None:
    load(world, read_outlines(write(feature([WEST], code="06529"))))
    wide = read_outlines(write(feature([shifted(EAST, -0.02)], code="06577")))
    with pytest.raises(Invalid, match="06577, Xã Thống Nhất: It overlaps Xã Lộc Bình"):
        load(world, wide)
    both = write(
        feature([shifted(WEST, -0.02)], code="06529"),
        feature([shifted(EAST, -0.02)], code="06577"),
    )
    done = load(world, read_outlines(both))
    assert (done.added, done.replaced) == (1, 1)


@pytest.mark.parametrize(
    ("metres", "is_seam"), [(-10, True), (0, True), (45, True), (60, False), (500, False)]
)
def test_the_seam_of_two_surveys_is_no_overlap(
    world: SmallProvince, write: Write, metres: float, is_seam: bool
) -> None:
    degrees = metres / (METRES_A_DEGREE * 0.9289)  # the cosine of 21.75°
    path = write(feature([WEST], code="06529"), feature([shifted(EAST, -degrees)], code="06577"))
    reading = read_outlines(path)
    assert load(world, reading, partly=True).added == (2 if is_seam else 0)


def test_a_corner_of_less_than_a_hectare_is_no_overlap() -> None:
    west = shapely.Polygon(WEST)
    corner = shapely.Polygon([[x + 0.0999, y + 0.0999] for x, y in WEST])
    assert not list(overlaps([west, corner]))
    assert [each.first for each in overlaps([west, west])] == [0]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (feature([[[1000 * x, 100_000 * y] for x, y in WEST]], code="06529"), "VN-2000"),
        (feature([[[y, x] for x, y in WEST]], code="06529"), "longitude first"),
        (feature([[[x - 100, y] for x, y in WEST]], code="06529"), "outside Việt Nam"),
        (feature([WEST[0], WEST[2], WEST[1], WEST[3], WEST[0]], code="06529"), "as rings"),
        (feature([[WEST[0], WEST[2], WEST[1], WEST[3], WEST[0]]], code="06529"), "cross"),
        (feature(WEST, "LineString", code="06529"), "Polygon or a MultiPolygon"),
        (feature([[["a", "b"]]], code="06529"), "as rings"),
        (feature([[]], code="06529"), "as rings"),
        (feature([[[float("nan"), 21], *WEST[1:]]], code="06529"), "as rings"),
        ({"geometry": None}, "Polygon or a MultiPolygon"),
        (7, "Polygon or a MultiPolygon"),
    ],
)
def test_a_shape_that_cannot_be_taken_is_named_with_its_reason(
    write: Write, given: Any, fault: str
) -> None:
    reading = read_outlines(write(given))
    assert reading.outlines == []
    [said] = reading.faults
    assert fault in said
    assert said.startswith(("06529:", "#1:"))


def test_a_small_slip_of_a_ring_is_mended_and_told(write: Write) -> None:
    spike = [*WEST[:2], [107.0, 21.801], [107.0, 21.8], *WEST[3:]]
    [outline] = read_outlines(write(feature([spike], code="06529"))).outlines
    assert outline.was_mended
    assert outline.shape.is_valid


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"type":"FeatureCollection"}', '{"type":"Feature"}', "[" * 99_999]
)
def test_what_is_no_collection_of_features_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "boundaries.geojson"
    path.write_text(content)
    with pytest.raises(Invalid):
        read_outlines(path)
    with pytest.raises(Invalid):
        read_outlines(tmp_path / "none.geojson")


def test_a_file_that_says_it_is_projected_is_refused(write: Write) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9210"}}
    with pytest.raises(Invalid, match="VN-2000"):
        read_outlines(write(feature([WEST], code="06529"), crs=crs))


def test_common_borders_stay_common_when_points_are_left_out() -> None:
    wavy = [(107, 21.7 + step / 1000) for step in range(101)]
    wavy = [(x + (step % 2) / 5000, y) for step, (x, y) in enumerate(wavy)]
    west = shapely.Polygon([(106.9, 21.7), *wavy, (106.9, 21.8)])
    east = shapely.Polygon([(107.1, 21.7), *wavy, (107.1, 21.8)])
    less = simplified([west, east])
    assert sum(map(shapely.get_num_coordinates, less)) < 50
    assert less[0].intersection(less[1]).area == pytest.approx(0, abs=1e-12)
    assert shapely.union_all(less).geom_type == "Polygon"


def test_only_a_command_loads_boundaries(world: SmallProvince, write: Write) -> None:
    reading = read_outlines(write(feature([WEST], code="06529")))
    with pytest.raises(Refused):
        load(world, reading, actor=world.clara)
    with pytest.raises(Invalid, match="source"):
        load(world, reading, basis=" ")


def test_a_dry_run_tells_and_writes_nothing(
    world: SmallProvince, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(feature([WEST], ma="06529"), feature([EAST], ma="99999"))
    words = ["map", "import", str(path), "--code", "ma", "--from", "2025-07-01", "--basis", "Sở"]
    call_command(*words, "--dry-run")
    told = capsys.readouterr().out
    assert "Communes of the province found: 1" in told
    assert "99999: No commune" in told
    assert "\n  06577 Xã Thống Nhất\n" in told
    with pytest.raises(CommandError, match="nothing was written"):
        call_command(*words)
    assert not Boundary.objects.exists()
    call_command(*words, "--partly")
    assert Boundary.objects.get().unit == world.commune_a
    call_command(*words, "--partly")
    assert "nothing changed" in capsys.readouterr().out
