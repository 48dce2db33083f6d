"""A million dates at once are the same dates as one at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.foundation.access import Invalid
from haicap.foundation.deadlines import (
    Calendar,
    Pause,
    Postponement,
    compute,
    due_dates,
    working_calendar,
)
from haicap.foundation.deadlines.bulk import Pauses, reckon_all
from haicap.foundation.deadlines.daytable import table_of
from haicap.foundation.deadlines.moments import NEVER
from haicap.foundation.deadlines.reckoning import reckon
from haicap.foundation.statutes import NoValue, UnknownStatute, all_statutes, find_statute
from haicap.foundation.statutes.kinds import Days
from haicap.foundation.statutes.spans import Period

COUNTABLE = [held for held in all_statutes() if held.kind in ("period", "offset")]
SLOW = [HealthCheck.too_slow]
"""A busy machine is no fault of what is tried."""
AHEAD = timedelta(days=900)
"""So far behind the first value of each statute the starts may lie: its changes are in it."""
HOURS = st.times(time(6), time(22)).map(lambda at: at.replace(microsecond=0)) | st.just(time(15))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@dataclass
class Case:
    """One deadline as both forms take it."""

    start: date | datetime
    restarted: date | datetime | None
    pauses: list[Pause]
    extended_to: date | None
    extensions: int

    def by_itself(self, name: str, calendar: Calendar) -> date | None:
        exact = [Postponement(self.extended_to, self.extended_to)] if self.extended_to else []
        by_law = [Postponement(date(2026, 1, 1))] * self.extensions
        return compute(
            name,
            self.start,
            restarted=self.restarted,
            pauses=self.pauses,
            postponements=[*exact, *by_law],
            calendar=calendar,
        ).due_on


def pauses_from(since: date) -> st.SearchStrategy[list[Pause]]:
    def pause(waits: int, length: int | None) -> Pause:
        first = since + timedelta(days=waits)
        return Pause(first, None if length is None else first + timedelta(days=length))

    lengths = st.integers(0, 40) | st.integers(0, 9) | st.none()
    return st.lists(st.builds(pause, st.integers(-5, 40), lengths), max_size=3)


@st.composite
def cases(draw: st.DrawFn, name: str) -> Case:
    held = find_statute(name)
    content = held.latest.content
    needs_hour = getattr(content, "unit", "") == "hours"
    first = max(value.holds_from for value in held.values) - timedelta(days=20)
    first = max(first, held.values[0].holds_from)

    def moment(day: date) -> date | datetime:
        if needs_hour or draw(st.booleans()):
            return datetime.combine(day, draw(HOURS))
        return day

    day = draw(st.dates(first, first + AHEAD))
    again = day + timedelta(days=draw(st.integers(0, 30))) if draw(st.booleans()) else None
    return Case(
        moment(day),
        None if again is None else moment(again),
        draw(pauses_from(day)),
        draw(st.none() | st.dates(day, day + timedelta(days=90))),
        draw(st.integers(0, 2)),
    )


def all_at_once(name: str, rows: Sequence[Case], calendar: Calendar) -> list[date | None]:
    most = max(len(row.pauses) for row in rows)
    columns = [
        (
            [row.pauses[place].since if place < len(row.pauses) else None for row in rows],
            [row.pauses[place].until if place < len(row.pauses) else None for row in rows],
        )
        for place in range(most)
    ]
    due: list[date | None] = due_dates(
        name,
        [row.start for row in rows],
        restarted=[row.restarted for row in rows],
        pauses=columns,
        extended_to=[row.extended_to for row in rows],
        extensions=[row.extensions for row in rows],
        calendar=calendar,
    ).tolist()
    return due


@pytest.mark.parametrize("held", COUNTABLE, ids=lambda held: held.name)
@settings(max_examples=6, deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), with_unverified=st.booleans())
def test_every_statute_gives_the_same_dates_in_both_forms(
    held: object, data: st.DataObject, with_unverified: bool
) -> None:
    name = held.name
    calendar = working_calendar(with_unverified=with_unverified)
    rows = data.draw(st.lists(cases(name), min_size=1, max_size=10))
    assert all_at_once(name, rows, calendar) == [row.by_itself(name, calendar) for row in rows]


SOME_DAYS = st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12, unique=True)
UNITS = ["working_days", "calendar_days", "months", "years"]
PERIODS = st.builds(
    Period,
    st.integers(0, 60) | st.integers(0, 3),
    st.sampled_from(UNITS),
    is_before=st.booleans(),
)


def made_calendar(off: list[date], worked: list[date]) -> Calendar:
    shipped = find_statute("calendar.tet_2026").latest
    days = Days(off=tuple(off), worked=tuple(set(worked) - set(off)))
    return Calendar([replace(shipped, content=days)])


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(
    period=PERIODS,
    calendar=st.builds(made_calendar, SOME_DAYS, SOME_DAYS),
    data=st.data(),
)
def test_any_period_in_any_calendar_ends_on_the_same_day_in_both_forms(
    period: Period, calendar: Calendar, data: st.DataObject
) -> None:
    starts = data.draw(st.lists(st.dates(date(2025, 11, 1), date(2027, 2, 1)), min_size=1))
    pauses = [data.draw(pauses_from(start)) for start in starts]
    plain = [
        reckon(period, start, calendar, own) for start, own in zip(starts, pauses, strict=True)
    ]
    ends, due, stands = reckon_all(
        period, as_numbers(starts), table_of(calendar), as_columns(pauses)
    )
    together = [
        None if still else (last, day)
        for last, day, still in zip(as_dates(ends), as_dates(due), stands, strict=True)
    ]
    assert together == [count and (count.counted_to, count.due_on) for count in plain]


def as_numbers(days: Sequence[date]) -> "np.ndarray":
    return np.array(days, "datetime64[D]").astype(np.int64)


def as_dates(days: "np.ndarray") -> list[date]:
    return days.astype("datetime64[D]").tolist()


def as_columns(pauses: Sequence[Sequence[Pause]]) -> Pauses:
    shape = max(map(len, pauses)), len(pauses)
    since, until = np.full(shape, NEVER), np.full(shape, NEVER)
    for row, own in enumerate(pauses):
        for place, pause in enumerate(own):
            since[place, row] = as_numbers([pause.since])[0]
            until[place, row] = as_numbers([pause.until])[0] if pause.until else NEVER
    return Pauses(since, until)


def test_the_law_of_each_start_sets_its_date() -> None:
    starts = np.array(["2026-06-30", "2026-07-01"], "datetime64[D]")
    # Ten calendar days to 30 June, seven working days from 1 July: the same Friday.
    assert due_dates("complaint.acceptance", starts).tolist() == [date(2026, 7, 10)] * 2


def test_where_the_clock_stands_there_is_no_date() -> None:
    starts = np.array(["2026-07-01", "2026-07-01"], "datetime64[D]")
    since = np.array(["2026-07-06", "NaT"], "datetime64[D]")
    due = due_dates("reception.answer", starts, pauses=[(since, np.full(2, np.datetime64("NaT")))])
    assert np.isnat(due).tolist() == [True, False]


def test_hours_with_a_zone_are_read_on_the_clock_of_viet_nam() -> None:
    half_past_three = datetime(2026, 8, 19, 8, 30, tzinfo=UTC)
    assert due_dates("procedure.forwarding", [half_past_three]).tolist() == [date(2026, 8, 20)]


def test_the_last_day_of_a_short_month_ends_a_period_of_months() -> None:
    ends = table_of(working_calendar()), Pauses(np.empty((0, 1)), np.empty((0, 1)))
    last, _due, _stands = reckon_all(Period(1, "months"), as_numbers([date(2026, 1, 31)]), *ends)
    assert as_dates(last) == [date(2026, 2, 28)]


def test_no_starts_have_no_dates() -> None:
    assert due_dates("complaint.acceptance", []).tolist() == []


NO_START = np.array(["2026-07-01", "NaT"], "datetime64[D]")


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"name": "procedure.cutoff", "starts": [date(2026, 7, 1)]}, "name", "not a period"),
        ({"starts": NO_START}, "start", "Row 2 has no day."),
        ({"starts": [date(2199, 1, 1)]}, "start", "2199-01-01 lies outside"),
        ({"restarted": [date(2026, 6, 1)]}, "restarted", "on 01/06/2026, before 01/07/2026"),
        ({"extensions": [-1]}, "extensions", "cannot be negative"),
        (
            {"pauses": [([date(2026, 7, 9)], [date(2026, 7, 8)])]},
            "pauses",
            "run again on 08/07/2026",
        ),
        (
            {"name": "election.campaign_end", "starts": [date(2026, 3, 15)]},
            "start",
            "give the hour too",
        ),
    ],
)
def test_bad_columns_are_named_with_their_reason(
    asked: dict[str, object], field: str, words: str
) -> None:
    call = {"name": "complaint.acceptance", "starts": [date(2026, 7, 1)], **asked}
    with pytest.raises(Invalid) as error:
        due_dates(call.pop("name"), call.pop("starts"), **call)
    assert error.value.field == field
    assert words in error.value.reason


@pytest.mark.parametrize("column", ["restarted", "extended_to", "extensions"])
def test_a_column_of_another_length_is_a_mistake_of_the_caller(column: str) -> None:
    with pytest.raises(ValueError, match=f"{column}: 2 rows for 1 starts"):
        due_dates("complaint.acceptance", [date(2026, 7, 1)], **{column: np.zeros(2, "M8[D]")})


def test_a_day_before_the_law_and_an_unknown_law_are_told() -> None:
    with pytest.raises(NoValue, match="has no value on 01/01/2001"):
        due_dates("complaint.acceptance", [date(2026, 7, 1), date(2001, 1, 1)])
    with pytest.raises(UnknownStatute):
        due_dates("complaint.aceptance", [date(2026, 7, 1)])
