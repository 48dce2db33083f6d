"""Who comes in by the JSON door: a live token of an open account, or a session with CSRF."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from haicap.foundation.access import Actor, Invalid, Refused, house
from haicap.foundation.accounts.models import User
from haicap.foundation.api.actions import create_token, note_use, revoke_token
from haicap.foundation.api.models import Token
from haicap.foundation.journal.models import Entry

ME = "/api/v1/people/me"
PEOPLE = "/api/v1/people/"
CONSOLE = house("tests")


def status_with(secret: str) -> int:
    return Client().get(ME, headers={"authorization": f"Bearer {secret}"}).status_code


def test_a_token_acts_as_its_owner(door: Client) -> None:
    assert door.get(ME).json() == {"user": "ana", "actor": "actor ana"}


def test_nobody_comes_in_without_sign_in(door: Client) -> None:
    answer = Client(headers={"accept-language": "en"}).get(ME)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="haicap"')
    assert answer.json() == {"detail": "Sign in, or send a valid access token."}


def test_a_stranger_who_writes_is_asked_to_sign_in(page: Client) -> None:
    assert Client(enforce_csrf_checks=True).post(PEOPLE).status_code == 401


def test_existing_and_missing_records_look_the_same_to_a_stranger(page: Client, ana: User) -> None:
    answers = [Client().get(f"{PEOPLE}{pk}") for pk in (ana.pk, 0)]
    assert {(answer.status_code, answer.content) for answer in answers} == {
        (401, answers[0].content)
    }


def test_a_session_reads_without_and_writes_only_with_the_csrf_token(page: Client) -> None:
    assert page.get(ME).json()["user"] == "ana"
    answer = page.post(PEOPLE, {"username": "new"}, content_type="application/json")
    assert answer.status_code == 403
    assert "security token" in answer.json()["detail"]
    page.cookies["csrftoken"] = token = "x" * 32
    answer = page.post(
        PEOPLE,
        {"username": "new"},
        content_type="application/json",
        headers={"x-csrftoken": token},
    )
    assert answer.status_code == 201


def test_a_wrong_token_is_not_helped_by_a_session(page: Client) -> None:
    assert page.get(ME, headers={"authorization": "Bearer haicap_wrong"}).status_code == 401


def test_a_revoked_token_lets_nobody_in(door: Client, ana: User) -> None:
    new = create_token(ana, actor=CONSOLE, name="gone")
    assert status_with(new.secret) == 200
    revoke_token(new.token, actor=CONSOLE)
    assert status_with(new.secret) == 401


def test_a_token_lets_in_on_its_last_day_and_not_after(door: Client, ana: User) -> None:
    new = create_token(ana, actor=CONSOLE, name="short", days=2)
    with time_machine.travel(new.token.expires_on):
        assert status_with(new.secret) == 200
    with time_machine.travel(new.token.expires_on + timedelta(days=1)):
        assert status_with(new.secret) == 401


def test_a_token_of_a_closed_account_lets_nobody_in(door: Client, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert door.get(ME).status_code == 401


def test_the_secret_itself_is_kept_nowhere(ana: User) -> None:
    new = create_token(ana, actor=CONSOLE, name="reports")
    kept = str(Token.objects.values().get()) + str(list(Entry.objects.values()))
    assert new.secret not in kept


def test_making_and_revoking_are_told_in_the_journal(ana: User) -> None:
    actor = Actor(name="Ana", user_id=ana.pk)
    token = create_token(ana, actor=actor, name="reports", days=1).token
    revoke_token(token, actor=actor)
    revoke_token(token, actor=actor)
    events = list(Entry.objects.order_by("id").values_list("event", flat=True))
    assert events == ["token.create", "token.revoke"]
    assert "“reports”" in Entry.objects.latest("id").sentence


def test_bogdan_makes_no_token_for_ana(ana: User, bogdan: User) -> None:
    with pytest.raises(Refused):
        create_token(ana, actor=Actor(name="Bogdan", user_id=bogdan.pk), name="mine")
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("name", "days", "field"), [(" ", 1, "name"), ("a" * 101, 1, "name"), ("a", 0, "days")]
)
def test_a_token_has_a_name_and_an_end(ana: User, name: str, days: int, field: str) -> None:
    with pytest.raises(Invalid) as error:
        create_token(ana, actor=CONSOLE, name=name, days=days)
    assert error.value.field == field


def test_one_live_token_of_a_name(ana: User) -> None:
    token = create_token(ana, actor=CONSOLE, name="reports").token
    with pytest.raises(Invalid):
        create_token(ana, actor=CONSOLE, name="reports")
    revoke_token(token, actor=CONSOLE)
    create_token(ana, actor=CONSOLE, name="reports")


def test_use_is_written_once_a_day(
    ana: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    token = create_token(ana, actor=CONSOLE, name="reports").token
    note_use(token)
    token.refresh_from_db()
    assert isinstance(token.last_used_on, date)
    with django_assert_num_queries(0):
        note_use(token)


def test_the_command_makes_lists_and_revokes(ana: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("token", "create", "ana", name="reports", days=5)
    assert capsys.readouterr().out.startswith("haicap_")
    call_command("token", "list", "ana")
    assert "reports: to " in capsys.readouterr().out
    call_command("token", "revoke", "ana", name="reports")
    assert not Token.objects.live().exists()
    with pytest.raises(CommandError):
        call_command("token", "create", "nobody", name="reports")
