"""The JSON door of the sheets says and does what the page does."""

import pytest
from django.test import Client
from django.urls import reverse

from haicap.domain.conclusions.testing import ordered
from haicap.domain.followups.models import Sheet
from haicap.domain.followups.testing import TwoTurns, drawn_up, two_turns
from haicap.domain.organisations.testing import SmallProvince
from tests.rooms import SignIn


@pytest.fixture
def turns(world: SmallProvince) -> TwoTurns:
    return two_turns(world)


def send(client: Client, name: str, *args: int, **sent: object) -> object:
    address = reverse(f"api:followups_{name}", args=args)
    return client.post(address, sent, content_type="application/json")


def read(client: Client, name: str, *args: int) -> object:
    return client.get(reverse(f"api:followups_{name}", args=args))


def test_the_group_draws_up_reads_and_settles(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn
) -> None:
    bogdan = sign_in(world.bogdan)
    answer = send(bogdan, "draw_up_sheet", session=turns.second.pk)
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert (found["as_of"], found["is_whole"]) == ("2025-11-27", True)
    assert [row["label"] for row in found["rows"]] == ["C1", "C2", "C3", "K1"]
    assert found["rows"][0]["is_unassigned"]
    assert found["open_verbs"] == ["settle"]
    assert send(bogdan, "settle_sheet", found["id"]).json()["state"] == "settled"
    again = send(bogdan, "settle_sheet", found["id"])
    assert again.status_code == 409


def test_a_row_tells_its_tasks_of_that_day(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn
) -> None:
    ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    sheet = drawn_up(world, turns)
    rows = read(sign_in(world.bogdan), "read_sheet", sheet.pk).json()["rows"]
    [task] = rows[2]["tasks"]
    assert (task["lead"], task["state"], task["percent"]) == ("06529", "assigned", None)
    by_mila = read(sign_in(world.mila), "read_sheet", sheet.pk).json()
    assert by_mila["rows"][2]["tasks"] == []
    assert not by_mila["is_whole"]


def test_who_may_not_is_told_as_on_the_page(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn
) -> None:
    ana, cora = sign_in(world.ana), sign_in(world.cora)
    refused = send(ana, "draw_up_sheet", session=turns.second.pk)
    assert refused.status_code == 403
    assert "working group" in refused.json()["detail"]
    assert send(cora, "draw_up_sheet", session=turns.second.pk).status_code == 404
    sheet = drawn_up(world, turns)
    assert read(cora, "read_sheet", sheet.pk).status_code == 404
    assert read(cora, "list_sheets").json()["items"] == []
    assert len(read(ana, "list_sheets").json()["items"]) == 1


def test_a_second_sheet_and_a_day_to_come_are_named(
    world: SmallProvince, turns: TwoTurns, sign_in: SignIn
) -> None:
    bogdan = sign_in(world.bogdan)
    wrong = send(bogdan, "draw_up_sheet", session=turns.second.pk, as_of="2999-01-01")
    assert (wrong.status_code, wrong.json()["field"]) == (422, "as_of")
    drawn_up(world, turns)
    twice = send(bogdan, "draw_up_sheet", session=turns.second.pk)
    assert (twice.status_code, twice.json()["field"]) == (422, "session")
    assert Sheet.objects.count() == 1
