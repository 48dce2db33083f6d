"""The list of conclusions, and the doors through which an office drafts and issues."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haicap.domain.conclusions.models import Conclusion, Notice
from haicap.domain.conclusions.testing import (
    SPOKEN,
    announced,
    delivered,
    drafted,
    held_session,
    ordered,
)
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.testing import raised_recommendation
from haicap.domain.tasks.models import Task
from tests.rooms import SignIn

LIST = "/notices/"


def door(name: str, thing: object) -> str:
    return reverse(f"conclusions:{name}", args=[thing.pk])


def test_clara_goes_from_the_session_to_the_issued_notice_and_the_task(
    world: SmallProvince, sign_in: SignIn
) -> None:
    clara = sign_in(world.clara)
    session = held_session(world)
    draft = f"{reverse('conclusions:draft')}?session={session.pk}"
    assert "Buổi làm việc" in clara.get(draft).text
    sent = {"title": "Kết luận", "issuer": "20.tinh-uy", "concluded_by": "Bí thư Tỉnh ủy"}
    assert clara.post(draft, sent).status_code == 302
    conclusion = Conclusion.objects.get()
    assert conclusion.session == session
    item = {"text": "Các xã số hóa.", "part": "tasks", "wording": "own", "communes": ["06529"]}
    assert clara.get(door("item", conclusion)).status_code == 200
    assert clara.post(door("item", conclusion), item).status_code == 302
    assert (
        clara.post(door("delivery", conclusion), {"delivered_on": "23/10/2025"}).status_code == 302
    )
    form = clara.get(door("notice-draft", conclusion)).text
    assert "TB – notice" in form
    sent = {"issuer": "20.vptu", "document_type": "TB", "recipients": ["06529", "20.so-tai-chinh"]}
    assert clara.post(door("notice-draft", conclusion), sent).status_code == 302
    notice = Notice.objects.get()
    sent = {"symbol": "176-TB/VPTU", "issued_on": "27/10/2025"}
    assert clara.post(door("issue", notice), sent).status_code == 302
    first = conclusion.items.get()
    assert clara.get(door("assignment", first)).status_code == 200
    sent = {
        "lead": "06529",
        "text": first.text,
        "assigned_on": "27/10/2025",
        "due_precision": "month",
        "due_on": "05/11/2025",
    }
    answer = clara.post(door("assignment", first), sent)
    task = Task.objects.get()
    assert answer["Location"] == task.get_absolute_url()
    assert (task.assignment.item, task.due_on) == (first, date(2025, 11, 30))


def test_a_secret_conclusion_is_refused_at_the_field(world: SmallProvince, sign_in: SignIn) -> None:
    sent = {
        "title": "Kết luận",
        "issuer": "20.tinh-uy",
        "concluded_by": "Bí thư",
        "secrecy": "tối mật",
    }
    answer = sign_in(world.clara).post(reverse("conclusions:draft"), sent)
    assert answer.status_code == 422
    assert "42/2014/QĐ-TTg" in answer.text
    assert not Conclusion.objects.exists()


def test_a_wrong_symbol_is_shown_at_its_field(world: SmallProvince, sign_in: SignIn) -> None:
    clara, conclusion = sign_in(world.clara), delivered(world)
    clara.post(door("notice-draft", conclusion), {"issuer": "20.vptu", "document_type": "TB"})
    notice = Notice.objects.get()
    sent = {"symbol": "thông báo 5", "issued_on": "27/10/2025"}
    answer = clara.post(door("issue", notice), sent)
    assert answer.status_code == 422
    assert "176-TB/VPTU (Party) or 176/TB-UBND (State)" in answer.text


def test_recall_and_replacement(world: SmallProvince, sign_in: SignIn) -> None:
    clara, conclusion = sign_in(world.clara), delivered(world)
    first, second = announced(world, conclusion), announced(world, conclusion, "180-TB/VPTU")
    assert "180-TB/VPTU" in clara.get(door("replacement", first)).text
    assert clara.post(door("replacement", first), {"by": second.pk}).status_code == 302
    assert clara.post(door("recall", second), {"reason": ""}).status_code == 422
    assert clara.post(door("recall", second), {"reason": "Sai"}).status_code == 302
    assert clara.post(door("recall", second), {"reason": "Sai"}).status_code == 409


def test_an_item_is_noted_as_answer(world: SmallProvince, sign_in: SignIn) -> None:
    session = held_session(world)
    item = delivered(world, session).items.get()
    asked = raised_recommendation(world, raised_at=session)
    clara = sign_in(world.clara)
    assert asked.text in clara.get(door("response", item)).text
    assert clara.post(door("response", item), {"recommendation": asked.pk}).status_code == 302
    assert item.responses.get().recommendation == asked


@pytest.mark.parametrize("name", ["item", "delivery"])
def test_a_delivered_conclusion_is_no_draft_any_more(
    world: SmallProvince, sign_in: SignIn, name: str
) -> None:
    conclusion = delivered(world)
    answer = sign_in(world.clara).get(door(name, conclusion))
    assert answer.status_code == 409


def test_ana_may_read_and_not_write(world: SmallProvince, sign_in: SignIn) -> None:
    conclusion = delivered(world, held_session(world))
    item, notice = conclusion.items.get(), announced(world, conclusion)
    ana = sign_in(world.ana)
    for address in (
        door("notice-draft", conclusion),
        door("assignment", item),
        door("response", item),
        door("recall", notice),
    ):
        assert ana.get(address).status_code == 403, address
        assert ana.post(address, {"reason": "x"}).status_code == 403, address
    assert ana.get(reverse("conclusions:draft")).status_code == 403


def test_a_commune_that_was_not_there_finds_nothing(world: SmallProvince, sign_in: SignIn) -> None:
    conclusion = delivered(world, held_session(world))
    notice = announced(world, conclusion)
    for person in (world.mila, world.cora, world.felix):
        client = sign_in(person)
        assert client.get(door("notice-draft", conclusion)).status_code == 404
        assert client.get(door("recall", notice)).status_code == 404
        page = client.get(LIST)
        assert page.status_code == 200
        assert "176-TB/VPTU" not in page.text


def test_recipients_see_a_notice_even_once_recalled(world: SmallProvince, sign_in: SignIn) -> None:
    conclusion = delivered(world, held_session(world))
    notice = announced(world, conclusion)
    notice.recipients.set([world.department])
    felix = sign_in(world.felix)
    assert "176-TB/VPTU" in felix.get(LIST).text
    clara = sign_in(world.clara)
    clara.post(door("recall", notice), {"reason": "Sai"})
    assert "Recalled" in felix.get(LIST).text


def test_a_draft_is_seen_by_its_side_only(world: SmallProvince, sign_in: SignIn) -> None:
    drafted(world, held_session(world))
    assert "not yet announced" in sign_in(world.clara).get(LIST).text
    assert "Kết luận của" not in sign_in(world.ana).get(LIST).text
    assert "Kết luận của" not in sign_in(world.bogdan).get(LIST).text


def test_who_leads_a_task_sees_the_conclusion_that_ordered_it(world: SmallProvince) -> None:
    conclusion = delivered(world)
    ordered(world, conclusion.items.get(), world.department)
    assert conclusion in Conclusion.objects.visible_to(world.felix)
    assert conclusion not in Conclusion.objects.visible_to(world.mila)


def test_the_list_is_narrowed_by_issuer_year_and_words(
    world: SmallProvince, sign_in: SignIn
) -> None:
    announced(world, delivered(world))
    old = delivered(world, texts=["Làm đường."], on=date(2024, 3, 1))
    announced(world, old, "12-TB/VPTU", date(2024, 3, 2))
    clara = sign_in(world.clara)
    for query, shown, left_out in (
        ("year=2024", "12-TB/VPTU", "176-TB/VPTU"),
        ("text=176-tb", "176-TB/VPTU", "12-TB/VPTU"),
        ("text=làm đường", "12-TB/VPTU", "176-TB/VPTU"),
        ("issuer=20.tinh-uy&year=2025", "176-TB/VPTU", "12-TB/VPTU"),
    ):
        page = clara.get(f"{LIST}?{query}").text
        assert shown in page, query
        assert f">{left_out}<" not in page, query
    assert clara.get(f"{LIST}?year=abc").status_code == 422


def test_the_list_costs_the_same_for_one_and_for_many(
    world: SmallProvince, sign_in: SignIn
) -> None:
    clara = sign_in(world.clara)
    announced(world, delivered(world))

    def cost() -> int:
        with CaptureQueriesContext(connection) as said:
            assert clara.get(LIST).status_code == 200
        return len(said)

    one = cost()
    for number in range(5):
        announced(world, delivered(world, on=SPOKEN), f"{200 + number}-TB/VPTU")
    assert cost() == one
