"""The doors where it is decided who somebody is: personas, sign-out, closed accounts."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from haicap.domain.cases.models import Case, Persona
from haicap.foundation.access import Actor
from haicap.foundation.accounts.actions import note_sign_in
from haicap.foundation.accounts.models import SignIn, User
from haicap.foundation.api.actions import create_token

from .people import ANONYMOUS, OFFICER, PERSONAS, STATE_CLERK
from .trying import nothing_written
from .world import World


def door(code: str) -> str:
    return reverse("cases:enter", args=[code])


@pytest.mark.parametrize("code", PERSONAS)
def test_a_visitor_becomes_a_persona_by_a_post_only(world: World, code: str) -> None:
    visitor = Client()
    with nothing_written():
        for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS"):
            assert visitor.generic(method, door(code)).status_code == 405
    assert SESSION_KEY not in visitor.session
    response = visitor.post(door(code))
    assert (response.status_code, response["Location"]) == (302, "/")
    assert visitor.session[SESSION_KEY] == str(world.users[code].pk)


def test_the_persona_door_wants_the_security_token_of_our_own_page(world: World) -> None:
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post(door(OFFICER)).status_code == 403
    assert SESSION_KEY not in visitor.session


@pytest.mark.parametrize("code", ["nobody", "clerk-vpub", "1", "admin"])
def test_who_is_no_persona_cannot_be_entered(world: World, code: str) -> None:
    visitor = Client()
    with nothing_written():
        assert visitor.post(door(code)).status_code == 404
    assert SESSION_KEY not in visitor.session


def test_a_real_account_cannot_be_entered_even_if_it_is_listed_as_a_persona(world: World) -> None:
    """What the list says is not believed: the account itself must be one."""
    case = Case.objects.get()
    Persona.objects.create(case=case, code="clerk", number=99, user=world.users[STATE_CLERK])
    visitor = Client()
    with nothing_written():
        assert visitor.post(door("clerk")).status_code == 403
    assert SESSION_KEY not in visitor.session


def test_a_closed_persona_cannot_be_entered(world: World) -> None:
    User.objects.filter(pk=world.users[OFFICER].pk).update(is_active=False)
    visitor = Client()
    with nothing_written():
        assert visitor.post(door(OFFICER)).status_code == 403
    assert SESSION_KEY not in visitor.session


def test_becoming_a_persona_leaves_nothing_of_who_one_was(world: World) -> None:
    visitor = Client()
    visitor.force_login(world.users[STATE_CLERK], "django.contrib.auth.backends.ModelBackend")
    before = visitor.session.session_key
    visitor.post(door(OFFICER))
    assert visitor.session.session_key != before
    assert visitor.session[SESSION_KEY] == str(world.users[OFFICER].pk)


@pytest.mark.parametrize("person", [OFFICER, STATE_CLERK])
def test_a_closed_account_is_out_at_once(world: World, person: str) -> None:
    user = world.users[person]
    hand = Actor(name=user.name, user_id=user.pk)
    secret = create_token(user, actor=hand, name="a program").secret
    program = {"authorization": f"Bearer {secret}"}
    browser = world.browsers[person]
    assert browser.get("/tasks/").status_code == 200
    assert Client().get("/api/v1/tasks", headers=program).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert browser.get("/tasks/").status_code == 302
    assert browser.get("/api/v1/tasks").status_code == 401
    assert Client().get("/api/v1/tasks", headers=program).status_code == 401


def test_a_position_that_has_ended_shows_nothing_any_more(world: World) -> None:
    task = world.one("own task")
    browser = world.browsers[OFFICER]
    assert browser.get(task.get_absolute_url()).status_code == 200
    world.users[OFFICER].appointments.update(until_on=timezone.localdate())
    assert browser.get(task.get_absolute_url()).status_code == 404
    assert browser.get("/api/v1/tasks").json()["items"] == []


def test_the_page_for_the_code_opens_to_nobody_without_the_password(world: World) -> None:
    address = reverse("accounts:code")
    with nothing_written():
        for browser in (Client(), world.browsers[STATE_CLERK]):
            for response in (browser.get(address), browser.post(address, {"code": "123456"})):
                assert (response.status_code, response["Location"]) == (302, "/sign-in/")


def test_sign_out_takes_a_post_and_ends_the_session(world: World) -> None:
    browser = Client()
    browser.force_login(world.users[OFFICER], "django.contrib.auth.backends.ModelBackend")
    assert browser.get(reverse("accounts:sign-out")).status_code == 405
    assert browser.post(reverse("accounts:sign-out")).status_code == 302
    assert browser.get("/tasks/").status_code == 302


def test_the_language_door_writes_nothing_for_a_visitor(world: World) -> None:
    address = reverse("accounts:language")
    visitor = Client()
    with nothing_written():
        assert visitor.get(address).status_code == 405
        assert visitor.post(address, {"language": "en"}).status_code == 302
        assert visitor.post(address, {"language": "xx"}).status_code == 422
        elsewhere = visitor.post(address, {"language": "en", "next": "https://example.org/"})
        assert elsewhere["Location"] == "/"
        # A persona is shared by all who try the example: the choice stays in the browser.
        world.browsers[OFFICER].post(address, {"language": "en"})
    assert not world.users[OFFICER].language


def test_the_colours_door_keeps_the_choice_in_the_browser(world: World) -> None:
    address = reverse("accounts:colours")
    visitor = Client()
    with nothing_written():
        assert visitor.get(address).status_code == 405
        assert visitor.post(address, {"colours": "dark"}).status_code == 302
        assert visitor.post(address, {"colours": "pink"}).status_code == 422
        elsewhere = visitor.post(address, {"colours": "", "next": "https://example.org/"})
        assert elsewhere["Location"] == "/"


def test_sign_ins_are_shown_and_ended_by_their_owner_alone(world: World) -> None:
    """The clerk is signed in somewhere; to everybody else that is not there."""
    clerk = world.users[STATE_CLERK]
    theirs = signed_in_somewhere(clerk)
    shown, doors = "/api/v1/account/sign-ins", ("/account/sign-ins/", "/api/v1/account/sign-ins/")
    assert [each["id"] for each in world.browsers[STATE_CLERK].get(shown).json()] == [theirs.pk]
    assert theirs.address in world.browsers[STATE_CLERK].get("/account/sign-ins/").content.decode()
    for person, browser in world.browsers.items():
        if person in (STATE_CLERK, ANONYMOUS):
            continue
        assert browser.get(shown).json() == []
        assert browser.get("/api/v1/account/failed-sign-ins").json() == []
        assert theirs.address not in browser.get("/account/sign-ins/").content.decode()
        for door in doors:
            ending = "ending/" if door.startswith("/account") else "ending"
            browser.post(f"{door}{ending}")
            assert browser.post(f"{door}{theirs.pk}/{ending}").status_code == 404
    for door in (*doors, "/api/v1/account/failed-sign-ins"):
        assert Client().get(door.rstrip("/") + "/" * (door == doors[0])).status_code in {302, 401}
    assert SignIn.objects.filter(pk=theirs.pk).exists()
    assert world.browsers[STATE_CLERK].post(f"{doors[0]}{theirs.pk}/ending/").status_code == 302
    assert not SignIn.objects.filter(pk=theirs.pk).exists()


def signed_in_somewhere(user: User) -> SignIn:
    session = SessionStore()
    session.create()
    return note_sign_in(
        user, session_key=str(session.session_key), address="10.20.30.40", user_agent=""
    )
