"""The JSON twins of the pages of people: the same rules, the same sentences."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haicap.domain.organisations.models import Appointment, PositionKind, Unit
from haicap.domain.organisations.rosters import COLUMNS
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from haicap.foundation.api.models import KeptAnswer
from haicap.foundation.spreadsheets.writing import as_xlsx

pytestmark = pytest.mark.django_db
API = "/api/v1"
ACCOUNT = {"kind": "clerk", "title": "Văn thư", "name": "Lê An", "username": "an.le"}


@pytest.fixture
def kim(world: SmallProvince) -> Client:
    return browser(person("Kim", world.commune_a, PositionKind.ADMINISTRATOR))


def browser(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        User.objects.get(pk=actor.user_id), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def send(client: Client, address: str, sent: Any = None, status: int = 201, **headers: str) -> Any:
    response = client.post(
        API + address, sent or {}, content_type="application/json", headers=headers
    )
    assert response.status_code == status, response.content.decode()
    return response


def test_people_are_listed_with_their_accounts(world: SmallProvince, kim: Client) -> None:
    found = kim.get(f"{API}/units/06529/people").json()["items"]
    assert {(each["person"], each["state"]) for each in found} == {
        ("Alma", "unused"), ("Ana", "unused"), ("Kim", "active"),
    }  # fmt: skip
    assert kim.get(f"{API}/units/06577/people").status_code == 404
    narrowed = kim.get(f"{API}/units/06529/people?q=alma&size=1").json()
    assert [each["username"] for each in narrowed["items"]] == ["alma"]


def test_people_are_sorted_by_the_names_of_the_page_across_its_ends(
    world: SmallProvince, kim: Client
) -> None:
    def listed(sort: str) -> list[tuple[str, str]]:
        address, found = f"{API}/units/06529/people?size=2&sort={sort}", []
        cursor: str | None = ""
        while cursor is not None:
            page = kim.get(f"{address}&cursor={cursor}" if cursor else address).json()
            found += [(each["unit"], each["title"]) for each in page["items"]]
            cursor = page["next_cursor"]
        return found

    names = {unit.key: unit.sort_key for unit in Unit.objects.all()}
    by_title = listed("position")
    assert by_title == sorted(by_title, key=lambda each: each[1])
    assert [title for _unit, title in listed("-position")] == [t for _u, t in by_title[::-1]]
    by_unit = listed("unit")
    assert by_unit == sorted(by_unit, key=lambda each: (names[each[0]], *each))
    assert {unit for unit, _title in by_unit} == {"06529", "06529.ubnd", "06529.vp-ubnd"}
    wrong = kim.get(f"{API}/units/06529/people?sort=height")
    assert wrong.status_code == 422
    assert "position" in wrong.text


def test_an_account_is_opened_and_no_answer_with_its_password_is_kept(
    world: SmallProvince, kim: Client
) -> None:
    door = "/units/06529.vp-ubnd/accounts"
    refused = send(kim, door, ACCOUNT, 422, **{"Idempotency-Key": "k"})
    assert "told once" in refused.json()["detail"] + str(refused.json())
    assert not User.objects.filter(username="an.le").exists()
    response = send(kim, door, ACCOUNT)
    assert "no-store" in response["Cache-Control"]
    told = response.json()
    assert User.objects.get(username="an.le").check_password(told["password"])
    assert told["appointment"]["unit"] == "06529.vp-ubnd"
    assert not KeptAnswer.objects.exists()
    send(kim, door, ACCOUNT, 422)
    send(kim, "/units/06577.ubnd/accounts", ACCOUNT, 404)
    send(browser(world.mila), door, ACCOUNT, 404)


def test_positions_are_given_and_ended(world: SmallProvince, kim: Client) -> None:
    door = "/units/06529.ubnd/appointments"
    sent = {"kind": "officer", "title": "Chuyên viên", "username": "mila"}
    held = send(kim, door, sent).json()
    assert held["person"] == "Mila"
    send(kim, door, sent | {"username": "kim"}, 403)
    send(kim, door, sent | {"username": "zzz"}, 422)
    send(kim, door, sent | {"username": ""}, 422)
    send(browser(world.mila), f"/appointments/{held['id']}/end", {"on": "2026-02-01"}, 404)
    ended = send(kim, f"/appointments/{held['id']}/end", {"on": "2026-02-01"}).json()
    assert ended["until_on"] == "2026-02-01"
    send(kim, f"/appointments/{held['id']}/end", {"on": "2026-03-01"}, 422)
    outside = Appointment.objects.get(user__username="felix")
    send(kim, f"/appointments/{outside.pk}/end", {"on": "2026-02-01"}, 404)


def test_accounts_are_kept(world: SmallProvince, kim: Client) -> None:
    assert kim.get(f"{API}/people/ana").json()["appointments"][0]["unit"] == "06529.vp-ubnd"
    send(kim, "/people/ana/password", None, 422, **{"Idempotency-Key": "k"})
    secret = send(kim, "/people/ana/password").json()["password"]
    assert User.objects.get(username="ana").check_password(secret)
    assert send(kim, "/people/ana/off").json()["state"] == "off"
    assert send(kim, "/people/ana/on").json()["state"] == "unused"
    assert not send(kim, "/people/ana/second-factor-removal").json()["has_second_factor"]
    for door in ("password", "off", "on", "second-factor-removal"):
        send(kim, f"/people/kim/{door}", None, 403)
        send(kim, f"/people/mila/{door}", None, 404)
        send(browser(world.alma), f"/people/alma/{door}", None, 403)


def test_a_list_is_looked_through_and_taken(world: SmallProvince, kim: Client) -> None:
    def upload(door: str, *rows: list[str]) -> Any:
        content = as_xlsx("People", [str(name) for name in COLUMNS.values()], rows)
        return kim.post(API + door, {"file": SimpleUploadedFile("list.xlsx", content)})

    row = ["06529.ubnd", "officer", "Chuyên viên", "Lê An", "an.le", "", ""]
    bad = ["06577.ubnd", "officer", "Chuyên viên", "Lê Bình", "binh.le", "", ""]
    told = upload("/units/06529/people-lists/examination", row, bad).json()
    assert [each["row"] for each in told["planned"]] == [2]
    assert [(each["row"], each["column"]) for each in told["problems"]] == [(3, "Unit")]
    assert upload("/units/06529/people-lists", row, bad).status_code == 422
    assert not User.objects.filter(username="an.le").exists()
    (taken,) = upload("/units/06529/people-lists", row).json()
    assert User.objects.get(username="an.le").check_password(taken["password"])
    assert upload("/units/06577/people-lists", row).status_code == 404


def test_a_working_group_is_formed(world: SmallProvince) -> None:
    sent = {
        "name": "Tổ công tác số 5",
        "parent": "20.tinh-uy",
        "symbol": "60-QĐ/TU",
        "issued_on": "2026-01-02",
        "communes": ["06577"],
        "members": [{"person": "felix", "kind": "head", "title": "Tổ trưởng"}],
    }
    clara = browser(world.clara)
    assert send(clara, "/working-groups", sent).json()["coverages"][0]["commune"] == "06577"
    send(clara, "/working-groups", sent, 422)
    send(clara, "/working-groups", sent | {"parent": "20.ubnd", "name": "Tổ 6"}, 403)
    send(clara, "/working-groups", sent | {"parent": "zz", "name": "Tổ 6"}, 422)
    send(browser(world.frida), "/working-groups", sent | {"name": "Tổ 6"}, 403)
    assert Unit.objects.filter(key__startswith="20.to-cong-tac-so").count() == 1
