"""What a sheet lists, and how its rows stood on its day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from haicap.domain.conclusions.testing import (
    ISSUED,
    SPOKEN,
    delivered,
    drafted,
    held_session,
    ordered,
)
from haicap.domain.followups import actions
from haicap.domain.followups.models import Row, Sheet
from haicap.domain.followups.paper import letter_of
from haicap.domain.followups.queries import SheetRow, Standing, rows_of
from haicap.domain.followups.testing import AGAIN, TwoTurns, drawn_up, two_turns
from haicap.domain.organisations.actions import rename_unit
from haicap.domain.organisations.testing import SmallProvince, fresh
from haicap.domain.recommendations.actions import give_answer
from haicap.domain.recommendations.testing import raised_recommendation
from haicap.domain.tasks.actions import report_progress, verify_task
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.testing import a_file
from haicap.foundation.access import Actor, Invalid, Refused, house
from haicap.foundation.journal.models import Entry
from haicap.foundation.sources.actions import add_source, cite
from haicap.foundation.sources.models import Source
from haicap.foundation.workflow import IllegalMove


@pytest.fixture(autouse=True)
def _in_english() -> object:
    with translation.override("en"):
        yield


@pytest.fixture
def turns(world: SmallProvince) -> TwoTurns:
    return two_turns(world)


def from_source(world: SmallProvince, *records: object, code: str = "000") -> None:
    kind = Source.Kind.SIMULATION if code == "SIM" else Source.Kind.PRESS
    source = add_source(code, actor=world.house, kind=kind, title="Bản tin", language="el")
    for record in records:
        cite(record, source, actor=world.house)


def everything(turns: TwoTurns) -> list[object]:
    return [turns.first, turns.conclusion, *turns.items, turns.asked]


def row(sheet: Sheet, actor: Actor, label: str) -> SheetRow:
    return next(each for each in rows_of(sheet, actor) if each.label == label)


def progress(world: SmallProvince, task: Task, on: date, percent: int = 50) -> None:
    report_progress(task, actor=world.house, text="Đã làm.", percent=percent, effective_on=on)


def test_items_come_first_then_recommendations(world: SmallProvince, turns: TwoTurns) -> None:
    sheet = drawn_up(world, turns)
    assert [each.label for each in rows_of(sheet, world.bogdan)] == ["C1", "C2", "C3", "K1"]
    assert sheet.as_of == AGAIN
    entry = Entry.objects.get(event="sheet.draw_up")
    assert "27/11/2025" in entry.sentence
    assert entry.effective_on == AGAIN


def test_a_sheet_says_whom_each_row_concerns(world: SmallProvince, turns: TwoTurns) -> None:
    sheet = drawn_up(world, turns)
    item, asked = row(sheet, world.bogdan, "C1"), row(sheet, world.bogdan, "K1")
    assert {each.key for each in item.communes} == {"06529", "06577"}
    assert {each.key for each in asked.communes} == {"06529"}


def test_a_sheet_says_the_names_of_its_day(world: SmallProvince, turns: TwoTurns) -> None:
    sheet = drawn_up(world, turns)
    today = timezone.localdate()
    rename_unit(world.commune_a, actor=world.house, on=today, name="Lộc Bình Mới")
    rows = rows_of(Sheet.objects.get(pk=sheet.pk), world.bogdan)
    named = {unit.full_name for each in rows for unit in each.units}
    assert "Xã Lộc Bình" in named
    assert "Xã Lộc Bình Mới" not in named
    words = str(letter_of(Sheet.objects.get(pk=sheet.pk), rows).body[1])
    assert "Lộc Bình, Thống Nhất" in words
    assert "Mới" not in words


def test_only_what_came_before_and_was_delivered_is_listed(
    world: SmallProvince, turns: TwoTurns
) -> None:
    drafted(world, turns.first, ["chưa công bố"])
    same_day = held_session(world, world.commune_a, on=AGAIN, title="cùng ngày")
    delivered(world, same_day, ["cùng ngày"], on=AGAIN)
    later = held_session(world, world.commune_a, on=AGAIN + timedelta(days=3))
    delivered(world, later, ["về sau"], on=AGAIN + timedelta(days=3))
    planned = held_session(world, world.commune_a)
    type(planned).objects.filter(pk=planned.pk).update(state="planned")
    raised_recommendation(world, raised_at=planned)
    assert drawn_up(world, turns).rows.count() == 4


def test_a_session_with_other_communes_is_not_followed_up(
    world: SmallProvince, turns: TwoTurns
) -> None:
    other = held_session(world, world.commune_b, on=AGAIN + timedelta(days=1))
    sheet = actions.draw_up_sheet(other, actor=world.house)
    # Commune B was at the first session, so its items concern B; B raised nothing there.
    assert [each.label for each in rows_of(sheet, world.house)] == ["C1", "C2", "C3"]
    assert {unit.key for each in rows_of(sheet, world.house) for unit in each.communes} == {"06577"}


def test_one_sheet_a_session(world: SmallProvince, turns: TwoTurns) -> None:
    drawn_up(world, turns)
    with pytest.raises(Invalid) as refused:
        drawn_up(world, turns)
    assert refused.value.field == "session"
    assert (Sheet.objects.count(), Row.objects.count()) == (1, 4)


def test_no_sheet_of_a_day_to_come_or_unknown(world: SmallProvince, turns: TwoTurns) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Invalid):
        actions.draw_up_sheet(turns.second, actor=world.bogdan, as_of=tomorrow)
    type(turns.second).objects.filter(pk=turns.second.pk).update(held_on=None)
    with pytest.raises(Invalid):
        actions.draw_up_sheet(turns.second, actor=world.bogdan)


@pytest.mark.parametrize("who", ["bogdan", "clara"])
def test_group_and_office_draw_it_up_and_settle_it(
    world: SmallProvince, turns: TwoTurns, who: str
) -> None:
    actor = getattr(world, who)
    sheet = actions.draw_up_sheet(turns.second, actor=actor)
    actions.settle_sheet(sheet, actor=actor)
    assert sheet.state == "settled"
    with pytest.raises(IllegalMove):
        actions.settle_sheet(sheet, actor=actor)


@pytest.mark.parametrize("who", ["ana", "alma", "felix", "cora"])
def test_nobody_else_draws_it_up_or_settles_it(
    world: SmallProvince, turns: TwoTurns, who: str
) -> None:
    with pytest.raises(Refused):
        actions.draw_up_sheet(turns.second, actor=getattr(world, who))
    sheet = drawn_up(world, turns)
    with pytest.raises(Refused):
        actions.settle_sheet(sheet, actor=getattr(world, who))


def test_what_the_source_does_not_say_is_neither_open_nor_overdue(
    world: SmallProvince, turns: TwoTurns
) -> None:
    ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    Task.objects.update(due_on=ISSUED, due_precision="day")
    from_source(world, *everything(turns))
    for each in rows_of(drawn_up(world, turns), world.bogdan):
        assert each.standing == Standing.NOT_STATED
        assert str(each.words) == "not stated in the source"
        assert each.tone == "unknown"
        for task in each.tasks:
            assert str(task.words) == "not stated in the source"
            assert not task.is_overdue


def test_without_lead_and_task_the_lead_is_not_stated(
    world: SmallProvince, turns: TwoTurns
) -> None:
    ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    sheet = drawn_up(world, turns)
    found = {each.label: each.is_unassigned for each in rows_of(sheet, world.bogdan)}
    assert found == {"C1": True, "C2": True, "C3": False, "K1": False}


def test_what_was_entered_here_says_its_state(world: SmallProvince, turns: TwoTurns) -> None:
    ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    sheet = drawn_up(world, turns)
    assert str(row(sheet, world.bogdan, "C3").words) == "Assigned"
    assert row(sheet, world.bogdan, "C1").standing == Standing.NO_TASK
    assert str(row(sheet, world.bogdan, "K1").words) == "Raised"


def test_a_task_open_after_its_deadline_was_overdue_that_day(
    world: SmallProvince, turns: TwoTurns
) -> None:
    task = ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    Task.objects.update(due_on=AGAIN, due_precision="day")
    sheet = drawn_up(world, turns)
    assert not row(sheet, world.bogdan, "C3").tasks[0].is_overdue
    Task.objects.update(due_on=AGAIN - timedelta(days=1))
    assert row(sheet, world.bogdan, "C3").tasks[0].is_overdue
    assert row(sheet, world.bogdan, "C3").tone == "late"
    assert task.state == "assigned"


def test_simulation_is_no_source(world: SmallProvince, turns: TwoTurns) -> None:
    from_source(world, *everything(turns), code="SIM")
    assert str(row(drawn_up(world, turns), world.bogdan, "K1").words) == "Raised"


def test_progress_after_the_day_does_not_show(world: SmallProvince, turns: TwoTurns) -> None:
    task = ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    from_source(world, *everything(turns))
    sheet = drawn_up(world, turns)
    progress(world, task, AGAIN + timedelta(days=1))
    assert row(sheet, world.bogdan, "C3").standing == Standing.NOT_STATED
    [shown] = row(sheet, world.bogdan, "C3").tasks
    assert (shown.progress, shown.state) == (None, "assigned")


def test_progress_before_the_day_shows_though_it_was_entered_later(
    world: SmallProvince, turns: TwoTurns
) -> None:
    task = ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    from_source(world, *everything(turns))
    sheet = drawn_up(world, turns)
    progress(world, task, AGAIN - timedelta(days=2), percent=80)
    [shown] = row(sheet, world.bogdan, "C3").tasks
    assert (str(shown.words), shown.progress.percent) == ("In progress", 80)
    assert row(sheet, world.bogdan, "C3").standing == Standing.STATED


def test_the_state_is_that_of_the_day_and_not_of_today(
    world: SmallProvince, turns: TwoTurns
) -> None:
    task = ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    before, after = AGAIN - timedelta(days=2), AGAIN + timedelta(days=2)
    report_progress(
        task,
        actor=world.house,
        text="Xong.",
        percent=100,
        done=True,
        evidence=[a_file()],
        effective_on=before,
    )
    verify_task(task, actor=world.house, effective_on=after)
    sheet = drawn_up(world, turns)
    [shown] = row(sheet, world.bogdan, "C3").tasks
    assert (shown.state, shown.verdict, shown.evidence) == ("reported", None, 1)
    Sheet.objects.update(as_of=after)
    [shown] = row(Sheet.objects.get(), world.bogdan, "C3").tasks
    assert (shown.state, shown.verdict.outcome) == ("verified", "verified")


def test_a_task_assigned_after_the_day_was_not_there(world: SmallProvince, turns: TwoTurns) -> None:
    sheet = drawn_up(world, turns)
    later = AGAIN + timedelta(days=1)
    ordered(world, turns.items[2], world.commune_a, verifier=world.group, on=later)
    assert row(sheet, world.bogdan, "C3").tasks == []
    assert row(sheet, world.bogdan, "C3").is_unassigned


def test_simulated_progress_is_stated_and_marked(world: SmallProvince, turns: TwoTurns) -> None:
    task = ordered(world, turns.items[2], world.commune_a, verifier=world.group)
    other = ordered(world, turns.items[2], world.commune_b, verifier=world.group)
    from_source(world, *everything(turns))
    hand = house("the example", backdates_because="an example")
    hand.is_simulated = True
    report_progress(task, actor=hand, text="Đã làm.", percent=30, effective_on=AGAIN)
    sheet = drawn_up(world, turns)
    found = {each.task.pk: each for each in row(sheet, world.bogdan, "C3").tasks}
    assert found[task.pk].is_simulated
    assert not found[other.pk].is_simulated
    assert str(found[other.pk].words) == "not stated in the source"
    assert str(row(sheet, world.bogdan, "C3").words) == "stated for 1 of 2 tasks"


def test_an_answer_of_unknown_content_says_nothing_of_what_came_of_it(
    world: SmallProvince, turns: TwoTurns
) -> None:
    from_source(world, *everything(turns))
    give_answer(
        actor=world.house,
        recommendations=[turns.asked],
        given_by="Thành viên đoàn",
        given_at=turns.first,
        given_on=SPOKEN,
        effective_on=SPOKEN,
    )
    shown = row(drawn_up(world, turns), world.bogdan, "K1")
    assert shown.standing == Standing.NOT_STATED
    assert [(each.given_by, each.text) for each in shown.answers] == [("Thành viên đoàn", None)]


@pytest.mark.parametrize(("days", "standing"), [(-1, "stated"), (1, "not_stated")])
def test_an_answer_with_words_counts_from_its_day(
    world: SmallProvince, turns: TwoTurns, days: int, standing: str
) -> None:
    from_source(world, *everything(turns))
    day = AGAIN + timedelta(days=days)
    give_answer(
        actor=world.house,
        recommendations=[turns.asked],
        given_by="Sở Tài chính",
        text="Đã bố trí.",
        given_on=day,
        effective_on=day,
    )
    assert row(drawn_up(world, turns), world.bogdan, "K1").standing == standing


def test_a_recommendation_shows_the_item_that_took_it_up(
    world: SmallProvince, turns: TwoTurns
) -> None:
    shown = row(drawn_up(world, turns), world.bogdan, "K1")
    assert [each.item.label for each in shown.answered_by] == ["C2"]


def test_a_commune_sees_its_rows_and_in_them_its_own_task(
    world: SmallProvince, turns: TwoTurns
) -> None:
    for commune in (world.commune_a, world.commune_b):
        ordered(world, turns.items[2], commune, verifier=world.group)
    sheet = drawn_up(world, turns)
    by_mila = rows_of(sheet, world.mila)
    assert [each.label for each in by_mila] == ["C1", "C2", "C3"]
    assert [each.task.lead.key for each in by_mila[2].tasks] == ["06577"]
    assert [each.task.lead.key for each in row(sheet, world.ana, "C3").tasks] == ["06529"]
    assert len(row(sheet, world.bogdan, "C3").tasks) == 2
    assert rows_of(sheet, world.cora) == []
    assert rows_of(sheet, world.felix) == []


def test_a_commune_is_not_told_whether_others_have_a_task(
    world: SmallProvince, turns: TwoTurns
) -> None:
    ordered(world, turns.items[0], world.commune_a, verifier=world.group)
    sheet = drawn_up(world, turns)
    first, second = row(sheet, world.mila, "C1"), row(sheet, world.mila, "C2")
    assert str(first.words) == str(second.words) == "no task for your commune"
    assert first.is_unassigned == second.is_unassigned


def test_the_group_is_told_of_a_task_it_may_not_open(world: SmallProvince, turns: TwoTurns) -> None:
    ordered(world, turns.items[1], world.other_department)
    from_source(world, *everything(turns))
    sheet = drawn_up(world, turns)
    shown = row(sheet, world.bogdan, "C2")
    assert (shown.standing, shown.tasks, shown.is_unassigned) == (Standing.UNSEEN, [], False)
    assert len(row(sheet, world.clara, "C2").tasks) == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(
    world: SmallProvince, turns: TwoTurns
) -> None:
    item = turns.items[2]
    first = ordered(world, item, world.commune_a, verifier=world.group)
    progress(world, first, AGAIN)
    sheet = drawn_up(world, turns)
    few = _queries(sheet, world)
    grown = held_session(world, world.commune_a, world.commune_b, title="thêm")
    bigger = delivered(world, grown, [f"Việc {number}" for number in range(9)])
    for each in bigger.items.all():
        for commune in (world.commune_a, world.commune_b):
            progress(world, ordered(world, each, commune, verifier=world.group), AGAIN)
        raised_recommendation(world, raised_at=grown)
    Row.communes.through.objects.all().delete()
    Row.objects.all().delete()
    Sheet.objects.all().delete()
    many = drawn_up(world, turns)
    assert many.rows.count() == 22
    assert _queries(many, world) == few


def _queries(sheet: Sheet, world: SmallProvince) -> int:
    sheet = Sheet.objects.select_related("session").get(pk=sheet.pk)
    bogdan = fresh(world.bogdan)
    with CaptureQueriesContext(connection) as said:
        rows_of(sheet, bogdan)
    return len(said)
