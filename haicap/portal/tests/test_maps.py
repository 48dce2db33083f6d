"""The map of a province: what everybody sees, and numbers that obey the lists."""

from decimal import Decimal

import pytest
from django.test import Client

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.testing import SmallProvince, commune
from haicap.domain.recommendations.testing import routed_recommendation
from haicap.domain.tasks.testing import assigned_task
from haicap.portal.tones import legend_of, tones_of
from tests.rooms import SignIn

from .test_cost import asked_by

PAGE = "/map/20/"


@pytest.fixture(autouse=True)
def placed(world: SmallProvince) -> None:
    """Both communes with their centroids."""
    for each, longitude in ((world.commune_a, "106.92"), (world.commune_b, "107.02")):
        where = {"latitude": Decimal("21.76"), "longitude": Decimal(longitude)}
        Unit.objects.filter(pk=each.pk).update(**where)


def shown(client: Client, page: str = PAGE) -> str:
    answer = client.get(page, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_sees_the_communes_as_links_with_names() -> None:
    page = shown(Client())
    assert '<a class="region" href="/communes/06529/" aria-label="Xã Lộc Bình">' in page
    assert "does not show its administrative boundary" in page


def test_who_holds_no_position_is_offered_public_numbers_only(
    world: SmallProvince, sign_in: SignIn
) -> None:
    assigned_task(world)
    for client in (Client(), sign_in(world.cora)):
        page = shown(client, f"{PAGE}?layer=in_term")
        assert "Tasks open" not in page
        assert 'value="area"' in page
        assert "tone-" not in page


def test_a_number_counts_what_its_reader_may_see_and_opens_the_list(
    world: SmallProvince, sign_in: SignIn
) -> None:
    assigned_task(world)
    page = shown(sign_in(world.ana), f"{PAGE}?layer=in_term")
    assert 'aria-label="Xã Lộc Bình: Tasks open, in term 1"' in page
    assert 'aria-label="Xã Thống Nhất: Tasks open, in term 0"' in page
    assert '<a href="/tasks/?cell=open_in_term&amp;lead=06529">1</a>' in page
    page = shown(sign_in(world.mila), f"{PAGE}?layer=in_term")
    assert 'aria-label="Xã Lộc Bình: Tasks open, in term 0"' in page


def test_recommendations_awaiting_an_answer_are_counted_for_who_raised_them(
    world: SmallProvince, sign_in: SignIn
) -> None:
    routed_recommendation(world)
    page = shown(sign_in(world.clara), f"{PAGE}?layer=unanswered")
    assert "Recommendations awaiting an answer 1" in page


def test_the_table_can_be_read_by_number(world: SmallProvince) -> None:
    Unit.objects.filter(key="06577").update(area_km2=Decimal("190.61"))
    Unit.objects.filter(key="06529").update(area_km2=Decimal("79.15"))
    table = shown(Client(), f"{PAGE}?layer=area&order=number").partition('id="table"')[2]
    assert table.index("Thống Nhất") < table.index("Lộc Bình")


def test_an_area_shows_whole_numbers_and_tells_all_of_them(world: SmallProvince) -> None:
    Unit.objects.filter(key="06529").update(area_km2=Decimal("79.15"))
    page = shown(Client(), f"{PAGE}?layer=area")
    assert 'class="value">79</text>' in page
    assert "Xã Lộc Bình: Area, km² 79.15" in page
    assert "Xã Thống Nhất: Area, km² not known" in page


def test_a_commune_without_a_place_is_named_below(world: SmallProvince) -> None:
    commune("06000", "Đồng Đăng", world.province)
    page = shown(Client())
    below = page.partition("Not on the map")[2]
    assert "Đồng Đăng" in below.partition("</ul>")[0]
    Unit.objects.update(latitude=None)
    assert "nothing can be drawn" in shown(Client())


def test_a_commune_and_its_province_show_where_it_is() -> None:
    assert "Xã Lộc Bình on the map of Tỉnh Lạng Sơn" in shown(Client(), "/communes/06529/")
    assert 'href="/map/20/"' in shown(Client(), "/units/")


def test_a_unit_that_is_no_present_province_has_no_map() -> None:
    assert Client().get("/map/06529/").status_code == 404
    assert Client().get("/map/99/").status_code == 404


def test_nonsense_in_the_address_shows_the_plain_map() -> None:
    assert "tone-" not in shown(Client(), f"{PAGE}?layer=%00king&order=;")


def test_the_page_costs_the_same_for_many_communes(world: SmallProvince, sign_in: SignIn) -> None:
    client = sign_in(world.ana)
    before = asked_by(client, f"{PAGE}?layer=in_term")
    for number in range(20):
        each = commune(f"9{number:04}", f"Xã {number}", world.province)
        where = {"latitude": Decimal("21.5"), "longitude": Decimal(106) + Decimal(number) / 20}
        Unit.objects.filter(pk=each.pk).update(**where)
    assert asked_by(client, f"{PAGE}?layer=in_term") == before


def test_tones_part_the_numbers_and_the_legend_says_how() -> None:
    values = [None, 0, 1, 1, 2, 3, 5, 8, 13, 400]
    tones = tones_of(values)
    assert [tones[each] for each in (None, 0, 1, 400)] == [
        "tone-unknown", "tone-0", "tone-1", "tone-4",
    ]  # fmt: skip
    words = dict(legend_of(values))
    assert words["tone-1"] == "1 – 2"
    assert words["tone-4"] == "13 – 400"
    assert words["tone-unknown"] == "not known"
    assert tones_of([7])[7] == "tone-1"
    assert legend_of([]) == []
