"""An address counts once somebody who reads what arrives there says so, or it is entered."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.accounts import mailboxes
from haicap.foundation.accounts.jobs import confirm_address
from haicap.foundation.accounts.models import User
from haicap.foundation.accounts.testing import account
from haicap.foundation.jobs.testing import jobs_of


@pytest.fixture
def ana(db: None, settings: Settings) -> User:
    settings.MAIL_IS_ON = True
    settings.ADDRESS = "https://haicap.example"
    return account("ana")


def oneself(user: User) -> Actor:
    return Actor(name=user.name, user_id=user.pk)


@pytest.fixture
def browser(ana: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    return client


def link_in_the_letter() -> str:
    [address] = re.findall(r"https://haicap\.example(/\S+)", mail.outbox[-1].body)
    return str(address)


def test_a_named_address_counts_after_its_letter_was_answered(browser: Client, ana: User) -> None:
    answer = browser.post("/account/email/", {"email": "ana@example.vn"}, follow=True)
    assert "A letter is on its way to ana@example.vn" in answer.content.decode()
    ana.refresh_from_db()
    assert (ana.email, ana.unconfirmed_email) == ("", "ana@example.vn")
    assert len(jobs_of("accounts.confirm_address")) == 1
    confirm_address(ana.pk, "ana@example.vn")
    stranger = Client(headers={"accept-language": "en"})
    assert "Shall e-mails" in stranger.get(link_in_the_letter()).content.decode()
    ana.refresh_from_db()
    assert ana.email == "", "a mail program that looks ahead confirms nothing"
    assert stranger.post(link_in_the_letter()).status_code == 200
    ana.refresh_from_db()
    assert (ana.email, ana.unconfirmed_email) == ("ana@example.vn", "")


def test_of_two_addresses_the_later_one_counts(ana: User) -> None:
    for email in ("old@example.vn", "new@example.vn"):
        mailboxes.ask_email(ana, actor=oneself(ana), email=email)
        ana.refresh_from_db()
    confirm_address(ana.pk, "old@example.vn")
    assert mail.outbox == [], "nobody asks for that one any more"
    with pytest.raises(Invalid, match="Another address"):
        mailboxes.confirm_email(ana, actor=oneself(ana), email="old@example.vn")


@pytest.mark.parametrize("email", ["ana", "ana@", "a@b@c.vn", "x" * 300 + "@example.vn"])
def test_what_is_no_address_is_refused(browser: Client, ana: User, email: str) -> None:
    assert browser.post("/account/email/", {"email": email}).status_code == 422
    through_api = browser.put(
        "/api/v1/account/email", {"email": email}, content_type="application/json"
    )
    assert through_api.status_code == 422
    assert jobs_of("accounts.confirm_address") == []


def test_an_emptied_address_is_gone_at_once(browser: Client, ana: User) -> None:
    mailboxes.enter_email(ana, actor=oneself(ana), email="ana@example.vn")
    browser.post("/account/email/", {"email": ""})
    ana.refresh_from_db()
    assert ana.email == ""


def test_where_no_letter_can_go_only_an_administrator_enters_it(
    ana: User, settings: Settings
) -> None:
    settings.MAIL_IS_ON = False
    with pytest.raises(Refused, match="sends no e-mail"):
        mailboxes.ask_email(ana, actor=oneself(ana), email="ana@example.vn")
    out = StringIO()
    call_command("account", "email", "ana", "ana@example.vn", stdout=out)
    assert "e-mails go to ana@example.vn" in out.getvalue()
    call_command("account", "email", "ana", stdout=out)
    ana.refresh_from_db()
    assert ana.email == ""


def test_a_persona_names_none(ana: User) -> None:
    persona = account("mila", is_persona=True)
    with pytest.raises(Refused, match="persona"):
        mailboxes.ask_email(persona, actor=oneself(persona), email="x@example.vn")
