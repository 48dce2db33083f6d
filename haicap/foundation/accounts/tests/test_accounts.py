"""What happens to accounts: opened, given passwords, shown in a language; all of it told."""

import io
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import RequestFactory
from django.utils import translation

from haicap.foundation.access import Actor, Invalid, Refused, house
from haicap.foundation.accounts import actions, sessions
from haicap.foundation.accounts.models import User
from haicap.foundation.accounts.testing import PASSWORD, account
from haicap.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db

HOUSE = house("test")


@pytest.fixture
def ana():
    return account("ana", name="Ana")


@pytest.mark.parametrize("name", ["Ana", "a", "ana b", "ana/..", "", "á" * 3, "a" * 61])
def test_an_unfit_user_name_is_refused_and_named(name):
    with pytest.raises(Invalid) as refused:
        actions.create_account(name, actor=HOUSE, password=PASSWORD)
    assert (refused.value.field, refused.value.value) == ("username", name)
    assert not User.objects.exists()


def test_a_user_name_is_given_once(ana):
    with pytest.raises(Invalid, match="taken"), translation.override("en"):
        account("ana")


@pytest.mark.parametrize("password", ["", "short", "passwordpassword"[:8], "ana-ana-ana1"])
def test_a_weak_password_is_refused_and_not_repeated(password):
    with pytest.raises(Invalid) as refused:
        actions.create_account("ana-ana-ana", actor=HOUSE, password=password)
    assert refused.value.field == "password"
    assert refused.value.value == ""


def test_passwords_are_kept_by_argon2(ana):
    assert ana.password.startswith("argon2")


def test_every_deed_is_in_the_journal_without_the_password(ana):
    actions.set_password(ana, actor=HOUSE, password="another green sentence")
    actions.set_language(ana, actor=HOUSE, language="en")
    actions.unlock(ana, actor=HOUSE)
    entries = Entry.objects.filter(subject_type="accounts.user").order_by("id")
    assert [entry.event for entry in entries] == [
        "account.create",
        "account.set_password",
        "account.set_language",
        "account.unlock",
    ]
    assert not any("green" in str(entry.details) for entry in entries)
    assert all(entry.sentence for entry in entries)


def test_a_persona_can_never_have_a_password():
    persona = account("persona-1", is_persona=True)
    with pytest.raises(Refused):
        actions.set_password(persona, actor=HOUSE, password=PASSWORD)
    persona.set_password(PASSWORD)
    with pytest.raises(IntegrityError):
        persona.save()


def test_a_persona_is_signed_in_under_a_new_session_key(client):
    persona = account("persona-1", is_persona=True)
    request = RequestFactory().post("/")
    request.session = SessionStore()
    request.session["planted"] = True
    request.session.save()
    planted = request.session.session_key
    sessions.start(request, persona)
    assert request.session[SESSION_KEY] == str(persona.pk)
    assert request.session.session_key != planted


def test_nobody_but_a_persona_is_signed_in_without_a_password(ana):
    request = RequestFactory().post("/")
    request.session = SessionStore()
    with pytest.raises(Refused):
        sessions.start(request, ana)


def test_ana_changes_her_password_and_stays_while_other_sessions_end(client, ana):
    client.force_login(ana)
    elsewhere = type(client)()
    elsewhere.force_login(ana)
    new = "another green sentence"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/account/password/", typed).status_code == HTTPStatus.FOUND
    assert client.get("/account/").status_code == HTTPStatus.OK
    assert elsewhere.get("/account/").status_code == HTTPStatus.FOUND


def test_a_wrong_old_password_changes_nothing(client, ana):
    client.force_login(ana)
    new = "another green sentence"
    typed = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    assert client.post("/account/password/", typed).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


def test_a_persona_has_no_password_page(client):
    client.force_login(account("persona-1", is_persona=True))
    assert client.get("/account/password/").status_code == HTTPStatus.FORBIDDEN


def test_a_stranger_chooses_a_language_for_the_browser(client):
    response = client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert response["Location"] == "/sign-in/"
    page = client.get("/sign-in/", HTTP_ACCEPT_LANGUAGE="vi").content.decode()
    assert '<html lang="en">' in page


def test_ana_keeps_her_language_on_another_machine(client, ana):
    client.force_login(ana)
    client.post("/language/", {"language": "en"})
    elsewhere = type(client)()
    elsewhere.force_login(ana)
    page = elsewhere.get("/account/", HTTP_ACCEPT_LANGUAGE="vi").content.decode()
    assert '<html lang="en">' in page


def test_a_personas_language_stays_in_the_browser(client):
    persona = account("persona-1", is_persona=True)
    client.force_login(persona)
    client.post("/language/", {"language": "en"})
    persona.refresh_from_db()
    assert persona.language == ""


def test_a_language_not_spoken_is_refused_and_named(client):
    response = client.post("/language/", {"language": "tlh"}, HTTP_ACCEPT_LANGUAGE="en")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "tlh" in response.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_the_language_switch_leads_nowhere_else(client, elsewhere):
    response = client.post("/language/", {"language": "en", "next": elsewhere})
    assert response["Location"] == "/"


def command(*words: str, typed: str = "", monkeypatch) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    out = io.StringIO()
    call_command("account", *words, stdout=out)
    return out.getvalue()


def test_the_command_opens_an_account_and_sets_its_password(monkeypatch):
    words = ("create", "ana", "--name", "Ana", "--password-stdin")
    command(*words, typed=f"{PASSWORD}\n", monkeypatch=monkeypatch)
    ana = User.objects.get(username="ana")
    assert (ana.name, ana.check_password(PASSWORD)) == ("Ana", True)
    command(
        "password", "ana", "--password-stdin", typed="a new one here\n", monkeypatch=monkeypatch
    )
    ana.refresh_from_db()
    assert ana.check_password("a new one here")
    assert "unlocked" in command("unlock", "ana", monkeypatch=monkeypatch)


def test_the_command_says_in_a_sentence_what_is_wrong(monkeypatch):
    with pytest.raises(CommandError, match="no account nobody"):
        command("unlock", "nobody", monkeypatch=monkeypatch)
    with pytest.raises(CommandError, match="password"):
        command("create", "ana", "--password-stdin", typed="x\n", monkeypatch=monkeypatch)
    with pytest.raises(CommandError, match="--password-stdin"):
        command("create", "ana", monkeypatch=monkeypatch)


def test_who_sets_the_language_is_told():
    ana = account("ana")
    actor = Actor(name="Ana", user_id=ana.pk)
    actions.set_language(ana, actor=actor, language="en")
    entry = Entry.objects.get(event="account.set_language")
    assert (entry.actor_id, entry.details) == (ana.pk, {"language": "en"})


@pytest.mark.django_db
def test_a_first_password_that_was_handed_over_lasts_as_long_as_one_that_was_reset() -> None:
    given = actions.create_account(
        "dung", actor=HOUSE, password="một câu đủ dài để nhớ", must_change_password=True
    )
    own = actions.create_account("minh", actor=HOUSE, password="một câu khác đủ dài để nhớ")
    reset = actions.create_account("nga", actor=HOUSE, password="một câu nữa đủ dài để nhớ")
    actions.reset_password(reset, actor=HOUSE)
    assert own.password_expires_at is None
    assert given.password_expires_at is not None
    assert reset.password_expires_at is not None
    assert abs(reset.password_expires_at - given.password_expires_at) < timedelta(minutes=5)
