"""Regular tasks spawn the tasks of their periods: once each, due on the day the rule says."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks import actions, jobs
from haicap.domain.tasks.models import Rhythm, Task
from haicap.domain.tasks.periods import Period, period_of, periods_until
from haicap.domain.tasks.testing import assigned_task
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.workflow import IllegalMove

REGULAR = Task.DuePrecision.REGULAR
OCTOBER = date(2025, 10, 20)


def regular_task(world: SmallProvince, **given: object) -> Task:
    return assigned_task(world, due_precision=REGULAR, **given)


@pytest.mark.parametrize(
    ("every", "day", "on", "first", "last", "due"),
    [
        ("week", 5, OCTOBER, date(2025, 10, 20), date(2025, 10, 26), date(2025, 10, 24)),
        ("week", 7, date(2025, 10, 26), OCTOBER, date(2025, 10, 26), date(2025, 10, 26)),
        ("month", 25, OCTOBER, date(2025, 10, 1), date(2025, 10, 31), date(2025, 10, 25)),
        ("month", 31, date(2026, 2, 3), date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 28)),
        ("quarter", 20, OCTOBER, date(2025, 10, 1), date(2025, 12, 31), date(2025, 12, 20)),
        ("half_year", 15, OCTOBER, date(2025, 7, 1), date(2025, 12, 31), date(2025, 12, 15)),
        ("year", 10, OCTOBER, date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 10)),
        # By the windows of Decree 09/2019: the month runs from the 15th to the 14th.
        ("month", None, OCTOBER, date(2025, 10, 15), date(2025, 11, 14), date(2025, 11, 17)),
        ("quarter", None, OCTOBER, date(2025, 9, 15), date(2025, 12, 14), date(2025, 12, 15)),
        ("half_year", None, OCTOBER, date(2025, 6, 15), date(2025, 12, 14), date(2025, 12, 15)),
        (
            "year",
            None,
            date(2025, 12, 20),
            date(2025, 12, 15),
            date(2026, 12, 14),
            date(2026, 12, 15),
        ),
    ],
)
def test_a_period_is_the_one_a_day_lies_in(
    every: str, day: int | None, on: date, first: date, last: date, due: date
) -> None:
    assert period_of(every, day, on) == Period(first, last, due)


def test_periods_follow_each_other_without_a_gap() -> None:
    for every, day in (("week", 1), ("month", 5), ("month", None), ("quarter", None)):
        found = list(periods_until(every, day, OCTOBER, date(2026, 10, 20)))
        assert found[0].first <= OCTOBER
        for one, other in pairwise(found):
            assert other.first == one.last + timedelta(1)


def test_each_period_has_its_task_and_only_one(world: SmallProvince) -> None:
    task = regular_task(world, coordinating=[world.department], effective_on=OCTOBER)
    actions.repeat_task(task, actor=world.house, every="month", day=25, effective_on=OCTOBER)
    (first,) = task.parts.all()
    assert (first.due_on, first.lead, first.issuer) == (
        date(2025, 10, 25),
        task.lead,
        task.issuer,
    )
    assert list(first.coordinating.all()) == [world.department]
    rhythm = Rhythm.objects.get()
    for _time in range(2):
        actions.spawn_periods(rhythm, date(2025, 12, 3), actor=world.house)
    due = task.parts.order_by("due_on").values_list("due_on", flat=True)
    assert list(due) == [date(2025, 10, 25), date(2025, 11, 25), date(2025, 12, 25)]
    assert {*Task.objects.visible_to(world.ana)} == {task, *task.parts.all()}


def test_the_schedule_makes_what_begins_and_passes_over_what_stands(world: SmallProvince) -> None:
    task, other = regular_task(world), regular_task(world)
    for each in (task, other):
        actions.repeat_task(each, actor=world.clara, every="week", day=5)
    before = timezone.localdate() - timedelta(14)
    Rhythm.objects.update(from_on=before)
    actions.suspend_task(other, actor=world.clara, reason="Dừng.")
    for _time in range(2):
        jobs.make_tasks_of_periods(timestamp=0)
    assert (task.parts.count(), other.parts.count()) == (3, 1)


def test_only_a_regular_task_comes_round(world: SmallProvince) -> None:
    task = regular_task(world)
    with pytest.raises(Refused, match="regular"):
        actions.repeat_task(assigned_task(world), actor=world.clara, every="month")
    for actor in (world.ana, world.bogdan, world.cora):
        with pytest.raises(Refused):
            actions.repeat_task(task, actor=actor, every="month")
    for every, day in (("day", None), ("week", None), ("week", 8), ("month", 32), ("month", 0)):
        with pytest.raises(Invalid):
            actions.repeat_task(task, actor=world.clara, every=every, day=day)
    actions.cancel_task(task, actor=world.clara, reason="Thôi.")
    with pytest.raises(IllegalMove):
        actions.repeat_task(task, actor=world.clara, every="month")


def test_the_page_says_how_often(world: SmallProvince, sign_in: object) -> None:
    task = regular_task(world)
    clara = sign_in(world.clara)
    at = f"/tasks/{task.pk}/rhythm/"
    assert clara.get(at).status_code == 200
    assert clara.post(at, {"every": "week"}).status_code == 422
    assert clara.post(at, {"every": "month"}).status_code == 302
    shown = clara.get(task.get_absolute_url()).text
    assert "every month" in shown
    assert task.parts.get().get_absolute_url() in shown
