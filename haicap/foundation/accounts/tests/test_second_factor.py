"""A code after the password: who gets in with it, and who does not."""

import base64
import re
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP

from haicap.config.environment import check_environment
from haicap.foundation.access import Refused, house
from haicap.foundation.accounts import actions
from haicap.foundation.accounts.models import RecoveryCode, SecondFactor
from haicap.foundation.accounts.testing import PASSWORD, account
from haicap.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db

HOUSE = house("test")
PAGE = "/account/second-factor/"


@pytest.fixture
def ana():
    return account("ana", name="Ana")


@pytest.fixture
def recovery(ana):
    """Ana has a second factor, set up an hour ago; these are her recovery codes."""
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        actions.begin_second_factor(ana, actor=HOUSE)
        return actions.confirm_second_factor(ana, actor=HOUSE, code=shown_now())


def shown_now(*, later: int = 0) -> str:
    """What Ana's telephone shows."""
    totp = TOTP(base64.b32decode(SecondFactor.objects.get().key), drift=later)
    return f"{totp.token():06d}"


def wrong() -> str:
    near = {shown_now(later=n) for n in range(-2, 3)}
    return next(f"{n:06d}" for n in range(10) if f"{n:06d}" not in near)


def enter(client: Client):
    typed = {"username": "ana", "password": PASSWORD}
    return client.post("/sign-in/?next=/account/password/", typed)


def give(client: Client, code: str):
    typed = {"code": code, "next": "/account/password/"}
    return client.post("/sign-in/code/", typed, headers={"accept-language": "en"})


def test_ana_sets_it_up_and_sees_her_recovery_codes_once(client, ana):
    client.force_login(ana)
    assert "data:image" not in client.get(PAGE).content.decode()
    client.post(PAGE, {"begin": "1"})
    page = client.get(PAGE).content.decode()
    assert '<img src="data:image/svg+xml' in page
    key = SecondFactor.objects.get().key
    assert key in re.sub(r"\s", "", page)
    told = client.post(PAGE, {"code": shown_now()})
    codes = re.findall(r"<code>([a-z0-9-]{19})</code>", told.content.decode())
    assert len(set(codes)) == 10
    assert "no-store" in told["Cache-Control"]
    assert not any(code in client.get(PAGE).content.decode() for code in codes)
    kept = set(RecoveryCode.objects.values_list("sha256", flat=True))
    assert not kept & {code.replace("-", "") for code in codes}


def test_a_wrong_first_code_sets_nothing_up(client, ana):
    client.force_login(ana)
    client.post(PAGE, {"begin": "1"})
    assert client.post(PAGE, {"code": wrong()}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert enter(Client())["Location"] == "/account/password/"


def test_after_the_password_nobody_is_signed_in_before_the_code(client, ana, recovery):
    answer = enter(client)
    assert answer["Location"].startswith("/sign-in/code/")
    assert SESSION_KEY not in client.session
    assert client.get("/account/").status_code == HTTPStatus.FOUND
    page = client.get(answer["Location"]).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert give(client, shown_now())["Location"] == "/account/password/"
    assert client.get("/account/").status_code == HTTPStatus.OK


def test_a_session_for_the_code_is_not_the_one_that_was_planted(client, ana, recovery):
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    enter(client)
    between = client.session.session_key
    give(client, shown_now())
    assert len({planted, between, client.session.session_key}) == 3


def test_a_code_opens_once(ana, recovery):
    code = shown_now()
    first, second = Client(), Client()
    enter(first)
    enter(second)
    assert give(first, code).status_code == HTTPStatus.FOUND
    assert give(second, code).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert SESSION_KEY not in second.session


def test_a_code_from_before_the_last_one_is_over(ana, recovery):
    assert actions.accept_code(ana, actor=HOUSE, code=shown_now(later=1))
    assert not actions.accept_code(ana, actor=HOUSE, code=shown_now())


def test_a_recovery_code_opens_once_however_it_is_typed(ana, recovery):
    code = recovery[3].upper().replace("-", " ")
    first, second = Client(), Client()
    enter(first)
    enter(second)
    assert give(first, code).status_code == HTTPStatus.FOUND
    assert give(second, code).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Entry.objects.filter(event="account.use_recovery_code").count() == 1


def test_five_wrong_codes_close_the_account_from_every_address(ana, recovery):
    answers = []
    for number in range(5):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        enter(client)
        answers.append(give(client, wrong()).status_code)
    assert answers == [422] * 4 + [429]
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    enter(elsewhere)
    closed = give(elsewhere, shown_now())
    assert closed.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "looked at in 15 minutes" in closed.content.decode()
    assert SESSION_KEY not in elsewhere.session
    later = timezone.now() + timedelta(minutes=16)
    with time_machine.travel(later, tick=False):
        enter(elsewhere)
        assert give(elsewhere, shown_now()).status_code == HTTPStatus.FOUND


def test_an_administrator_lifts_the_pause(ana, recovery):
    for _ in range(5):
        actions.accept_code(ana, actor=HOUSE, code=wrong())
    assert not actions.accept_code(ana, actor=HOUSE, code=shown_now())
    actions.unlock(ana, actor=HOUSE)
    assert actions.accept_code(ana, actor=HOUSE, code=shown_now())


@pytest.mark.parametrize("nonsense", ["", "12345", "1234567", "٣٤٥٦٧٨", "abcdef", "\x00", "-12345"])
def test_what_is_no_code_is_refused_with_the_page(client, ana, recovery, nonsense):
    enter(client)
    assert give(client, nonsense).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_password_is_worth_ten_minutes(client, ana, recovery):
    enter(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert give(client, shown_now())["Location"] == "/sign-in/"


def test_a_password_changed_meanwhile_is_asked_again(client, ana, recovery):
    enter(client)
    actions.reset_password(ana, actor=HOUSE)
    assert give(client, shown_now())["Location"] == "/sign-in/"


def test_the_page_wanted_is_never_on_another_host(client, ana, recovery):
    enter(client)
    typed = {"code": shown_now(), "next": "https://evil.example/"}
    assert client.post("/sign-in/code/", typed)["Location"] == "/"


def test_doing_without_takes_password_and_code(client, ana, recovery):
    client.force_login(ana)
    for typed in ({"password": "wrong", "code": shown_now()}, {"password": PASSWORD, "code": "1"}):
        assert client.post(PAGE, typed).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert SecondFactor.objects.exists()
    client.post(PAGE, {"password": PASSWORD, "code": shown_now()})
    assert not SecondFactor.objects.exists()


def test_an_open_session_is_no_place_to_guess_the_password(client, ana, recovery):
    client.force_login(ana)
    typed = {"password": "wrong", "code": "1"}
    assert [client.post(PAGE, typed).status_code for _ in range(5)] == [422] * 4 + [429]


def test_who_lost_everything_is_helped_and_signed_out(client, ana, recovery):
    client.force_login(ana)
    call_command("account", "forget-second-factor", "ana")
    assert client.get("/account/").status_code == HTTPStatus.FOUND
    assert enter(Client())["Location"] == "/account/password/"


def test_a_persona_has_none(client):
    persona = account("persona-1", is_persona=True)
    client.force_login(persona)
    assert client.get(PAGE).status_code == HTTPStatus.FORBIDDEN
    with pytest.raises(Refused):
        actions.begin_second_factor(persona, actor=HOUSE)


def test_where_it_is_asked_of_all_nothing_opens_before_it_is_set_up(client, ana, settings):
    settings.SECOND_FACTOR = "all"
    client.force_login(ana)
    assert client.get("/account/")["Location"] == PAGE
    assert client.get("/api/v1/tasks").status_code == HTTPStatus.FORBIDDEN
    client.post(PAGE, {"begin": "1"})
    client.post(PAGE, {"code": shown_now()})
    assert client.get("/account/").status_code == HTTPStatus.OK
    assert client.get("/api/v1/tasks").status_code == HTTPStatus.OK


def test_what_is_asked_of_administrators_is_asked_of_nobody_else(client, ana, settings):
    settings.SECOND_FACTOR = "administrators"
    client.force_login(ana)
    assert client.get("/account/").status_code == HTTPStatus.OK


def test_a_persona_is_never_asked_for_one(client, settings):
    settings.SECOND_FACTOR = "all"
    client.force_login(account("persona-1", is_persona=True))
    assert client.get("/account/").status_code == HTTPStatus.OK


def test_a_word_that_the_environment_does_not_know_is_told(monkeypatch):
    monkeypatch.setenv("HAICAP_SECOND_FACTOR", "everybody")
    with pytest.raises(ImproperlyConfigured, match=r"'everybody'.*administrators, all"):
        check_environment()
