"""Each step of the ladder is told once, to those it concerns, and to nobody else."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haicap.domain.organisations.actions import entrust
from haicap.domain.organisations.models import Appointment, PositionKind
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.domain.tasks import actions
from haicap.domain.tasks.models import Reminder, Task
from haicap.domain.tasks.queries import ladder_of, reminders_due
from haicap.domain.tasks.reminding import ladder_is_known
from haicap.domain.tasks.testing import assigned_task, reported_task
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from haicap.foundation.statutes import statute

ASSIGNED, DUE = date(2026, 3, 2), date(2026, 4, 1)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel("2026-03-02 05:00:00+00:00", tick=False):
        yield


@pytest.fixture
def later() -> Iterator[None]:
    """Whoever dates back does so from a day after all of it."""
    with time_machine.travel("2026-05-04 05:00:00+00:00", tick=False):
        yield


def a_task(world: SmallProvince, **given: Any) -> Task:
    told = {"effective_on": ASSIGNED, "due_on": DUE, "due_precision": Task.DuePrecision.DAY}
    return assigned_task(world, **(told | given))


def received(world: SmallProvince, **given: Any) -> Task:
    task = a_task(world, **given)
    actions.acknowledge_task(task, actor=world.house, effective_on=task.assigned_on)
    return task


def who(*actors: Actor) -> dict[int, Actor]:
    return {actor.user_id: actor for actor in actors if actor.user_id is not None}


def told_on(days: Iterator[date] | list[date]) -> list[tuple[date, str, frozenset[int]]]:
    return [
        (day, each.step.code, frozenset(each.to))
        for day in days
        for each in actions.take_reminders(day)
    ]


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=each) for each in range(count)]


def test_a_task_climbs_its_ladder_step_by_step_and_each_is_told_once(world: SmallProvince) -> None:
    task = received(world)
    actions.hand_task(
        task, actor=world.house, person=Appointment.objects.get(user_id=world.ana.user_id)
    )
    hand, head = world.ana.user_id, world.alma.user_id
    clerk, group = world.clara.user_id, world.bogdan.user_id
    assert told_on(days(ASSIGNED, 60)) == [
        (DUE - 7 * A_DAY, "WEEK_BEFORE", {hand}),
        (DUE - 3 * A_DAY, "DAYS_BEFORE", {hand, head}),
        (DUE, "DUE", {hand, head}),
        (DUE + A_DAY, "OVERDUE", {hand, head, clerk}),
        (DUE + 7 * A_DAY, "LONG_OVERDUE", {head, clerk, group}),
        (DUE + 14 * A_DAY, "LONG_OVERDUE", {head, clerk, group}),
        (DUE + 21 * A_DAY, "LONG_OVERDUE", {head, clerk, group}),
        (DUE + 28 * A_DAY, "LONG_OVERDUE", {head, clerk, group}),
    ]
    assert [each.told for each in Reminder.objects.order_by("id")] == [1, 2, 2, 3, 3, 3, 3, 3]
    told = {rung.step.code: rung.told_on for rung in ladder_of(task, DUE + 30 * A_DAY)}
    assert told == {
        "WEEK_BEFORE": DUE - 7 * A_DAY,
        "DAYS_BEFORE": DUE - 3 * A_DAY,
        "DUE": DUE,
        "OVERDUE": DUE + A_DAY,
        "LONG_OVERDUE": DUE + 28 * A_DAY,
    }


def test_twice_on_a_day_is_once_and_days_without_a_run_lose_only_what_was_overtaken(
    world: SmallProvince,
) -> None:
    received(world)
    on = DUE - 2 * A_DAY
    assert [each.step.code for each in reminders_due(on)] == ["DAYS_BEFORE"]
    assert len(told_on([on])) == 1
    assert told_on([on, on + A_DAY]) == []
    assert [(day, code) for day, code, _to in told_on([DUE + 16 * A_DAY])] == [
        (DUE + 16 * A_DAY, "LONG_OVERDUE")
    ]
    assert Reminder.objects.latest("id").fell_on == DUE + 14 * A_DAY


def test_a_deadline_that_moved_begins_its_ladder_again(world: SmallProvince) -> None:
    task = received(world)
    assert [code for _day, code, _to in told_on([DUE - 3 * A_DAY])] == ["DAYS_BEFORE"]
    actions.ask_for_time(task, actor=world.house, reason="Mưa.", due_on=DUE + 20 * A_DAY)
    actions.extend_task(task, actor=world.house)
    assert told_on([DUE, DUE + A_DAY]) == []
    assert [code for _day, code, _to in told_on([DUE + 17 * A_DAY])] == ["DAYS_BEFORE"]


@pytest.mark.usefixtures("later")
def test_what_is_suspended_cancelled_or_reported_is_not_reminded_of(world: SmallProvince) -> None:
    resting, gone = received(world), received(world)
    actions.suspend_task(resting, actor=world.house, reason="Chờ.")
    actions.cancel_task(gone, actor=world.house, reason="Trùng.")
    endless = received(world, due_on=None, due_precision=Task.DuePrecision.REGULAR)
    reported = reported_task(
        world, on=DUE - 9 * A_DAY, effective_on=ASSIGNED, due_on=DUE, due_precision="day"
    )
    found = list(reminders_due(DUE + A_DAY))
    assert [(each.task_id, each.step.code) for each in found] == [(reported.pk, "LONG_TO_VERIFY")]
    assert set(found[0].to) == {world.bogdan.user_id, world.clara.user_id}
    assert ladder_of(endless, DUE) == ladder_of(reported, DUE) == []


def test_who_did_not_receive_a_task_is_told_at_once_and_again(world: SmallProvince) -> None:
    a_task(world)
    both = frozenset({world.alma.user_id})
    assert told_on(days(ASSIGNED, 5)) == [
        (ASSIGNED, "ASSIGNED", both),
        (ASSIGNED + 2 * A_DAY, "NOT_RECEIVED", both),
    ]


@pytest.mark.usefixtures("later")
def test_another_unit_that_gets_the_task_is_told_of_it_anew(world: SmallProvince) -> None:
    task = a_task(world)
    told_on([ASSIGNED])
    actions.hand_over_task(
        task,
        actor=world.house,
        lead=world.department,
        act="QĐ 15",
        reason="Đúng thẩm quyền.",
        effective_on=ASSIGNED + 4 * A_DAY,
    )
    assert told_on([ASSIGNED + 4 * A_DAY]) == [
        (ASSIGNED + 4 * A_DAY, "ASSIGNED", {world.frida.user_id})
    ]


@pytest.mark.usefixtures("later")
def test_a_step_before_the_task_was_there_is_not_told(world: SmallProvince) -> None:
    received(world, effective_on=DUE - A_DAY, assigned_on=DUE - A_DAY)
    assert told_on([DUE - A_DAY]) == []
    assert [code for _day, code, _to in told_on([DUE])] == ["DUE"]


def test_in_nobodys_hand_it_is_for_the_head_else_a_deputy_else_whoever_comes(
    world: SmallProvince,
) -> None:
    received(world, lead=world.department)
    on = DUE - 7 * A_DAY
    assert [set(each.to) for each in reminders_due(on)] == [{world.frida.user_id}]
    own = Appointment.objects.filter(user_id=world.frida.user_id)
    own.update(until_on=on)
    assert list(reminders_due(on)) == []
    damir = person("Damir", world.department, PositionKind.DEPUTY)
    assert [set(each.to) for each in reminders_due(on)] == [{damir.user_id}]


def test_who_acts_in_the_heads_place_is_told_as_well(world: SmallProvince) -> None:
    received(world, lead=world.department)
    damir = person("Damir", world.department, PositionKind.DEPUTY)
    entrust(
        Appointment.objects.get(user_id=world.frida.user_id),
        actor=world.frida,
        deputy=User.objects.get(pk=damir.user_id),
        from_on=ASSIGNED,
        until_on=DUE,
        reason="Đi học",
    )
    assert [set(each.to) for each in reminders_due(DUE - A_DAY)] == [
        {world.frida.user_id, damir.user_id}
    ]
    assert [set(each.to) for each in reminders_due(DUE)] == [{world.frida.user_id}]


def test_the_database_and_the_ladder_say_the_same(world: SmallProvince) -> None:
    """The day a step fell on, for every task and every day, told by the pure function."""
    tasks = [received(world, due_on=DUE + timedelta(days=each)) for each in range(5)]
    ladder = statute("task.reminders", on=DUE).ladder
    for on in days(DUE - 10 * A_DAY, 50):
        expected = set()
        for task in tasks:
            assert task.due_on is not None
            step = ladder.step_on("DUE", task.due_on, on)
            if step:
                expected.add((task.pk, step.code, step.fell_on(task.due_on, on)))
        assert {(each.task_id, each.step.code, each.fell_on) for each in reminders_due(on)} == (
            expected
        )


def test_a_hundred_tasks_cost_as_many_queries_as_one(world: SmallProvince) -> None:
    received(world)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            list(reminders_due(DUE))
        counts.append(len(asked))
        for _more in range(9):
            received(world)
    assert counts[0] == counts[1]
    assert counts[0] <= len(statute("task.reminders", on=DUE).ladder.steps) + 4


OWN = """
["task.reminders"]
kind = "ladder"
title = { vi = "Nhắc", en = "Reminders" }
[["task.reminders".values]]
from = 2000-01-01
basis = { act = "haicap" }
bases = { DUE = { vi = "hạn", en = "due" } }
persons = { %s = { vi = "a", en = "a" } }
steps = [ { code = "A", base = "DUE", days = -20, to = ["%s"], vi = "a", en = "a" } ]
"""


def test_a_province_puts_its_own_ladder_and_a_person_nobody_knows_is_refused(
    world: SmallProvince, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received(world)
    assert ladder_is_known() == []
    for name in ("LEAD_HEAD", "KING"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "own.toml").write_text(OWN % (name, name), encoding="utf-8")
    monkeypatch.setenv("HAICAP_STATUTES", str(tmp_path / "LEAD_HEAD"))
    assert ladder_is_known() == []
    found = [(each.step.code, set(each.to)) for each in reminders_due(DUE - 20 * A_DAY)]
    assert found == [("A", {world.alma.user_id})]
    monkeypatch.setenv("HAICAP_STATUTES", str(tmp_path / "KING"))
    assert "'KING' is none of" in str(ladder_is_known()[0])
