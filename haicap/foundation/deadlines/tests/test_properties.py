"""What must hold of every date, not only of the worked ones."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haicap.foundation.deadlines import Calendar, Pause, time_lost, working_calendar
from haicap.foundation.deadlines.reckoning import reckon
from haicap.foundation.statutes import all_statutes, find_statute
from haicap.foundation.statutes.kinds import Days
from haicap.foundation.statutes.spans import Period

DAYS = st.dates(date(2025, 1, 1), date(2027, 6, 30))
COUNTS = st.integers(1, 60)
UNITS = st.sampled_from(["working_days", "calendar_days"])
VALUES = find_statute("calendar.tet_2026").values


def calendar_with(off: date) -> Calendar:
    correction = replace(VALUES[0], content=Days(off=(off,), worked=()))
    shipped = [value for held in all_statutes() if held.kind == "calendar" for value in held.values]
    return Calendar([*shipped, correction])


def plain_calendar() -> Calendar:
    return working_calendar()


@settings(max_examples=60, deadline=None)
@given(start=DAYS, count=COUNTS, unit=UNITS, off=DAYS)
def test_one_more_holiday_never_makes_a_date_earlier(
    start: date, count: int, unit: str, off: date
) -> None:
    period = Period(count, unit)
    without, with_it = plain_calendar(), calendar_with(off)
    assert not with_it.is_working(off)
    before, after = reckon(period, start, without), reckon(period, start, with_it)
    assert before
    assert after
    assert after.due_on >= before.due_on


@settings(max_examples=200, deadline=None)
@given(start=DAYS, count=COUNTS, unit=UNITS)
def test_the_last_day_is_always_worked(start: date, count: int, unit: str) -> None:
    calendar = plain_calendar()
    counted = reckon(Period(count, unit), start, calendar)
    assert counted
    assert calendar.is_working(counted.due_on)


@settings(max_examples=200, deadline=None)
@given(start=DAYS, count=COUNTS, unit=UNITS, waits=st.integers(0, 80), length=st.integers(0, 40))
def test_a_pause_moves_the_date_by_exactly_the_time_lost(
    start: date, count: int, unit: str, waits: int, length: int
) -> None:
    calendar, period = plain_calendar(), Period(count, unit)
    since = start + timedelta(days=waits)
    pause = Pause(since, since + timedelta(days=length))
    plain, paused = reckon(period, start, calendar), reckon(period, start, calendar, [pause])
    assert plain
    assert paused
    lost = time_lost([pause], unit, calendar) if since <= plain.counted_to else 0
    if unit == "working_days":
        assert paused.due_on == calendar.after(plain.due_on, lost)
    else:
        assert paused.counted_to == plain.counted_to + timedelta(days=lost)


@settings(max_examples=200, deadline=None)
@given(start=DAYS, count=COUNTS)
def test_counting_on_and_back_agree(start: date, count: int) -> None:
    calendar = plain_calendar()
    due = calendar.after(start, count)
    assert calendar.count(start + timedelta(days=1), due + timedelta(days=1)) == count
    assert calendar.before(calendar.after(due, 3), 3) == due


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_fast_count_agrees_with_a_walk_through_the_days(year: int) -> None:
    calendar = plain_calendar()
    day, worked = date(year, 1, 1), 0
    while day < date(year + 1, 1, 1):
        worked += calendar.is_working(day)
        day += timedelta(days=1)
    assert calendar.count(date(year, 1, 1), date(year + 1, 1, 1)) == worked
