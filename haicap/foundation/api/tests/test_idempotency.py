"""A creation sent twice with one key happens once."""

import threading

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from haicap.foundation.access import house
from haicap.foundation.accounts.models import User
from haicap.foundation.api.actions import create_token, forget_answers
from haicap.foundation.api.idempotency import Asked
from haicap.foundation.api.models import KeptAnswer

PEOPLE = "/api/v1/people/"


def send(client: Client, key: str, username: str = "new", age: int = 1) -> tuple[int, bytes]:
    answer = client.post(
        PEOPLE,
        {"username": username, "age": age},
        content_type="application/json",
        headers={"idempotency-key": key},
    )
    return answer.status_code, answer.content


def test_the_same_request_again_is_answered_again_and_not_done_again(door: Client) -> None:
    first = send(door, "k1")
    assert first[0] == 201
    assert send(door, "k1") == first
    assert User.objects.filter(username="new").count() == 1


def test_the_second_answer_says_that_it_is_one(door: Client) -> None:
    send(door, "k1")
    answer = door.post(
        PEOPLE,
        {"username": "new", "age": 1},
        content_type="application/json",
        headers={"idempotency-key": "k1"},
    )
    assert answer["Idempotent-Replayed"] == "true"


def test_a_key_is_not_used_for_another_request(door: Client) -> None:
    send(door, "k1")
    status, content = send(door, "k1", username="other")
    assert status == 422
    assert b"Idempotency-Key" in content
    assert not User.objects.filter(username="other").exists()


def test_bogdans_key_is_not_anas(door: Client, bogdan: User) -> None:
    send(door, "k1")
    secret = create_token(bogdan, actor=house("tests"), name="his").secret
    his = Client(headers={"authorization": f"Bearer {secret}"})
    assert send(his, "k1", username="other")[0] == 201


def test_a_refused_request_leaves_nothing_and_may_be_sent_again(door: Client) -> None:
    # The person was written before the rule said no: all of it must be undone.
    assert send(door, "k1", age=-1)[0] == 403
    assert not User.objects.filter(username="new").exists()
    assert not KeptAnswer.objects.exists()
    assert send(door, "k1")[0] == 201


@pytest.mark.parametrize("key", ["", "a key", "k" * 201])
def test_a_key_that_is_none_is_a_wrong_value(door: Client, key: str) -> None:
    assert send(door, key)[0] == 422
    assert not User.objects.filter(username="new").exists()


def test_without_a_key_each_request_is_done(door: Client) -> None:
    for username in ("one", "two"):
        door.post(PEOPLE, {"username": username}, content_type="application/json")
    assert User.objects.filter(username__in=["one", "two"]).count() == 2
    assert not KeptAnswer.objects.exists()


def test_an_upload_is_known_again_by_its_content(door: Client) -> None:
    def photo(content: bytes) -> tuple[int, bytes]:
        upload = SimpleUploadedFile("a.png", content)
        answer = door.post(
            f"{PEOPLE}me/photo", {"photo": upload}, headers={"idempotency-key": "photo"}
        )
        return answer.status_code, answer.content

    assert photo(b"one") == photo(b"one") == (201, b'{"size": 3}')
    assert photo(b"two")[0] == 422


def test_answers_are_forgotten_after_a_week(door: Client) -> None:
    with time_machine.travel("2026-01-01"):
        send(door, "old")
    send(door, "new", username="other")
    assert forget_answers() == 1
    assert KeptAnswer.objects.get().key == "new"


def from_elsewhere(question: str, number: int) -> bool:
    """Ask PostgreSQL through another connection, as another request would."""
    answers: list[bool] = []

    def ask() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(question, [number])
                answers.append(cursor.fetchone()[0])
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(20)
    return answers[0]


def test_while_a_request_is_worked_on_no_other_holds_its_key(
    door: Client, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = Asked(ana.pk, "k1", "").lock
    free: list[bool] = []
    plain = User.objects.create

    def create(**fields: str) -> User:
        free.append(from_elsewhere("SELECT pg_try_advisory_xact_lock(%s)", lock))
        return plain(**fields)

    monkeypatch.setattr(User.objects, "create", create)
    assert send(door, "k1")[0] == 201
    assert free == [False]


def test_a_request_whose_key_is_held_is_told_to_wait(door: Client, ana: User) -> None:
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [Asked(ana.pk, "k1", "").lock])
                held.set()
                let_go.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(20)
    status, content = send(door, "k1")
    let_go.set()
    thread.join(20)
    assert (status, b"ask again" in content) == (409, True)
    assert not User.objects.filter(username="new").exists()
    assert send(door, "k1")[0] == 201
