"""The pages of units as people see them."""

from datetime import date

import pytest
from django.test import Client

from haicap.domain.organisations import actions
from haicap.domain.organisations.models import Kind
from haicap.domain.organisations.testing import SmallProvince, builder, commune
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, actor: Actor | None = None) -> str:
    if actor is not None:
        client.force_login(
            User.objects.get(pk=actor.user_id), "django.contrib.auth.backends.ModelBackend"
        )
    response = client.get(address, headers={"Accept-Language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def test_before_the_load_the_page_says_what_to_do(client: Client) -> None:
    assert "haicap units load" in page(client, "/units/")
    assert "not been loaded" in page(client, "/units/provinces/")


def test_a_province_lists_its_communes_in_vietnamese_order(
    client: Client, world: SmallProvince
) -> None:
    commune("05977", "Đông Kinh", world.province, designation="phường")
    commune("06000", "Dân Tiến", world.province)
    shown = page(client, "/units/")
    places = [shown.index(f">{name}</a>") for name in ("Dân Tiến", "Đông Kinh", "Lộc Bình")]
    assert places == sorted(places)


def test_communes_are_narrowed_by_name_and_kind(client: Client, world: SmallProvince) -> None:
    commune("05977", "Đông Kinh", world.province, designation="phường")
    shown = page(client, "/units/?name=loc")
    assert ">Lộc Bình</a>" in shown
    assert ">Thống Nhất</a>" not in shown
    shown = page(client, "/units/?designation=phường")
    assert ">Đông Kinh</a>" in shown
    assert ">Lộc Bình</a>" not in shown
    assert "No commune of this province matches" in page(client, "/units/?name=zzz")


def test_one_answer_is_opened_and_several_are_asked_about(
    client: Client, world: SmallProvince
) -> None:
    response = client.get("/units/find?q=Loc+Binh")
    assert response.status_code == 302
    assert response["Location"] == world.commune_a.get_absolute_url()
    elsewhere = actions.establish_unit(
        "75", actor=builder(), kind=Kind.PROVINCE, name="Đồng Nai", designation="tỉnh", code="75"
    )
    commune("26299", "Thống Nhất", elsewhere)
    shown = page(client, "/units/find?q=thong+nhat")
    assert "Which one do you mean?" in shown
    assert shown.index("Tỉnh Lạng Sơn") < shown.index("Tỉnh Đồng Nai")
    assert client.get("/units/find?q=thong+nhat,+dong+nai").status_code == 302


@pytest.mark.parametrize("typed", ["", "zzzzzz", "%", "<b>"])
def test_an_empty_answer_says_what_can_be_typed(
    client: Client, world: SmallProvince, typed: str
) -> None:
    shown = page(client, f"/units/find?q={typed.replace('%', '%25')}")
    assert "You can type:" in shown
    assert "<b>" not in shown


def test_a_group_shows_what_it_rests_on_and_whom_it_follows(
    client: Client, world: SmallProvince
) -> None:
    actions.add_legal_basis(
        world.group,
        actor=builder(),
        symbol="58-QĐ/TU",
        document_type="decision",
        issued_on=date(2025, 11, 20),
    )
    for address in (world.group.get_absolute_url(), "/working-groups/"):
        shown = page(client, address)
        assert "58-QĐ/TU" in shown
        assert "20/11/2025" in shown
        assert "Lộc Bình" in shown
        assert "Thống Nhất" not in shown


def test_who_holds_a_position_is_not_shown_to_everybody(
    client: Client, world: SmallProvince
) -> None:
    address = world.body("06529.ubnd").get_absolute_url()
    assert "Alma" not in page(client, address)
    assert "Alma" in page(client, address, world.mila)
    assert "Alma" not in page(client, address, world.cora)


def test_a_unit_that_is_not_there_is_not_found(client: Client, world: SmallProvince) -> None:
    assert client.get("/units/99999/").status_code == 404


def test_a_page_costs_the_same_for_many_communes(
    client: Client, world: SmallProvince, django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        commune(f"9{number:04}", f"Xã {number}", world.province)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page(client, "/units/")
