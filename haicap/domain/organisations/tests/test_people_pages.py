"""The pages of people: seen by whom, what they say, what they do."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haicap.domain.organisations.models import Appointment, PositionKind, Unit
from haicap.domain.organisations.rosters import COLUMNS
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import SecondFactor, User
from haicap.foundation.files.models import StoredFile
from haicap.foundation.journal.models import Entry
from haicap.foundation.spreadsheets.writing import as_xlsx

pytestmark = pytest.mark.django_db
PASSWORD = re.compile(r"<code>((?:\w{4}-){4}\w{4})</code>")


@pytest.fixture
def kim(world: SmallProvince) -> Client:
    """Administers Lộc Bình."""
    return browser(person("Kim", world.commune_a, PositionKind.ADMINISTRATOR))


def browser(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        User.objects.get(pk=actor.user_id), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:500]
    return str(response.content.decode())


def test_the_page_of_people_is_there_for_who_may_see_it_only(
    world: SmallProvince, kim: Client
) -> None:
    for key in ("06529", "06529.ubnd", "06529.vp-ubnd"):
        assert kim.get(f"/units/{key}/people/").status_code == 200
    assert kim.get("/units/06577/people/").status_code == 404
    assert browser(world.alma).get("/units/06529.ubnd/people/").status_code == 200
    for actor in (world.ana, world.mila, world.cora, world.bogdan):
        for door in ("", "account/", "appointment/", "list/", "list/template/"):
            assert browser(actor).get(f"/units/06529.ubnd/people/{door}").status_code == 404
    assert Client().get("/units/06529.ubnd/people/").status_code == 302


def test_the_list_tells_person_position_and_how_the_account_stands(
    world: SmallProvince, kim: Client
) -> None:
    User.objects.filter(username="alma").update(last_login="2026-01-01T00:00Z")
    SecondFactor.objects.create(
        user=User.objects.get(username="alma"), key="K", confirmed_at="2026-01-01T00:00Z"
    )
    Appointment.objects.create(
        position=Appointment.objects.get(user__username="ana").position, person_name="Lê Văn Khác"
    )
    shown = text(kim.get("/units/06529/people/"))
    for part in ("Alma", "Ana", "in use", "never signed in", "second factor", "no account"):
        assert part in shown
    assert "Mila" not in shown
    narrowed = text(kim.get("/units/06529/people/?state=none"))
    assert "Lê Văn Khác" in narrowed
    assert "Alma" not in narrowed
    assert "Ana" in text(kim.get("/units/06529/people/?text=ana"))
    assert "Nobody matches" in text(kim.get("/units/06529/people/?text=zzz"))
    assert (
        "Lê Văn Khác"
        in b"".join(
            kim.get("/units/06529/people/?format=csv")  # type: ignore[arg-type]
        ).decode()
    )
    text(kim.get("/units/06529/people/?state=king"), 422)


def test_the_list_costs_the_same_for_many(
    world: SmallProvince, kim: Client, django_assert_num_queries: Any
) -> None:

    with CaptureQueriesContext(
        connection,
    ) as few:
        text(kim.get("/units/06529/people/"))
    for number in range(30):
        person(f"Nguoi{number}", world.body("06529.ubnd"))
    with django_assert_num_queries(len(few)):
        text(kim.get("/units/06529/people/"))


def test_an_account_is_opened_and_its_password_shown_once(
    world: SmallProvince, kim: Client
) -> None:
    address = "/units/06529.vp-ubnd/people/account/"
    assert "Open the account" in text(kim.get(address))
    sent = {
        "name": "Lê An", "username": "an.le", "kind": "clerk", "title": "Văn thư",
        "from_on": "05/01/2026",
    }  # fmt: skip
    response = kim.post(address, sent)
    (password,) = PASSWORD.findall(text(response))
    assert "no-store" in response["Cache-Control"]
    an = User.objects.get(username="an.le")
    assert an.check_password(password)
    assert Appointment.objects.get(user=an).from_on == date(2026, 1, 5)
    again = text(kim.post(address, sent), 422)
    assert "This user name is taken." in again
    assert password not in again + text(kim.get("/people/an.le/"))
    wrong = text(kim.post(address, sent | {"username": "Ân", "from_on": "31/02/2026"}), 422)
    assert "Enter a real day" in wrong
    assert "2 to 60" in wrong


def test_a_position_is_given_to_an_account_or_to_a_name_and_ends(
    world: SmallProvince, kim: Client
) -> None:
    address = "/units/06529.ubnd/people/appointment/"
    sent = {"username": "mila", "kind": "officer", "title": "Chuyên viên"}
    assert kim.post(address, sent).status_code == 302
    held = Appointment.objects.get(user__username="mila", position__unit__key="06529.ubnd")
    assert "no account with this user name" in text(
        kim.post(address, sent | {"username": "zzz"}), 422
    )
    assert "Name a person or an account" in text(kim.post(address, sent | {"username": ""}), 422)
    assert kim.post(address, sent | {"username": "kim"}).status_code == 403
    named = sent | {"username": "", "person_name": "Lê Khác"}
    assert kim.post(address, named).status_code == 302
    end = f"/appointments/{held.pk}/end/"
    assert "Mila" in text(kim.get(end))
    assert browser(world.mila).get(end).status_code == 404
    text(kim.post(end, {"on": "x"}), 422)
    assert kim.post(end, {"on": "01/02/2026"}).status_code == 302
    held.refresh_from_db()
    assert held.until_on == date(2026, 2, 1)
    assert "ended already" in text(kim.post(end, {"on": "01/03/2026"}), 422)


def test_a_person_page_offers_what_may_be_done_and_says_why_not(
    world: SmallProvince, kim: Client
) -> None:
    shown = text(kim.get("/people/ana/"))
    assert "/people/ana/password/" in shown
    assert "/people/ana/off/" in shown
    assert "second-factor" not in shown
    assert "Nobody does this to their own account" in text(kim.get("/people/kim/"))
    person("Ana", world.department, PositionKind.OFFICER, "Biệt phái")
    shared = text(kim.get("/people/ana/"))
    assert "do not administer" in shared
    assert "Biệt phái" not in shared
    for username in ("mila", "cora", "nobody", "%00"):
        assert kim.get(f"/people/{username}/").status_code == 404
    assert browser(world.mila).get("/people/ana/").status_code == 404


def test_a_password_is_given_anew_and_an_account_switched_off_and_on(
    world: SmallProvince, kim: Client
) -> None:
    ana = User.objects.get(username="ana")
    SecondFactor.objects.create(user=ana, key="K", confirmed_at="2026-01-01T00:00Z")
    for door in ("password", "off", "second-factor"):
        before = Entry.objects.count()
        text(kim.get(f"/people/ana/{door}/"))
        assert Entry.objects.count() == before
    assert kim.get("/people/ana/on/").status_code == 409
    response = kim.post("/people/ana/password/")
    (password,) = PASSWORD.findall(text(response))
    assert "no-store" in response["Cache-Control"]
    ana.refresh_from_db()
    assert ana.check_password(password)
    assert kim.post("/people/ana/off/").status_code == 302
    assert kim.get("/people/ana/off/").status_code == 409
    assert kim.post("/people/ana/on/").status_code == 302
    assert kim.post("/people/ana/second-factor/").status_code == 302
    assert not SecondFactor.objects.exists()
    told = Entry.objects.order_by("-id").values_list("event", flat=True)[:4]
    assert list(reversed(told)) == [
        "account.reset_password",
        "account.switch_off",
        "account.switch_on",
        "account.remove_second_factor",
    ]
    for door in ("password", "off"):
        assert kim.post(f"/people/kim/{door}/").status_code == 403
        assert browser(world.alma).post(f"/people/alma/{door}/").status_code == 403
        assert browser(world.mila).post(f"/people/ana/{door}/").status_code == 404


AN = ["06529.ubnd", "officer", "Chuyên viên", "Lê An", "an.le", "", "05/01/2026"]
LIST = "/units/06529/people/list/"


def listed(*rows: list[Any]) -> SimpleUploadedFile:
    content = as_xlsx("People", [str(name) for name in COLUMNS.values()], rows)
    return SimpleUploadedFile("list.xlsx", content)


def token(shown: str) -> str:
    (found,) = re.findall(r'name="token" value="([^"]+)"', shown)
    return str(found)


def test_a_list_is_looked_through_first_and_then_taken_as_it_was(
    world: SmallProvince, kim: Client
) -> None:
    assert "Download the template" in text(kim.get(LIST))
    template = kim.get(f"{LIST}template/")
    assert template.content[:2] == b"PK"
    binh = [*AN[:3], "Lê Bình", "binh.le", "", ""]
    shown = text(kim.post(LIST, {"file": listed(AN, binh)}))
    assert "2 accounts would be opened" in shown
    assert not User.objects.filter(username="an.le").exists()
    response = kim.post(f"{LIST}taking/", {"token": token(shown)})
    taken = text(response)
    passwords = PASSWORD.findall(taken)
    assert [User.objects.get(username=name).check_password(passwords[place])
            for place, name in enumerate(["an.le", "binh.le"])] == [True, True]  # fmt: skip
    assert "data:application/vnd.openxmlformats" in taken
    assert "no-store" in response["Cache-Control"]
    told = Entry.objects.get(event="position.take_list")
    assert told.details["sha256"] == StoredFile.objects.get().sha256
    again = text(kim.post(f"{LIST}taking/", {"token": token(shown)}), 409)
    assert "there already" in again
    assert User.objects.filter(username="an.le").count() == 1


def test_every_bad_cell_of_a_list_is_told_and_nothing_is_kept_of_it(
    world: SmallProvince, kim: Client
) -> None:
    other = ["06577.ubnd", "officer", "Chuyên viên", "Lê Bình", "binh.le", "", "31/02/2026"]
    shown = text(kim.post(LIST, {"file": listed(AN, other)}), 422)
    assert "2 cells cannot be taken" in shown
    assert "31/02/2026" in shown
    assert 'name="token"' not in shown
    assert not StoredFile.objects.exists()
    assert "no XLSX file" in text(
        kim.post(LIST, {"file": SimpleUploadedFile("list.xlsx", b"name;unit")}), 422
    )
    text(kim.post(LIST, {}), 422)


def test_an_examination_is_good_for_who_asked_for_it(world: SmallProvince, kim: Client) -> None:
    shown = text(kim.post(LIST, {"file": listed(AN)}))
    lan = browser(person("Lan", world.commune_a, PositionKind.ADMINISTRATOR))
    for client, given in [(lan, token(shown)), (kim, "x"), (kim, "")]:
        assert "Send the list once more" in text(
            client.post(f"{LIST}taking/", {"token": given}), 422
        )
    assert browser(world.mila).post(f"{LIST}taking/", {"token": token(shown)}).status_code == 404
    assert not User.objects.filter(username="an.le").exists()


def test_an_administrator_finds_the_people_from_desk_and_unit(
    world: SmallProvince, kim: Client
) -> None:
    assert "/units/06529/people/" in text(kim.get("/"))
    assert "/units/06529/people/" in text(kim.get("/communes/06529/"))
    assert "/units/06529.ubnd/people/" in text(kim.get("/units/06529.ubnd/"))
    mila = browser(world.mila)
    for address in ("/", "/communes/06529/", "/units/06529.ubnd/"):
        assert "/people/" not in text(mila.get(address))


def test_a_unit_that_is_no_more_is_looked_at_and_not_changed(world: SmallProvince) -> None:
    pham = browser(person("Pham", world.province, PositionKind.ADMINISTRATOR))
    Unit.objects.filter(key="20.so-noi-vu").update(dissolved_on=date(2025, 7, 1))
    shown = text(pham.get("/units/20.so-noi-vu/people/"))
    assert "This unit is no more" in shown
    assert pham.get("/units/20.so-noi-vu/people/account/").status_code == 403
