"""Deputising and succession by the doors: what is shown, typed, and answered to bad input."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
import time_machine

from haicap.domain.organisations import actions
from haicap.domain.organisations.models import Appointment, Deputising, PositionKind
from haicap.domain.organisations.queries import standing_of
from haicap.domain.organisations.testing import SmallProvince, fresh, person
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from tests.rooms import SignIn

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
TITLE = "Giám đốc Sở Tài chính"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel("2026-03-02 05:00:00+00:00", tick=False):
        yield


@pytest.fixture
def head(world: SmallProvince) -> Appointment:
    """Frida's, with its title as the decision calls it."""
    found = Appointment.objects.get(user_id=world.frida.user_id)
    found.position.title = TITLE
    found.position.save()
    return found


def typed(deputy: Actor, **more: str) -> dict[str, str]:
    days = {"from_on": "02/03/2026", "last_on": "08/03/2026", "reason": "Đi công tác"}
    return {"deputy": str(deputy.user_id), **days, **more}


def test_frida_entrusts_her_position_on_the_page_and_takes_it_back(world, head, sign_in: SignIn):
    browser = sign_in(world.frida)
    assert TITLE in browser.get("/positions/").content.decode()
    place = f"/appointments/{head.pk}/deputising/"
    assert "Felix" in browser.get(place).content.decode()
    assert browser.post(place, typed(world.felix)).status_code == HTTPStatus.FOUND
    made = Deputising.objects.get()
    assert (made.from_on, made.until_on) == (TODAY, TODAY + timedelta(days=7))
    for who, words in (
        (world.frida, "Who acts in my place"),
        (world.felix, "In whose place I act"),
    ):
        page = sign_in(who).get("/positions/").content.decode()
        assert words in page
        assert "08/03/2026" in page
    unit = sign_in(world.ana).get("/units/20.so-tai-chinh/").content.decode()
    assert f"Felix thừa ủy quyền {TITLE}" in unit
    browser.post(f"/deputising/{made.pk}/ending/")
    assert not standing_of(fresh(world.felix)).holds(world.department.pk, [PositionKind.HEAD])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"last_on": "01/03/2026"}, "cannot end before it begins"),
        ({"from_on": "01/03/2026"}, "days that are past"),
        ({"from_on": "31/02/2026"}, "Enter a real day"),
        ({"reason": ""}, "This field is required"),
        ({"form": "KT"}, "Only a deputy of the same unit"),
        ({"form": "XX"}, "Select a valid choice"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_kept(world, head, sign_in, wrong, words):
    place = f"/appointments/{head.pk}/deputising/"
    response = sign_in(world.frida).post(place, typed(world.felix, **wrong))
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in response.content.decode()
    assert not Deputising.objects.exists()


def test_only_who_works_there_is_offered(world, head, sign_in: SignIn):
    place = f"/appointments/{head.pk}/deputising/"
    browser = sign_in(world.frida)
    page = browser.get(place).content.decode()
    assert "(felix)" in page
    assert not any(f"({name})" in page for name in ("frida", "ana", "cora", "bogdan"))
    assert browser.post(place, typed(world.ana)).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_program_does_the_same_by_the_same_sentences(world, head, sign_in: SignIn):
    browser, place = sign_in(world.frida), f"/api/v1/appointments/{head.pk}/deputisings"
    sent = {"deputy": "felix", "from_on": "2026-03-02", "until_on": "2026-03-09", "reason": "Đi"}
    json = {"content_type": "application/json"}
    stranger = browser.post(place, sent | {"deputy": "ana"}, **json)
    assert stranger.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert stranger.json()["field"] == "deputy"
    made = browser.post(place, sent, **json)
    assert made.status_code == HTTPStatus.CREATED
    assert made.json()["form"] == "TUQ"
    assert browser.post(place, sent, **json).status_code == HTTPStatus.CONFLICT
    listed = sign_in(world.ana).get("/api/v1/deputisings?unit=20.so-tai-chinh").json()["items"]
    assert [each["deputy"] for each in listed] == ["felix"]
    door = f"/api/v1/deputisings/{made.json()['id']}/end"
    assert sign_in(world.ana).post(door, **json).status_code == HTTPStatus.FORBIDDEN
    assert sign_in(world.cora).post(door, **json).status_code == HTTPStatus.NOT_FOUND
    assert sign_in(world.felix).post(door, **json).status_code == HTTPStatus.CREATED
    assert browser.post(door, **json).status_code == HTTPStatus.CONFLICT


def test_whoever_ends_a_heads_appointment_is_asked_who_follows(world, head, sign_in: SignIn):
    keeper = person("Quân", world.department, PositionKind.ADMINISTRATOR)
    browser, place = sign_in(keeper), f"/appointments/{head.pk}/end/"
    page = browser.get(place).content.decode()
    assert "nobody left who signs" in page
    assert "/units/20.so-tai-chinh/waiting/" in page
    silent = browser.post(place, {"on": "03/03/2026"})
    assert silent.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "nobody left who signs" in silent.content.decode()
    for wrong, words in (
        ({"successor": "nobody.such"}, "no account with this user name"),
        ({"acting": "acting"}, "Name the successor"),
    ):
        refused = browser.post(place, {"on": "03/03/2026", **wrong})
        assert words in refused.content.decode()
    follows = {"on": "03/03/2026", "successor": "felix", "acting": "acting"}
    assert browser.post(place, follows).status_code == HTTPStatus.FOUND
    made = Appointment.objects.get(user_id=world.felix.user_id, acting="acting")
    assert (made.from_on, made.title) == (date(2026, 3, 3), f"Quyền {TITLE}")


def test_a_program_leaves_a_position_vacant_for_a_reason(world, head, sign_in: SignIn):
    keeper = person("Quân", world.department, PositionKind.ADMINISTRATOR)
    browser, place = sign_in(keeper), f"/api/v1/appointments/{head.pk}/end"
    json = {"content_type": "application/json"}
    asked = browser.post(place, {"on": "2026-03-03"}, **json)
    assert (asked.status_code, asked.json()["field"]) == (422, "successor")
    told = {"on": "2026-03-03", "vacant_because": "Chờ kiện toàn"}
    assert browser.post(place, told, **json).status_code == HTTPStatus.CREATED
    head.refresh_from_db()
    assert head.until_on == date(2026, 3, 3)


def test_the_list_costs_the_same_whatever_its_length(
    world, head, sign_in: SignIn, django_assert_max_num_queries
):
    first = {"from_on": TODAY, "until_on": TODAY + timedelta(days=1), "reason": "Đi"}
    felix, browser = User.objects.get(pk=world.felix.user_id), sign_in(world.frida)
    actions.entrust(head, actor=world.frida, deputy=felix, **first)
    with django_assert_max_num_queries(100) as one:
        browser.get("/positions/")
    for week in range(1, 6):
        day = TODAY + timedelta(days=7 * week)
        days = {"from_on": day, "until_on": day + timedelta(days=5), "reason": "Đi"}
        actions.entrust(head, actor=world.frida, deputy=felix, **days)
    with django_assert_max_num_queries(len(one)):
        browser.get("/positions/")
