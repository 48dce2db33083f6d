"""The JSON door of conclusions says and does what the pages do."""

import pytest
from django.test import Client
from django.urls import reverse

from haicap.domain.conclusions.models import Conclusion
from haicap.domain.conclusions.testing import announced, delivered, held_session, ordered
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.testing import raised_recommendation
from tests.rooms import SignIn


def send(client: Client, name: str, *args: int, **sent: object) -> object:
    address = reverse(f"api:conclusions_{name}", args=args)
    return client.post(address, sent, content_type="application/json")


def read(client: Client, name: str, *args: int) -> object:
    return client.get(reverse(f"api:conclusions_{name}", args=args))


def test_the_way_of_a_conclusion(world: SmallProvince, sign_in: SignIn) -> None:
    clara, session = sign_in(world.clara), held_session(world)
    draft = {"issuer": "20.tinh-uy", "concluded_by": "Bí thư Tỉnh ủy", "title": "Kết luận"}
    answer = send(clara, "draft_conclusion", session=session.pk, **draft)
    assert answer.status_code == 201, answer.text
    pk = answer.json()["id"]
    assert answer.json()["open_verbs"] == ["compose", "add_item"]
    item = send(clara, "add_item", pk, text="Số hóa.", communes=["06529"])
    assert item.status_code == 201, item.text
    assert (item.json()["label"], item.json()["lead"]) == ("C1", None)
    assert item.json()["communes"] == [{"key": "06529", "name": "Xã Lộc Bình"}]
    sent = send(clara, "deliver_conclusion", pk, delivered_on="2025-10-23")
    assert sent.json()["state"] == "delivered"
    notice = send(clara, "draft_notice", pk, issuer="20.vptu", recipients=["06529"]).json()
    assert (notice["state"], notice["recipients"][0]["key"]) == ("drafted", "06529")
    issued = send(clara, "issue_notice", notice["id"], symbol="176-TB/VPTU", issued_on="2025-10-27")
    assert issued.json()["symbol"] == "176-TB/VPTU"
    task = send(clara, "assign_task", item.json()["id"], lead="06529", assigned_on="2025-10-27")
    assert task.status_code == 201, task.text
    found = read(sign_in(world.ana), "read_conclusion", pk).json()
    assert found["items"][0]["task_ids"] == [task.json()["task_id"]]
    assert found["notices"][0]["symbol"] == "176-TB/VPTU"


@pytest.mark.parametrize(
    ("name", "sent", "field"),
    [
        ("assign_task", {"lead": None}, "lead"),
        ("assign_task", {"lead": "99999"}, "lead"),
        ("assign_task", {"lead": "06529", "due_precision": "soon"}, "due_precision"),
        ("assign_task", {"lead": "06529", "assigned_on": "2025-10-01"}, "assigned_on"),
    ],
)
def test_what_cannot_be_assigned_is_named(
    world: SmallProvince, sign_in: SignIn, name: str, sent: dict[str, object], field: str
) -> None:
    item = delivered(world).items.get()
    answer = send(sign_in(world.clara), name, item.pk, **sent)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert not item.assignments.exists()


def test_a_secret_is_refused_with_the_reason(world: SmallProvince, sign_in: SignIn) -> None:
    draft = {"issuer": "20.tinh-uy", "concluded_by": "Bí thư", "title": "Kết luận"}
    answer = send(sign_in(world.clara), "draft_conclusion", **draft, secrecy="mật")
    assert (answer.status_code, answer.json()["field"]) == (422, "secrecy")
    assert "42/2014" in answer.json()["detail"]
    assert not Conclusion.objects.exists()


def test_who_may_not_is_told_as_on_the_page(world: SmallProvince, sign_in: SignIn) -> None:
    conclusion = delivered(world, held_session(world))
    item, notice = conclusion.items.get(), announced(world, conclusion)
    ana, mila = sign_in(world.ana), sign_in(world.mila)
    assert send(ana, "assign_task", item.pk, lead="06529").status_code == 403
    assert send(ana, "recall_notice", notice.pk, reason="x").status_code == 403
    assert send(ana, "draft_notice", conclusion.pk, issuer="20.vptu").status_code == 403
    assert read(ana, "read_notice", notice.pk).json()["refusals"][0]["verb"] == "recall"
    for client in (mila, sign_in(world.cora)):
        assert read(client, "read_conclusion", conclusion.pk).status_code == 404
        assert read(client, "read_item", item.pk).status_code == 404
        assert read(client, "read_notice", notice.pk).status_code == 404
        assert send(client, "assign_task", item.pk, lead="06529").status_code == 404
        assert read(client, "list_conclusions").json()["items"] == []
        assert read(client, "list_notices").json()["items"] == []


def test_moves_from_the_wrong_state_are_conflicts(world: SmallProvince, sign_in: SignIn) -> None:
    clara, conclusion = sign_in(world.clara), delivered(world)
    first, second = announced(world, conclusion), announced(world, conclusion, "180-TB/VPTU")
    assert send(clara, "add_item", conclusion.pk, text="thêm").status_code == 409
    again = send(clara, "deliver_conclusion", conclusion.pk, delivered_on="2025-10-23")
    assert again.status_code == 409
    assert send(clara, "replace_notice", first.pk, by=second.pk).json()["state"] == "replaced"
    assert send(clara, "recall_notice", first.pk, reason="x").status_code == 409
    assert send(clara, "recall_notice", second.pk, reason="Sai").json()["state"] == "recalled"


def test_a_used_number_is_named(world: SmallProvince, sign_in: SignIn) -> None:
    clara, conclusion = sign_in(world.clara), delivered(world)
    announced(world, conclusion)
    draft = send(clara, "draft_notice", conclusion.pk, issuer="20.vptu").json()
    answer = send(clara, "issue_notice", draft["id"], symbol="176-TB/VPTU", issued_on="2025-11-01")
    assert (answer.status_code, answer.json()["field"]) == (422, "symbol")


def test_an_item_tells_what_it_answers_and_orders(world: SmallProvince, sign_in: SignIn) -> None:
    session = held_session(world)
    item = delivered(world, session).items.get()
    task = ordered(world, item, world.commune_a)
    asked = raised_recommendation(world, raised_at=session)
    clara = sign_in(world.clara)
    found = send(clara, "answer_recommendation", item.pk, recommendation=asked.pk).json()
    assert (found["task_ids"], found["recommendation_ids"]) == ([task.pk], [asked.pk])
    assert found["open_verbs"] == ["assign", "respond"]
    twice = send(clara, "answer_recommendation", item.pk, recommendation=asked.pk)
    assert twice.status_code == 422
    assert read(clara, "list_conclusions").json()["items"][0]["id"] == item.conclusion_id


def test_who_only_received_the_notice_is_not_told_of_the_session(
    world: SmallProvince, sign_in: SignIn
) -> None:
    """Mila's commune is told what was concluded, not at which session with whom."""
    session = held_session(world)
    conclusion = delivered(world, session)
    notice = announced(world, conclusion)
    notice.recipients.add(world.commune_b)
    for who, told in ((world.ana, session.pk), (world.mila, None)):
        browser = sign_in(who)
        assert read(browser, "read_conclusion", conclusion.pk).json()["session_id"] == told
        (listed,) = read(browser, "list_conclusions").json()["items"]
        assert listed["session_id"] == told


def test_an_earlier_conclusion_is_named_only_to_who_may_see_it(
    world: SmallProvince, sign_in: SignIn
) -> None:
    earlier = delivered(world, held_session(world))
    again = delivered(world, held_session(world, world.commune_a, world.commune_b))
    item = again.items.get()
    item.carries_out = earlier
    item.save()
    for who, told in ((world.ana, earlier.pk), (world.mila, None)):
        browser = sign_in(who)
        assert read(browser, "read_item", item.pk).json()["carries_out_id"] == told
        (shown,) = read(browser, "read_conclusion", again.pk).json()["items"]
        assert shown["carries_out_id"] == told
