"""The desk: to each, what awaits them, and where something new begins."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from haicap.domain.conclusions.actions import draft_notice
from haicap.domain.conclusions.testing import drafted
from haicap.domain.followups.actions import settle_sheet
from haicap.domain.meetings.testing import planned_session
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.actions import give_answer, route_recommendation
from haicap.domain.recommendations.testing import IN_WRITING
from haicap.domain.tasks.actions import (
    acknowledge_task,
    approve_draft,
    ask_for_time,
    draft_report,
    refuse_time,
    report_contribution,
    report_progress,
    submit_draft,
)
from haicap.domain.tasks.testing import assigned_task
from haicap.foundation.access import Actor
from haicap.portal.turns import SHOWN, Line, turns_of
from tests.rooms import SignIn

from .loop import Loop
from .page import links


def awaits(actor: Actor) -> dict[str, list[object]]:
    return {str(turn.words): [line.record for line in turn.lines] for turn in turns_of(actor)}


def turn_of(actor: Actor, words: str) -> list[Line]:
    return [line for turn in turns_of(actor) if turn.words == words for line in turn.lines]


def test_a_recommendation_passes_from_desk_to_desk(world: SmallProvince, loop: Loop) -> None:
    asked = loop.asked
    assert awaits(world.clara)["Recommendations to send on"] == [asked]
    assert "Recommendations to answer" not in awaits(world.felix)
    route_recommendation(asked, actor=world.clara, to=[world.department])
    assert "Recommendations to send on" not in awaits(world.clara)
    assert awaits(world.felix) == {"Recommendations to answer": [asked]}
    give_answer(actor=world.felix, recommendations=[asked], text="Sẽ bổ sung.", **IN_WRITING)
    assert awaits(world.felix) == {}
    assert awaits(world.ana)["Answers to accept or send back"] == [asked]
    assert "Answers to accept or send back" not in awaits(world.mila)


def test_a_task_passes_from_its_lead_to_the_group(world: SmallProvince, loop: Loop) -> None:
    for actor, task in (
        (world.ana, loop.task),
        (world.alma, loop.task),
        (world.mila, loop.other_task),
    ):
        assert awaits(actor)["To receive"] == [task]
        assert "To do" not in awaits(actor)
    acknowledge_task(loop.task, actor=world.ana)
    assert awaits(world.ana)["To do"] == [loop.task]
    assert "To receive" not in awaits(world.ana)
    report_progress(loop.task, actor=world.ana, text="Xong.", percent=100, done=True)
    assert "To do" not in awaits(world.ana)
    assert awaits(world.bogdan)["To verify"] == [loop.task]


def test_more_time_waits_for_the_issuing_side_until_it_is_decided(
    world: SmallProvince, loop: Loop
) -> None:
    due = timezone.localdate() + timedelta(days=30)
    task = assigned_task(world, due_on=due, due_precision="day")
    words = "More time to decide on"
    later = due + timedelta(days=9)
    ask_for_time(task, actor=world.alma, reason="Mưa lũ.", due_on=later)
    (turn,) = [turn for turn in turns_of(world.clara) if turn.words == words]
    assert [(line.record, line.on, turn.count) for line in turn.lines] == [(task, later, 1)]
    for actor in (world.ana, world.alma, world.bogdan, world.felix, world.mila):
        assert words not in awaits(actor)
    refuse_time(task, actor=world.clara, reason="Không.")
    assert words not in awaits(world.clara)


def test_a_draft_waits_for_who_signs_and_a_part_for_who_contributes(
    world: SmallProvince, loop: Loop
) -> None:
    task = assigned_task(world, lead=world.department, coordinating=[world.commune_a])
    part = task.contributions.get()
    assert [line.record for line in turn_of(world.ana, "Parts to contribute")] == [task]
    assert "Parts to contribute" not in awaits(world.felix)
    draft = draft_report(task, actor=world.felix, text="Xong.", percent=50)
    assert "Drafts to sign" not in awaits(world.frida)
    submit_draft(draft, actor=world.felix)
    assert awaits(world.frida)["Drafts to sign"] == [draft]
    for actor in (world.felix, world.ana, world.clara):
        assert "Drafts to sign" not in awaits(actor)
    approve_draft(draft, actor=world.frida)
    assert "Drafts to sign" not in awaits(world.frida)
    report_contribution(part, actor=world.ana, text="Xong.", percent=100, done=True)
    assert "Parts to contribute" not in awaits(world.ana)


def test_what_is_counted_is_what_waits_and_costs_the_same_however_much_that_is(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    def waiting(count: int) -> int:
        due = timezone.localdate() + timedelta(days=30)
        for _each in range(count):
            task = assigned_task(
                world,
                lead=world.department,
                coordinating=[world.commune_a],
                due_on=due,
                due_precision="day",
            )
            ask_for_time(task, actor=world.frida, reason="Mưa lũ.", due_on=due + timedelta(days=9))
            draft_report(task, actor=world.felix, text="Xong.", percent=50, submit=True)
        queries = 0
        for actor in (world.frida, world.clara, world.ana):
            browser = sign_in(actor)
            with CaptureQueriesContext(connection) as asked:
                assert browser.get("/").status_code == 200
            queries += len(asked)
        return queries

    assert waiting(SHOWN + 1) == waiting(SHOWN)
    counted = {
        str(turn.words): turn.count
        for actor in (world.frida, world.clara, world.ana)
        for turn in turns_of(actor)
        if turn.count > SHOWN
    }
    assert counted == {
        "To receive": 2 * SHOWN + 1,
        "Drafts to sign": 2 * SHOWN + 1,
        "More time to decide on": 2 * SHOWN + 1,
        "Parts to contribute": 2 * SHOWN + 1,
    }


def test_papers_wait_on_the_desk_of_the_side_that_signs_them(
    world: SmallProvince, loop: Loop
) -> None:
    session, conclusion = planned_session(world), drafted(world, loop.second)
    notice = draft_notice(loop.conclusion, actor=world.house, issuer=world.party_office)
    waiting = awaits(world.clara)
    assert waiting["To hold"] == [session]
    assert waiting["To conclude"] == [loop.first, loop.second]
    assert waiting["Conclusions to deliver"] == [conclusion]
    assert waiting["Notices to issue"] == [notice]
    assert waiting["Follow-up sheets to settle"] == [loop.sheet]
    assert awaits(world.bogdan)["Follow-up sheets to settle"] == [loop.sheet]
    settle_sheet(loop.sheet, actor=world.bogdan)
    assert "Follow-up sheets to settle" not in awaits(world.bogdan)
    assert set(awaits(world.ana)) == {"To receive"}


def test_the_most_pressing_task_comes_first_and_an_overdue_one_says_so(
    world: SmallProvince, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    for due in (None, today + timedelta(days=9), today - timedelta(days=1)):
        precision = "day" if due else "unstated"
        back = today - timedelta(days=30)
        assigned_task(
            world, text=f"Hạn {due}", due_on=due, due_precision=precision, effective_on=back
        )
    due = [line.on for line in turns_of(world.ana)[0].lines]
    assert due == [today - timedelta(days=1), today + timedelta(days=9), None]
    page = sign_in(world.ana).get("/").text
    assert page.count('<span class="state late">Overdue</span>') == 1
    assert 'class="late"' in page  # the fourth door of the matrix


def test_the_matrix_is_four_doors_that_count_what_they_list(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    ana = sign_in(world.ana)
    for page in ("/", world.commune_a.get_absolute_url()):
        doors = [each for each in links(ana.get(page).text) if "cell=" in each]
        assert len(doors) == 4
        in_term = next(each for each in doors if "open_in_term" in each)
        assert loop.task.get_absolute_url() in ana.get(in_term).text


def test_the_rest_of_a_long_list_is_one_link_away(world: SmallProvince, sign_in: SignIn) -> None:
    for number in range(SHOWN):
        assigned_task(world, text=f"Việc {number}")
    assert turns_of(world.ana)[0].more_at == ""
    assigned_task(world, text="Việc cuối")
    turn = turns_of(world.ana)[0]
    assert (len(turn.lines), turn.more_at) == (SHOWN, "/tasks/?state=assigned")
    assert "More of these" in sign_in(world.ana).get("/").text


def test_each_begins_what_is_theirs_to_begin(world: SmallProvince, sign_in: SignIn) -> None:
    doors = {"/recommendations/new/", "/figures/reports/", "/sessions/planning/"}
    doors |= {"/notices/drafts/"}
    offered = {
        name: links(sign_in(getattr(world, name)).get("/").text) & doors
        for name in ("ana", "bogdan", "clara")
    }
    assert offered["ana"] == {"/recommendations/new/", "/figures/reports/"}
    assert offered["clara"] == {"/sessions/planning/", "/notices/drafts/"}
    assert "/recommendations/new/" not in offered["bogdan"]


def test_what_a_persona_did_is_marked_on_every_desk(world: SmallProvince, sign_in: SignIn) -> None:
    task = assigned_task(world)
    type(task).objects.filter(pk=task.pk).update(is_simulated=True)
    assert '<span class="simulated">simulated</span>' in sign_in(world.ana).get("/").text
