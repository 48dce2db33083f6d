"""One's own sign-ins: where, since when, and ending them; and those that failed."""

from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from haicap.foundation.access import Actor, Refused, house
from haicap.foundation.accounts import actions
from haicap.foundation.accounts.browsers import in_words
from haicap.foundation.accounts.models import SignIn
from haicap.foundation.accounts.testing import PASSWORD, account
from haicap.foundation.api.actions import create_token
from haicap.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
TELEPHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/131.0.0.0 Mobile Safari/537.36"
)
SIGN_INS = "/account/sign-ins/"


@pytest.fixture(autouse=True)
def forgetful():
    cache.clear()


@pytest.fixture
def ana():
    return account("ana", name="Ana")


def browser(agent: str, *, name: str = "ana", address: str = "10.0.0.1") -> Client:
    """Somebody's browser, signed in by the front door."""
    client = Client(REMOTE_ADDR=address, headers={"user-agent": agent, "accept-language": "en"})
    typed = {"username": name, "password": PASSWORD}
    assert client.post("/sign-in/?next=/account/", typed).status_code == HTTPStatus.FOUND
    return client


def page(client: Client) -> str:
    return client.get(SIGN_INS).content.decode()


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        (TELEPHONE, "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        (FIREFOX.replace("Firefox", "coc_coc_browser/120 Chrome/120 Safari"), "Cốc Cốc, Windows"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_told_in_words(agent, words):
    assert in_words(agent) == words


def test_ana_sees_each_of_her_browsers_and_which_one_this_is(ana):
    desk = browser(FIREFOX)
    browser(TELEPHONE, address="10.0.0.2")
    account("bogdan")
    browser(FIREFOX, name="bogdan", address="10.0.0.3")
    seen = page(desk)
    assert "Firefox, Windows" in seen
    assert "Chrome, Android" in seen
    assert "10.0.0.2" in seen
    assert "10.0.0.3" not in seen
    assert seen.count("this browser") == 1


def test_a_browser_that_is_ended_is_out_at_its_next_step_and_no_other(ana):
    desk, telephone = browser(FIREFOX), browser(TELEPHONE)
    lost = SignIn.objects.get(user_agent=TELEPHONE)
    assert desk.post(f"{SIGN_INS}{lost.pk}/ending/").status_code == HTTPStatus.FOUND
    assert not is_in(telephone)
    assert telephone.get("/api/v1/account/sign-ins").status_code == HTTPStatus.UNAUTHORIZED
    assert is_in(desk)
    entry = Entry.objects.get(event="account.end_sign_ins")
    assert (entry.actor_name, entry.details["count"]) == ("Ana", 1)


def test_all_others_end_by_one_press(ana):
    desk, *others = browser(FIREFOX), browser(TELEPHONE), browser(TELEPHONE)
    assert desk.post(f"{SIGN_INS}ending/").status_code == HTTPStatus.FOUND
    assert is_in(desk)
    assert not any(is_in(other) for other in others)
    assert Entry.objects.get(event="account.end_sign_ins").details["count"] == 2
    desk.post(f"{SIGN_INS}ending/")
    assert Entry.objects.filter(event="account.end_sign_ins").count() == 1


def test_bogdan_cannot_end_what_is_anas_nor_learn_that_it_is_there(ana):
    desk = browser(FIREFOX)
    account("bogdan")
    his = browser(TELEPHONE, name="bogdan")
    hers = SignIn.objects.get(user=ana)
    for door in (f"{SIGN_INS}{hers.pk}/ending/", f"/api/v1/account/sign-ins/{hers.pk}/ending"):
        assert his.post(door).status_code == HTTPStatus.NOT_FOUND
    with pytest.raises(Refused):
        actions.end_sign_in(hers, actor=Actor(name="Bogdan", user_id=0))
    with pytest.raises(Refused):
        actions.end_other_sign_ins(ana, actor=Actor(name="Bogdan", user_id=0), here=None)
    assert is_in(desk)


def test_a_program_sees_and_ends_them_by_the_same_words(ana):
    desk = browser(FIREFOX)
    secret = create_token(ana, actor=Actor(name="Ana", user_id=ana.pk), name="a program").secret
    program = {"authorization": f"Bearer {secret}"}
    (found,) = Client().get("/api/v1/account/sign-ins", headers=program).json()
    assert (found["browser"], found["is_this_one"]) == ("Firefox, Windows", False)
    assert desk.get("/api/v1/account/sign-ins").json()[0]["is_this_one"] is True
    ended = Client().post("/api/v1/account/sign-ins/ending", headers=program)
    assert ended.json() == {"ended": 1}
    assert not is_in(desk)
    gone = Client().post(f"/api/v1/account/sign-ins/{found['id']}/ending", headers=program)
    assert gone.status_code == HTTPStatus.NOT_FOUND


def test_signing_out_takes_it_off_the_list(ana):
    desk, telephone = browser(FIREFOX), browser(TELEPHONE)
    telephone.post("/sign-out/")
    assert "Chrome, Android" not in page(desk)


def test_a_new_password_ends_the_others_and_this_one_stays_as_old_as_it_is(ana):
    then = timezone.now() - timedelta(hours=2)
    with time_machine.travel(then, tick=False):
        desk = browser(FIREFOX)
    telephone = browser(TELEPHONE)
    own = "another green sentence"
    typed = {"old_password": PASSWORD, "new_password1": own, "new_password2": own}
    assert desk.post("/account/password/", typed).status_code == HTTPStatus.FOUND
    assert not is_in(telephone)
    kept = SignIn.objects.get(user=ana)
    assert (kept.user_agent, kept.signed_in_at) == (FIREFOX, then)
    assert page(desk).count("this browser") == 1


@pytest.mark.parametrize("deed", ["reset_password", "deactivate_account"])
def test_what_ends_all_sessions_leaves_none_on_the_list(ana, deed):
    browser(FIREFOX)
    getattr(actions, deed)(ana, actor=house("test"))
    assert not SignIn.objects.exists()


def test_last_seen_is_written_once_in_five_minutes(ana):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        desk = browser(FIREFOX)
    with time_machine.travel(now + timedelta(minutes=6), tick=False):
        with CaptureQueriesContext(connection) as queries:
            desk.get("/account/")
            desk.get("/account/")
            desk.get("/account/")
        writes = [each for each in queries.captured_queries if each["sql"].startswith("UPDATE")]
        assert len(writes) == 1
        assert SignIn.objects.get().last_seen_at == timezone.now()


def test_failed_sign_ins_stay_to_be_seen_after_one_that_succeeds(ana):
    thief = Client(REMOTE_ADDR="10.9.9.9", headers={"user-agent": TELEPHONE})
    thief.post("/sign-in/", {"username": "ana", "password": "wrong"})
    thief.post("/sign-in/", {"username": "bogdan", "password": "wrong"})
    desk = browser(FIREFOX)
    (failed,) = desk.get("/api/v1/account/failed-sign-ins").json()
    assert (failed["address"], failed["browser"]) == ("10.9.9.9", "Chrome, Android")
    assert not failed["was_code"]
    assert "10.9.9.9" in page(desk)


def test_a_wrong_code_says_that_the_password_is_known(ana):
    desk = browser(FIREFOX)
    actor = Actor(name="Ana", user_id=ana.pk)
    factor = actions.begin_second_factor(ana, actor=actor)
    factor.confirmed_at = timezone.now()
    factor.save()
    thief = Client(REMOTE_ADDR="10.9.9.9")
    thief.post("/sign-in/", {"username": "ana", "password": PASSWORD})
    thief.post("/sign-in/code/", {"code": "000000"})
    assert "the code; the password was right" in page(desk)


def test_a_persona_is_many_people_who_do_not_see_each_other(client):
    client.force_login(account("officer", is_persona=True))
    assert client.get(SIGN_INS).status_code == HTTPStatus.FORBIDDEN
    assert client.post(f"{SIGN_INS}ending/").status_code == HTTPStatus.FORBIDDEN
    assert client.get("/api/v1/account/sign-ins").json() == []


def test_what_is_over_is_forgotten_and_what_holds_is_not(ana):
    long_ago = timezone.now() - timedelta(days=31)
    with time_machine.travel(long_ago, tick=False):
        browser(FIREFOX)
        Client().post("/sign-in/", {"username": "ana", "password": "wrong"})
    desk = browser(TELEPHONE)
    Client().post("/sign-in/", {"username": "ana", "password": "wrong"})
    assert SignIn.objects.visible_to(Actor(name="Ana", user_id=ana.pk)).count() == 1
    actions.forget_old_sign_ins()
    assert [each.user_agent for each in SignIn.objects.all()] == [TELEPHONE]
    assert Session.objects.count() == 1
    assert len(desk.get("/api/v1/account/failed-sign-ins").json()) == 1
