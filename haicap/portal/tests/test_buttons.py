"""Which buttons a page offers: what one may do, and why one may not."""

from decimal import Decimal

from django.utils import timezone

from haicap.domain.conclusions.models import Notice
from haicap.domain.conclusions.queries import doors as doors_of
from haicap.domain.conclusions.testing import drafted
from haicap.domain.indicators.actions import correct_figure
from haicap.domain.meetings.testing import held_session, planned_session
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.testing import raised_recommendation
from haicap.domain.tasks.actions import report_progress
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor
from tests.rooms import SignIn

from .loop import SPOKEN, Loop
from .page import address, links, shown


def reported(task: Task, actor: Actor) -> None:
    report_progress(task, actor=actor, text="Xong.", percent=100, done=True)


def head_of(page: str) -> str:
    """The first block of buttons, as HTML."""
    return page.split('<div class="moves">', 1)[1].split("</section>", 1)[0]


def test_a_planned_session_offers_its_moves_the_minutes_and_the_sheet_to_the_office(
    world: SmallProvince, sign_in: SignIn
) -> None:
    held_session(world, held_on=SPOKEN)
    session = planned_session(world, held_on=timezone.localdate())
    at = f"/sessions/{session.pk}/"
    page = shown(sign_in(world.clara), session)
    offered = links(page)
    for door in ("holding", "rescheduling", "cancellation", "participants", "agenda", "visits"):
        assert f"{at}{door}/" in offered
    assert f"/notices/drafts/?session={session.pk}" in offered
    assert f'action="/follow-ups/sessions/{session.pk}/"' in page
    # What is only read is open to whoever sees the session.
    read = {at} | {f"{at}{page}/" for page in ("briefing", "minutes", "preparation", "screen")}
    assert not {each for each in links(shown(sign_in(world.ana), session)) if at in each} - read


def test_where_nothing_came_before_no_sheet_is_offered(
    world: SmallProvince, sign_in: SignIn
) -> None:
    page = shown(sign_in(world.clara), planned_session(world))
    assert "Draw up the follow-up sheet" not in page


def test_record_as_concluded_and_draft_a_conclusion_keep_their_own_doors(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    """Two rooms use one verb for two deeds."""
    page = shown(sign_in(world.clara), loop.first)
    assert {
        f"/sessions/{loop.first.pk}/conclusion/",
        f"/notices/drafts/?session={loop.first.pk}",
    } <= links(page)


def test_a_drafted_conclusion_offers_items_and_delivery_a_delivered_one_a_notice(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    clara = sign_in(world.clara)
    draft, empty = drafted(world, loop.second), drafted(world, loop.second, ())
    assert set(doors_of(draft).pages.values()) & links(shown(clara, draft)) == {
        doors_of(draft).pages["compose"],
        doors_of(draft).pages["add_item"],
        doors_of(draft).pages["deliver"],
    }
    assert "A conclusion without items cannot be delivered." in shown(clara, empty)
    assert doors_of(loop.conclusion).pages["announce"] in links(shown(clara, loop.conclusion))


def test_an_item_offers_a_task_and_an_answer_to_its_side_only(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    doors = doors_of(loop.item).pages
    offered = links(shown(sign_in(world.clara), loop.item)) & set(doors.values())
    assert offered == {doors["assign"], doors["respond"]}, "delivered, its words stand"
    assert not set(doors.values()) & links(shown(sign_in(world.ana), loop.item))
    item = drafted(world, loop.second).items.get()
    doors = doors_of(item).pages
    offered = links(shown(sign_in(world.clara), item)) & set(doors.values())
    assert offered == {doors["edit"], doors["remove"], doors["respond"]}


def test_a_notice_offers_issue_while_drafted_then_recall_and_replacement(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    clara, doors = sign_in(world.clara), doors_of(loop.notice).pages
    assert {doors["recall"], doors["replace"]} <= links(shown(clara, loop.notice))
    draft = Notice.objects.create(conclusion=loop.conclusion, issuer=world.party_office)
    page = links(shown(clara, draft))
    assert doors_of(draft).pages["issue"] in page
    assert doors_of(draft).pages["recall"] not in page


def test_a_report_takes_more_from_those_whose_report_it_is(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    at = f"/figures/reports/{loop.report.pk}"
    doors = {f"{at}/statements/", f"{at}/figures/"}
    assert doors <= links(shown(sign_in(world.ana), loop.report))
    assert not doors & links(shown(sign_in(world.clara), loop.report))


def test_a_figure_and_its_correction_lead_to_each_other_and_only_the_newest_is_corrected(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    ana = sign_in(world.ana)
    assert f"/figures/{loop.figure.pk}/correction/" in links(shown(ana, loop.figure))
    newer = correct_figure(
        loop.figure, actor=world.ana, value=Decimal(15_200), bound="exact", reason="Đếm lại."
    )
    old, new = shown(ana, loop.figure), shown(ana, newer)
    assert address(newer) in links(old)
    assert address(loop.figure) in links(new)
    assert "Đếm lại." in old
    assert "Đếm lại." in new
    assert f"/figures/{loop.figure.pk}/correction/" not in links(old)
    assert f"/figures/{newer.pk}/correction/" in links(new)
    assert "corrected:" in shown(ana, loop.report)


def test_a_refused_button_stays_beside_the_allowed_ones_with_its_reason(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    reported(loop.task, world.ana)
    page = head_of(shown(sign_in(world.bogdan), loop.task))
    before, _reason, _after = page.partition("A task cannot be verified without evidence.")
    assert "Verify as done" in before
    assert "disabled" in before
    assert "<details>" not in page
    assert f"/tasks/{loop.task.pk}/return/" in links(page)


def test_who_only_looks_on_meets_one_line_instead_of_a_wall(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    page = head_of(shown(sign_in(world.bogdan), loop.task))
    inside = page.split("<details>", 1)[1].split("</details>", 1)[0]
    assert "Report as done" in inside
    assert "Only the unit that leads this task may report on it." in inside
    assert "<button" not in page.replace(inside, "")


def test_what_takes_something_back_never_leads(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    page = head_of(shown(sign_in(world.clara), loop.task))
    assert f'class="button quiet" href="/tasks/{loop.task.pk}/cancellation/"' in page


def test_each_page_says_whose_turn_it_is(world: SmallProvince, loop: Loop, sign_in: SignIn) -> None:
    ana = sign_in(world.ana)
    assert "the unit that leads it" in shown(ana, loop.task)
    assert "the body it is addressed to, or its office" in shown(ana, loop.asked)
    assert "The chair is to conclude" in shown(ana, loop.first)
    assert "the working group, or the convening side" in shown(ana, loop.sheet)
    reported(loop.task, world.ana)
    page = shown(ana, loop.task)
    assert "the unit that is to verify it" in page
    assert page.count("Tổ công tác số 4") > 1


def test_a_recommendation_tells_its_category_in_words_and_its_story(
    world: SmallProvince, sign_in: SignIn
) -> None:
    asked = raised_recommendation(world)
    page = shown(sign_in(world.ana), asked)
    assert "Staff, secondment, recruitment" in page
    assert "STAFF" not in page
    assert "What happened" in page
    assert "raised" in page.split("What happened", 1)[1]
