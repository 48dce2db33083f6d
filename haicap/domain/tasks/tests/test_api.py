"""The JSON door of tasks says and does what the pages do."""

import pytest
from django.test import Client
from django.urls import reverse

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.models import Evidence, Task
from haicap.domain.tasks.testing import a_file, assigned_task, reported_task, verified_task
from tests.rooms import SignIn

ROOT = "/api/v1/tasks"


def at(address):
    return f"{ROOT}/{address}" if address else ROOT


def post(client: Client, address: str, sent: dict[str, object] | None = None) -> object:
    return client.post(at(address), sent or {}, content_type="application/json")


def test_a_report_with_a_file_comes_back_with_its_evidence(
    world: SmallProvince, sign_in: SignIn
) -> None:
    task = assigned_task(world)
    sent = {"text": "Xong.", "percent": "100", "done": "true", "files": [a_file()]}
    answer = sign_in(world.ana).post(f"{ROOT}/{task.pk}/progress", sent)
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert (found["state"], found["percent"]) == ("reported", 100)
    [report] = found["progress"]
    [shown] = report["evidence"]
    assert (shown["name"], shown["media_type"]) == ("biên bản.txt", "text/plain")
    file = sign_in(world.bogdan).get(shown["address"])
    assert b"".join(file.streaming_content) == "Đã nghiệm thu.".encode()


def test_a_task_says_what_may_be_done_and_why_not(world: SmallProvince, sign_in: SignIn) -> None:
    task = reported_task(world)
    for actor, verbs in ((world.bogdan, ["verify", "return"]), (world.clara, ["cancel"])):
        found = sign_in(actor).get(f"{ROOT}/{task.pk}").json()
        assert found["open_verbs"] == verbs
        told = {refusal["verb"] for refusal in found["refusals"]}
        assert told == {"verify", "return", "cancel"} - set(verbs)
        assert all(refusal["reason"] for refusal in found["refusals"])
    assert found["lead"] == {"key": "06529", "name": "Xã Lộc Bình"}
    assert found["awaits"] == "the unit that is to verify it"


def test_the_way_of_a_task(world: SmallProvince, sign_in: SignIn) -> None:
    task = reported_task(world)
    bogdan = sign_in(world.bogdan)
    returned = post(bogdan, f"{task.pk}/return", {"reason": "Chưa ký."})
    assert (returned.status_code, returned.json()["state"]) == (201, "returned")
    assert returned.json()["progress"][0]["verdict"]["reason"] == "Chưa ký."
    sent = {"text": "Đã ký.", "percent": "100", "done": "true", "files": [a_file()]}
    sign_in(world.ana).post(f"{ROOT}/{task.pk}/progress", sent)
    verified = post(bogdan, f"{task.pk}/verification")
    assert (verified.status_code, verified.json()["state"]) == (201, "verified")
    assert post(bogdan, f"{task.pk}/verification").status_code == 409


def test_errors_say_what_and_why(world: SmallProvince, sign_in: SignIn) -> None:
    task = reported_task(world)
    refused = post(sign_in(world.ana), f"{task.pk}/verification")
    assert refused.status_code == 403
    assert refused.json()["detail"] == "Only the unit that is to verify this task may do this."
    late = sign_in(world.ana).post(f"{ROOT}/{task.pk}/progress", {"text": "Xong.", "percent": "50"})
    assert late.status_code == 409
    invalid = post(sign_in(world.bogdan), f"{task.pk}/return", {"reason": "  "})
    assert (invalid.status_code, invalid.json()["field"]) == (422, "reason")
    missing = post(sign_in(world.bogdan), f"{task.pk}/return", {})
    assert (missing.status_code, missing.json()["field"]) == (422, "reason")
    assert post(sign_in(world.bogdan), "0/verification").status_code == 404
    assert sign_in(world.bogdan).get(ROOT, {"state": "lost"}).status_code == 422
    assert (
        post(sign_in(world.clara), f"{task.pk}/cancellation", {"reason": "Trùng."}).json()["state"]
        == "cancelled"
    )


def test_a_percentage_beyond_a_hundred_is_refused(world: SmallProvince, sign_in: SignIn) -> None:
    task = assigned_task(world)
    answer = sign_in(world.ana).post(
        f"{ROOT}/{task.pk}/progress", {"text": "Xong.", "percent": 101}
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "percent")


@pytest.mark.parametrize("who", ["mila", "cora"])
def test_a_task_of_another_commune_does_not_exist(
    world: SmallProvince, sign_in: SignIn, who: str
) -> None:
    task = reported_task(world)
    shown = Evidence.objects.get()
    stranger = sign_in(getattr(world, who))
    sent = {"text": "Xong.", "percent": "100"}
    assert stranger.get(ROOT).json() == {"items": [], "next_cursor": None}
    assert stranger.get(f"{ROOT}/matrix").json()["total"] == 0
    assert stranger.get(f"{ROOT}/{task.pk}").status_code == 404
    assert stranger.get(f"{ROOT}/{task.pk}/evidence/{shown.pk}").status_code == 404
    assert stranger.post(f"{ROOT}/{task.pk}/progress", sent).status_code == 404
    assert post(stranger, f"{task.pk}/verification").status_code == 404
    for noun in ("return", "cancellation"):
        assert post(stranger, f"{task.pk}/{noun}", {"reason": "Trùng."}).status_code == 404
    # Nothing there and nothing to be seen look the same.
    nothing = stranger.get(f"{ROOT}/999999")
    assert stranger.get(f"{ROOT}/{task.pk}").content == nothing.content


def test_nobody_is_let_in_without_signing_in(client: Client, world: SmallProvince) -> None:
    task = reported_task(world)
    for address in ("", "matrix", f"{task.pk}", "999999"):
        assert client.get(at(address)).status_code == 401


def test_list_and_matrix_are_narrowed_alike(world: SmallProvince, sign_in: SignIn) -> None:
    assigned_task(world, text="Làm đường")
    verified_task(world)
    assigned_task(world, lead=world.commune_b)
    clara = sign_in(world.clara)
    whole = clara.get(f"{ROOT}/matrix").json()
    assert (whole["total"], whole["done"], whole["open"]) == (3, 1, 2)
    assert whole["total"] == len(clara.get(ROOT).json()["items"])
    for asked in ({"lead": "06577"}, {"text": "đường"}, {"cell": "done_on_time"}):
        assert clara.get(f"{ROOT}/matrix", asked).json()["total"] == 1
        assert len(clara.get(ROOT, asked).json()["items"]) == 1


def test_the_list_goes_on_and_costs_the_same(
    world: SmallProvince, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    tasks = [assigned_task(world) for _time in range(12)]
    clara = sign_in(world.clara)
    first = clara.get(ROOT, {"size": 8}).json()
    second = clara.get(ROOT, {"size": 8, "cursor": first["next_cursor"]}).json()
    seen = [found["id"] for found in first["items"] + second["items"]]
    assert seen == [task.pk for task in reversed(tasks)]
    with django_assert_max_num_queries(8):
        assert len(clara.get(ROOT).json()["items"]) == 12


def test_a_creation_sent_twice_happens_once(world: SmallProvince, sign_in: SignIn) -> None:
    task = assigned_task(world)
    ana = sign_in(world.ana)
    for _time in range(2):
        sent = {"text": "Đã làm.", "percent": "30", "files": [a_file()]}
        key = {"Idempotency-Key": "report-1"}
        answer = ana.post(f"{ROOT}/{task.pk}/progress", sent, headers=key)
        assert answer.status_code == 201
    assert Task.objects.get().progress.count() == 1


def test_the_address_of_evidence_is_one_of_this_door(world: SmallProvince) -> None:
    assert reverse("api:tasks_download_evidence", args=[1, 2]) == f"{ROOT}/1/evidence/2"
