"""The JSON door to the units."""

from typing import Any

import pytest
from django.test import Client

from haicap.domain.organisations.testing import SmallProvince, commune
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"


def ask(client: Client, actor: Actor, address: str) -> Any:
    client.force_login(
        User.objects.get(pk=actor.user_id), "django.contrib.auth.backends.ModelBackend"
    )
    response = client.get(f"{ROOT}{address}")
    assert response.status_code == 200, response.content
    return response.json()


def test_units_are_listed_page_by_page_in_vietnamese_order(
    client: Client, world: SmallProvince
) -> None:
    commune("06000", "Đồng Đăng", world.province)
    first = ask(client, world.ana, "/units?kind=commune&province=20&size=2")
    assert [each["name"] for each in first["items"]] == ["Đồng Đăng", "Lộc Bình"]
    rest = ask(
        client,
        world.ana,
        f"/units?kind=commune&province=20&size=2&cursor={first['next_cursor']}",
    )
    assert [each["name"] for each in rest["items"]] == ["Thống Nhất"]
    assert rest["next_cursor"] is None


def test_units_are_narrowed_by_a_part_of_the_name(client: Client, world: SmallProvince) -> None:
    found = ask(client, world.ana, "/units?q=van+phong+tinh")
    assert [each["key"] for each in found["items"]] == ["20.vptu"]


def test_a_unit_tells_its_history_and_its_bodies(client: Client, world: SmallProvince) -> None:
    told = ask(client, world.ana, "/units/06529")
    assert told["full_name"] == "Xã Lộc Bình"
    assert told["parent"] == "20"
    assert told["codes"][0]["code"] == "06529"
    assert told["names"][0]["designation"] == "xã"
    assert "06529.ubnd" in told["bodies"]


def test_holders_are_told_to_holders_only(client: Client, world: SmallProvince) -> None:
    assert ask(client, world.mila, "/units/06529.ubnd")["holders"][0]["person"] == "Alma"
    assert ask(client, world.cora, "/units/06529.ubnd")["holders"] == []


def test_a_search_answers_one_or_asks(client: Client, world: SmallProvince) -> None:
    one = ask(client, world.ana, "/units/find?q=Loc Binh")
    assert one["exact"]["key"] == "06529"
    other = ask(client, world.ana, "/units/find?q=uy ban")
    assert other["exact"] is None
    assert other["is_guess"]
    assert other["candidates"]


def test_communes_and_groups(client: Client, world: SmallProvince) -> None:
    communes = ask(client, world.ana, "/units/20/communes")
    assert [each["key"] for each in communes] == ["06529", "06577"]
    [group] = ask(client, world.ana, "/working-groups")
    assert group["coverages"][0]["commune"] == "06529"


def test_the_door_is_closed_to_who_is_not_signed_in(client: Client, world: SmallProvince) -> None:
    assert client.get(f"{ROOT}/units").status_code == 401


def test_unknown_and_unreadable_requests(client: Client, world: SmallProvince) -> None:
    client.force_login(
        User.objects.get(pk=world.ana.user_id), "django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(f"{ROOT}/units/99999").status_code == 404
    assert client.get(f"{ROOT}/units?kind=king").status_code == 422
    assert client.get(f"{ROOT}/units?cursor=nonsense").status_code == 422
