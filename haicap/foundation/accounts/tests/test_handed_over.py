"""A password that somebody else gave, and accounts that are switched off."""

import io
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from haicap.foundation.access import Actor, Refused, house
from haicap.foundation.accounts import actions
from haicap.foundation.accounts.models import User
from haicap.foundation.accounts.testing import PASSWORD, account
from haicap.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db

HOUSE = house("test")
OWN = "another green sentence"


@pytest.fixture
def ana():
    return account("ana", name="Ana")


def enter(client: Client, password: str):
    typed = {"username": "ana", "password": password}
    return client.post("/sign-in/?next=/account/", typed, headers={"accept-language": "en"})


def change(client: Client, old: str, new: str):
    typed = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/account/password/", typed)


def test_a_reset_ends_the_old_password_and_every_session(client, ana):
    client.force_login(ana)
    secret = actions.reset_password(ana, actor=HOUSE)
    assert client.get("/account/").status_code == HTTPStatus.FOUND
    assert enter(Client(), PASSWORD).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert enter(Client(), secret).status_code == HTTPStatus.FOUND


def test_no_page_opens_before_an_own_password_is_chosen(client, ana):
    secret = actions.reset_password(ana, actor=HOUSE)
    enter(client, secret)
    for address in ("/account/", "/", "/tasks/"):
        assert client.get(address)["Location"] == "/account/password/"
    assert client.get("/api/v1/tasks").status_code == HTTPStatus.FORBIDDEN
    assert change(client, secret, OWN).status_code == HTTPStatus.FOUND
    assert client.get("/account/").status_code == HTTPStatus.OK
    assert client.get("/api/v1/tasks").status_code == HTTPStatus.OK


def test_the_given_password_cannot_be_kept_as_ones_own(client, ana):
    secret = actions.reset_password(ana, actor=HOUSE)
    enter(client, secret)
    assert change(client, secret, secret).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    ana.refresh_from_db()
    assert ana.must_change_password


def test_a_given_password_runs_out_and_an_own_one_does_not(client, ana):
    secret = actions.reset_password(ana, actor=HOUSE)
    late = timezone.now() + actions.ONE_TIME_LASTS + timedelta(minutes=1)
    with time_machine.travel(late, tick=False):
        answer = enter(client, secret)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Ask for a new one" in answer.content.decode()
    actions.set_password(ana, actor=HOUSE, password=OWN)
    with time_machine.travel(late, tick=False):
        assert enter(client, OWN).status_code == HTTPStatus.FOUND


def test_a_reset_lifts_the_lock_after_wrong_passwords(client, ana):
    for _ in range(5):
        enter(client, "wrong")
    secret = actions.reset_password(ana, actor=HOUSE)
    assert enter(client, secret).status_code == HTTPStatus.FOUND


def test_no_two_given_passwords_are_alike_and_none_is_in_the_journal(ana):
    secrets = {actions.reset_password(ana, actor=HOUSE) for _ in range(3)}
    assert len(secrets) == 3
    told = " ".join(str(entry.details) for entry in Entry.objects.all())
    assert not any(secret in told for secret in secrets)


def test_a_persona_cannot_be_given_a_password():
    with pytest.raises(Refused):
        actions.reset_password(account("persona-1", is_persona=True), actor=HOUSE)


def test_an_account_switched_off_is_out_and_its_old_session_never_comes_back(client, ana):
    client.force_login(ana)
    actions.deactivate_account(ana, actor=HOUSE)
    assert client.get("/account/").status_code == HTTPStatus.FOUND
    assert enter(Client(), PASSWORD).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    elsewhere = Client()
    elsewhere.cookies = client.cookies.copy()
    actions.activate_account(ana, actor=HOUSE)
    assert elsewhere.get("/account/").status_code == HTTPStatus.FOUND
    assert enter(Client(), PASSWORD).status_code == HTTPStatus.FOUND


def test_a_session_unused_while_the_account_was_off_is_over_too(client, ana):
    client.force_login(ana)
    actions.deactivate_account(ana, actor=HOUSE)
    actions.activate_account(ana, actor=HOUSE)
    assert client.get("/account/").status_code == HTTPStatus.FOUND


def test_switching_twice_is_told_once(ana):
    for _ in range(2):
        actions.deactivate_account(ana, actor=HOUSE)
    for _ in range(2):
        actions.activate_account(ana, actor=HOUSE)
    told = Entry.objects.filter(event__startswith="account.switch").order_by("id")
    assert [entry.event for entry in told] == ["account.switch_off", "account.switch_on"]


def test_nobody_switches_off_the_account_they_act_by(ana):
    with pytest.raises(Refused):
        actions.deactivate_account(ana, actor=Actor(name="Ana", user_id=ana.pk))
    assert User.objects.get(pk=ana.pk).is_active


def test_the_command_hands_over_a_password_and_switches(client, ana):
    out = io.StringIO()
    call_command("account", "reset", "ana", stdout=out, stderr=io.StringIO())
    assert enter(client, out.getvalue().strip()).status_code == HTTPStatus.FOUND
    call_command("account", "off", "ana", stdout=out)
    assert not User.objects.get(username="ana").is_active
    call_command("account", "on", "ana", stdout=out)
    assert User.objects.get(username="ana").is_active
