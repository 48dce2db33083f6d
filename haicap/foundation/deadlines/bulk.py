"""A million due dates at once, by the same law and the same counting as `compute`.

    due_dates("complaint.acceptance", starts)           -> datetime64[D], in the order of starts
    due_dates(name, starts, restarted=…, pauses=[(since, until), …])

Everything is one array a column, as long as `starts`. For the steps behind one date ask
`compute`, which a property test holds equal to this.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from haicap.foundation.access import Invalid
from haicap.foundation.statutes import NoValue, Statute, Value, find_statute
from haicap.foundation.statutes.spans import Offset, Period
from haicap.foundation.statutes.wording import plain_day

from .calendar import Calendar, working_calendar
from .daytable import DayTable, Numbers, months_after_all, table_of
from .moments import (
    NEVER,
    Clocked,
    Dates,
    Flags,
    Moments,
    check_size,
    day_at,
    read_dates,
    read_moments,
)
from .reckoning import MONTHS, ends_before_it_began, restarts_before_its_start

MICROS_AN_HOUR = 3_600_000_000
NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Pauses:
    """Up to so many pauses a row: (pause, row); a row with fewer has some that never begin."""

    since: Numbers
    until: Numbers

    def __getitem__(self, rows: Any) -> "Pauses":
        return Pauses(self.since[:, rows], self.until[:, rows])


@dataclass(frozen=True)
class Cases:
    """What is known of each deadline, a row each."""

    start: Clocked
    restarted: Clocked
    pauses: Pauses
    extended_to: Numbers
    """The date of the last extension to an exact one; NEVER: there was none."""
    extensions: Numbers
    """How many extensions, after that date, by what the law gives."""

    def __getitem__(self, rows: Any) -> "Cases":
        return Cases(
            self.start[rows],
            self.restarted[rows],
            self.pauses[rows],
            self.extended_to[rows],
            self.extensions[rows],
        )

    @property
    def running(self) -> Clocked:
        """The moment from which each period runs."""
        return self.restarted.instead_of(self.start)

    @property
    def running_pauses(self) -> Pauses:
        """The pauses that bear on the date: what came before a restart no longer does."""
        is_past = self.restarted.is_given & (self.pauses.since < self.restarted.days)
        return replace(self.pauses, since=np.where(is_past, NEVER, self.pauses.since))


def due_dates(
    name: str,
    starts: Moments,
    *,
    restarted: Moments | None = None,
    pauses: Sequence[tuple[Dates, Dates]] = (),
    extended_to: Dates | None = None,
    extensions: NDArray[np.integer[Any]] | Sequence[int] | None = None,
    calendar: Calendar | None = None,
) -> NDArray[np.datetime64]:
    """The last day of each deadline that the statute `name` sets; NaT where the clock stands.

    The law of each start's own day holds. Each pair of `pauses` is a column of first days (NaT:
    no such pause) and one of the days on which the clock ran again (NaT: it still stands).
    `extended_to` is the date of an extension to an exact one, `extensions` the number of those
    by what the law gives. Raises what `compute` raises, for the first row that calls for it.
    """
    held = find_statute(name)
    if held.kind not in ("period", "offset"):
        words = _("“%(name)s” is not a period: nothing can be counted by it.") % {"name": name}
        raise Invalid("name", words, name)
    cases = _cases(starts, restarted, pauses, extended_to, extensions)
    table = table_of(calendar or working_calendar())
    due = np.full(len(cases.extensions), NO_DAY)
    for value, rows in _by_value(held, cases.start.days):
        due[rows] = _due(value, cases[rows], table)
    return due


def _cases(
    starts: Moments,
    restarted: Moments | None,
    pauses: Sequence[tuple[Dates, Dates]],
    extended_to: Dates | None,
    extensions: NDArray[np.integer[Any]] | Sequence[int] | None,
) -> Cases:
    start = read_moments("start", starts)
    size = len(start.days)
    if not start.is_given.all():
        row = int(np.flatnonzero(~start.is_given)[0])
        raise Invalid("start", _("Row %(row)d has no day.") % {"row": row + 1}, "")
    none = np.full(size, NO_DAY)
    again = read_moments("restarted", none if restarted is None else restarted, size)
    early = np.flatnonzero(again.is_given & (again.days < start.days))
    if len(early):
        days = day_at(start.days, int(early[0])), day_at(again.days, int(early[0]))
        raise restarts_before_its_start(*map(plain_day, days))
    return Cases(
        start,
        again,
        _read_pauses(pauses, size),
        read_dates("extended_to", none if extended_to is None else extended_to, size, NEVER),
        _read_counts(extensions, size),
    )


def _read_counts(counts: NDArray[np.integer[Any]] | Sequence[int] | None, size: int) -> Numbers:
    if counts is None:
        return np.zeros(size, np.int64)
    held = np.asarray(counts, np.int64)
    check_size("extensions", len(held), size)
    if (held < 0).any():
        least = int(held.min())
        raise Invalid("extensions", _("The number of extensions cannot be negative."), least)
    return held


def _read_pauses(pauses: Sequence[tuple[Dates, Dates]], size: int) -> Pauses:
    firsts = [read_dates("pauses", since, size, NEVER) for since, _until in pauses]
    ends = [read_dates("pauses", until, size, NEVER) for _since, until in pauses]
    if not pauses:
        return Pauses(np.empty((0, size), np.int64), np.empty((0, size), np.int64))
    since, until = np.stack(firsts), np.stack(ends)
    if (backwards := np.argwhere((since != NEVER) & (until < since))).size:
        place, row = backwards[0].tolist()
        days = day_at(since[place], row), day_at(until[place], row)
        raise ends_before_it_began(*map(plain_day, days))
    return Pauses(since, until)


def _by_value(held: Statute, days: Numbers) -> Iterator[tuple[Value, Flags]]:
    """Each value with the rows on whose days it held; raises NoValue for a day without one."""
    waiting = np.ones(len(days), np.bool_)
    for value in held.values:
        first = np.datetime64(value.holds_from, "D").astype(np.int64)
        last = (
            np.datetime64(value.holds_until, "D").astype(np.int64) if value.holds_until else NEVER
        )
        rows = waiting & (days >= first) & (days <= last)
        if rows.any():
            yield value, rows
        waiting &= ~rows
    if waiting.any():
        raise NoValue(held, day_at(days, int(np.flatnonzero(waiting)[0])))


def _dated(name: str | None, days: Numbers, read: Callable[[Value], int], default: int) -> Numbers:
    """What another statute said on each of these days."""
    found = np.full(len(days), default, np.int64)
    if name:
        for value, rows in _by_value(find_statute(name), days):
            found[rows] = read(value)
    return found


def _due(value: Value, cases: Cases, table: DayTable) -> NDArray[np.datetime64]:
    content = value.content
    stands = np.zeros(len(cases.extensions), np.bool_)
    if isinstance(content, Period | Offset) and content.unit == "hours":
        counted = due = _hours(content, cases)
    elif isinstance(content, Offset):
        counted = due = cases.running.days + content.amount
    else:
        counted, due, stands = _counted(value.period, cases, table)
    by_days = _by_days(content, cases)
    due, stands = _extended(cases, counted, due, stands, by_days, table)
    return np.where(stands, NO_DAY, due.astype("datetime64[D]"))


def _hours(content: Period | Offset, cases: Cases) -> Numbers:
    for field, moments in (("start", cases.start), ("restarted", cases.restarted)):
        without = np.flatnonzero(moments.is_given & ~moments.has_hour)
        if len(without):
            words = _("This period runs in hours: give the hour too.")
            raise Invalid(field, words, plain_day(day_at(moments.days, int(without[0]))))
    is_back = isinstance(content, Period) and content.is_before
    hours = -content.amount if is_back else content.amount
    running = cases.running
    passed = running.micros + hours * MICROS_AN_HOUR
    return running.days + passed // (24 * MICROS_AN_HOUR)


def _counted(period: Period, cases: Cases, table: DayTable) -> tuple[Numbers, Numbers, Flags]:
    running = cases.running
    cutoff = _dated(period.cutoff, cases.start.days, _micros_of, NEVER)
    is_late = running.has_hour & (running.micros > cutoff)
    starts = running.days.copy()
    starts[is_late] = table.after(starts[is_late], 1)
    return reckon_all(period, starts, table, cases.running_pauses)


def _micros_of(value: Value) -> int:
    at = value.hour.at
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def reckon_all(
    period: Period, starts: Numbers, table: DayTable, pauses: Pauses
) -> tuple[Numbers, Numbers, Flags]:
    """`reckon` for many: the last days counted, the due days, and where the clock stands."""
    if period.is_before:
        day = _end(period, starts, table)
        return day, day, np.zeros(len(starts), np.bool_)
    ends, stands = _end(period, starts, table), np.zeros(len(starts), np.bool_)
    for since, until in _merged(pauses):
        since = np.maximum(since, starts)
        bears = (since <= ends) & (until > since)
        stands |= bears & (until == NEVER)
        bears &= ~stands
        ends[bears] = _moved(period, ends[bears], since[bears], until[bears], table)
    return ends, table.following(ends), stands


def _merged(pauses: Pauses) -> Iterator[tuple[Numbers, Numbers]]:
    """The same pauses in order, those that touch or overlap as one.

    Each step gives one pause a row; where the row's next one is joined to it instead, the step
    gives one that never begins.
    """
    if not len(pauses.since):
        return
    order = np.argsort(pauses.since, axis=0, kind="stable")
    firsts = np.take_along_axis(pauses.since, order, axis=0)
    ends = np.take_along_axis(pauses.until, order, axis=0)
    since, until = firsts[0], ends[0]
    for first, end in zip(firsts[1:], ends[1:], strict=True):
        joins = first <= until
        yield np.where(joins, NEVER, since), until
        since = np.where(joins, since, first)
        until = np.where(joins, np.maximum(until, end), end)
    yield since, until


def _end(period: Period, starts: Numbers, table: DayTable) -> Numbers:
    amount = -period.amount if period.is_before else period.amount
    if period.unit in MONTHS:
        return months_after_all(starts, amount * MONTHS[period.unit])
    if period.unit == "calendar_days":
        return starts + amount
    return table.before(starts, -amount) if period.is_before else table.after(starts, amount)


def _moved(
    period: Period, ends: Numbers, since: Numbers, until: Numbers, table: DayTable
) -> Numbers:
    if period.unit == "working_days":
        return table.after(ends, table.count(since, until))
    return ends + (until - since)


def _by_days(content: object, cases: Cases) -> Numbers:
    """By how many days in all the extensions lengthen each, as the law of its start says."""
    days = np.zeros(len(cases.extensions), np.int64)
    rows = cases.extensions > 0
    name = content.extension if isinstance(content, Period) else None
    days[rows] = _dated(name, cases.start.days[rows], lambda value: value.extension.by_days or 0, 0)
    return days * cases.extensions


def _extended(
    cases: Cases,
    counted: Numbers,
    due: Numbers,
    stands: Flags,
    by_days: Numbers,
    table: DayTable,
) -> tuple[Numbers, Flags]:
    """The due days after extensions, and where the clock still stands.

    An exact date holds as it is, even while the clock stands; one by days is moved off a day off.
    """
    has_date, by_law = cases.extended_to != NEVER, cases.extensions > 0
    given = np.where(has_date, cases.extended_to, counted) + by_days
    due = np.where(has_date, given, due)
    moved = by_law & ~stands
    due[moved] = table.following(given[moved])
    return due, stands & (by_law | ~has_date)
