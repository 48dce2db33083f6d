"""Lists go on by cursor; what has not changed is not sent again; answers are for one reader."""

from django.test import Client

from haicap.foundation.accounts.models import User

PEOPLE = "/api/v1/people/"


def test_a_list_goes_on_where_it_ended(door: Client, ana: User, bogdan: User) -> None:
    first = door.get(PEOPLE, {"size": 1}).json()
    second = door.get(PEOPLE, {"size": 1, "cursor": first["next_cursor"]}).json()
    assert [item["username"] for item in first["items"] + second["items"]] == ["bogdan", "ana"]
    assert second["next_cursor"] is None


def test_a_cursor_that_is_none_is_a_wrong_value(door: Client) -> None:
    answer = door.get(PEOPLE, {"cursor": "junk"})
    assert (answer.status_code, answer.json()["field"]) == (422, "cursor")


def test_what_has_not_changed_is_not_sent_again(door: Client, ana: User) -> None:
    address = f"{PEOPLE}{ana.pk}"
    first = door.get(address)
    same = door.get(address, headers={"if-none-match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    User.objects.filter(pk=ana.pk).update(username="anna")
    changed = door.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_no_cache_on_the_way_keeps_an_answer(door: Client) -> None:
    assert door.get(PEOPLE)["Cache-Control"] == "private, no-cache"
