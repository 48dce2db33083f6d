"""Who gets in, who does not, and what a stranger can learn from the answers."""

from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from haicap.foundation.access import house
from haicap.foundation.accounts import actions
from haicap.foundation.accounts.testing import PASSWORD, account

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/?next=/account/"


def enter(client: Client, username: str, password: str, **headers: str):
    headers.setdefault("HTTP_ACCEPT_LANGUAGE", "en")
    credentials = {"username": username, "password": password}
    return client.post(SIGN_IN, credentials, **headers)


@pytest.fixture
def ana():
    return account("ana", name="Ana")


def test_ana_gets_in_and_comes_to_the_page_she_wanted(client, ana):
    response = enter(client, "ana", PASSWORD)
    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"] == "/account/"
    assert "Ana" in client.get("/account/").content.decode()


def test_a_capital_letter_in_the_user_name_does_not_matter(client, ana):
    assert enter(client, " Ana", PASSWORD).status_code == HTTPStatus.FOUND


def test_an_unknown_name_and_a_wrong_password_read_the_same(client, ana):
    wrong = enter(client, "ana", "not the password")
    unknown = enter(client, "cora", "not the password")
    assert wrong.status_code == unknown.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "User name or password is wrong." in wrong.content.decode()
    same = [r.content.decode().split("<main")[1].replace("cora", "ana") for r in (wrong, unknown)]
    tokenless = [part.split("csrfmiddlewaretoken") for part in same]
    assert tokenless[0][0] == tokenless[1][0]


def test_a_closed_account_reads_as_a_wrong_password(client, ana):
    ana.is_active = False
    ana.save()
    assert "User name or password is wrong." in enter(client, "ana", PASSWORD).content.decode()


def test_five_wrong_passwords_lock_the_name_and_say_for_how_long(client, ana):
    answers = [enter(client, "ana", "wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 4 + [429]
    locked = enter(client, "ana", PASSWORD)
    assert locked.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "It opens again in 15 minutes." in locked.content.decode()
    assert locked["Retry-After"] == "900"


def test_an_unknown_name_is_locked_just_the_same(client, ana):
    answers = [enter(client, "nobody", "wrong") for _ in range(5)]
    assert answers[-1].status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_a_lock_on_one_name_leaves_another_free(client, ana):
    account("bogdan")
    for _ in range(5):
        enter(client, "ana", "wrong")
    assert enter(client, "bogdan", PASSWORD).status_code == HTTPStatus.FOUND


def test_the_lock_opens_by_itself(client, ana):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        for _ in range(5):
            enter(client, "ana", "wrong")
    with time_machine.travel(now + timedelta(minutes=16), tick=False):
        assert enter(client, "ana", PASSWORD).status_code == HTTPStatus.FOUND


def test_an_administrator_can_open_the_lock(client, ana):
    for _ in range(5):
        enter(client, "ana", "wrong")
    actions.unlock(ana, actor=house("test"))
    assert enter(client, "ana", PASSWORD).status_code == HTTPStatus.FOUND


def test_the_page_wanted_is_never_on_another_host(client, ana, settings):
    settings.LOGIN_REDIRECT_URL = "/account/"
    address = "/sign-in/?next=https://evil.example/"
    response = client.post(address, {"username": "ana", "password": PASSWORD})
    assert response["Location"] == "/account/"


def test_a_session_planted_before_signing_in_is_worth_nothing(client, ana):
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    enter(client, "ana", PASSWORD)
    assert client.session.session_key != planted


def test_signing_out_needs_a_post_and_ends_the_session(client, ana):
    client.force_login(ana)
    assert client.get("/sign-out/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client.post("/sign-out/").status_code == HTTPStatus.FOUND
    assert client.get("/account/").status_code == HTTPStatus.FOUND


def test_signing_out_from_elsewhere_is_refused_with_a_page(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    response = client.post("/sign-out/", HTTP_ACCEPT_LANGUAGE="en")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "Load it again" in response.content.decode()


class TestBehindAProxy:
    """Every request comes from the proxy; the browser's address stands in a header."""

    @pytest.fixture(autouse=True)
    def _proxy(self, settings):
        settings.IS_BEHIND_TLS = True

    def test_wrong_passwords_from_elsewhere_do_not_lock_ana_out(self, client, ana):
        for _ in range(5):
            enter(client, "ana", "wrong", HTTP_X_FORWARDED_FOR="203.0.113.9")
        there = enter(client, "ana", PASSWORD, HTTP_X_FORWARDED_FOR="198.51.100.7")
        assert there.status_code == HTTPStatus.FOUND

    def test_an_address_that_the_browser_claims_opens_no_lock(self, client, ana):
        for number in range(5):
            claimed = f"192.0.2.{number}, 203.0.113.9"
            answer = enter(client, "ana", "wrong", HTTP_X_FORWARDED_FOR=claimed)
        assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS

    @pytest.mark.parametrize("nonsense", ["", "unknown", "1.2.3.4; DROP", "\x00"])
    def test_a_header_that_is_no_address_is_passed_by(self, client, ana, nonsense):
        answer = enter(client, "ana", PASSWORD, HTTP_X_FORWARDED_FOR=nonsense)
        assert answer.status_code == HTTPStatus.FOUND


def test_without_a_proxy_the_header_is_what_anybody_claims(client, ana):
    for number in range(5):
        answer = enter(client, "ana", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_an_unknown_name_costs_as_much_as_a_wrong_password(client, ana, monkeypatch):
    hashed = []
    hasher = "django.contrib.auth.hashers.Argon2PasswordHasher"
    monkeypatch.setattr(f"{hasher}.encode", lambda *words: hashed.append(1) or "argon2$x")
    monkeypatch.setattr(f"{hasher}.verify", lambda *words: hashed.append(1) or False)
    monkeypatch.setattr(f"{hasher}.must_update", lambda *words: False)
    account("persona-1", is_persona=True)
    costs = []
    for name in ("ana", "cora", "persona-1"):
        hashed.clear()
        assert enter(client, name, "wrong").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        costs.append(len(hashed))
    assert costs == [1, 1, 1]


def test_a_persona_never_gets_in_by_a_password(client):
    persona = account("persona-1", is_persona=True)
    for password in ("", "!", persona.password):
        assert enter(client, "persona-1", password).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_signing_out_empties_what_the_browser_kept(client, ana):
    client.force_login(ana)
    assert client.post("/sign-out/")["Clear-Site-Data"] == '"cache"'


def test_cookies_are_closed_to_scripts_and_to_other_sites(client, ana):
    enter(client, "ana", PASSWORD)
    client.post("/language/", {"language": "en"})
    session, language = client.cookies["sessionid"], client.cookies["django_language"]
    assert session["httponly"]
    assert language["httponly"]
    assert {cookie["samesite"] for cookie in client.cookies.values()} == {"Lax"}
