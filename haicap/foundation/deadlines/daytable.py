"""The working days of a calendar as arrays: what `Calendar` says of one day, for many at once.

Days are whole numbers here, counted from 1 January 1970 as numpy's `datetime64[D]` holds them.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .calendar import Calendar

Numbers = NDArray[np.int64]
CALENDARS_KEPT = 8


@dataclass(frozen=True)
class Span:
    """The days from the first to the last of some whole years."""

    first_year: int
    last_year: int
    origin: int
    """1 January of the first year."""
    worked: Numbers
    """The days that are worked, in order."""
    passed: Numbers
    """For each day of the span: how many worked days lie before it; one more for its end."""

    def before(self, days: Numbers) -> Numbers:
        """How many worked days of the span lie before each day."""
        return self.passed[days - self.origin]

    def through(self, days: Numbers) -> Numbers:
        """The same with the day itself."""
        return self.passed[days - self.origin + 1]


class DayTable:
    """One calendar over as many years as were asked about so far."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        # Replaced as a whole: another thread reads the old span or the new one, never a mix.
        self._span: Span | None = None

    def following(self, days: Numbers) -> Numbers:
        """Each day if it is worked, else the next one that is."""
        first, last = _years(days)
        while True:
            span = self._over(first, last)
            places = span.before(days)
            if places.max(initial=-1) < len(span.worked):
                return span.worked[places]
            last = span.last_year + 1

    def after(self, days: Numbers, counts: Numbers | int) -> Numbers:
        """The count-th working day after each day, which is itself not counted."""
        first, last = _years(days)
        while True:
            span = self._over(first, last)
            places = span.through(days) + counts - 1
            if places.max(initial=-1) < len(span.worked):
                found: Numbers = np.where(np.equal(counts, 0), days, span.worked[places])
                return found
            last = span.last_year + 1

    def before(self, days: Numbers, counts: Numbers | int) -> Numbers:
        """The count-th working day before each day, which is itself not counted."""
        first, last = _years(days)
        while True:
            span = self._over(first, last)
            # Of no day before the first, itself the first: place 0 and count 0 stay in the span.
            places = span.before(days) - counts
            if places.min(initial=0) >= 0:
                places = np.minimum(places, len(span.worked) - 1)
                found: Numbers = np.where(np.equal(counts, 0), days, span.worked[places])
                return found
            first = span.first_year - 1

    def count(self, firsts: Numbers, ends: Numbers) -> Numbers:
        """How many working days lie from each first day up to, and not including, its end."""
        span = self._over(*_years(np.concatenate([firsts, ends])))
        counted: Numbers = np.maximum(span.before(ends) - span.before(firsts), 0)
        return counted

    def _over(self, first_year: int, last_year: int) -> Span:
        """What is held if it covers these years, else a wider span."""
        held = self._span
        if held and held.first_year <= first_year and last_year <= held.last_year:
            return held
        if held:
            first_year = min(first_year, held.first_year)
            last_year = max(last_year, held.last_year)
        self._span = span = self._spanning(first_year, last_year)
        return span

    def _spanning(self, first_year: int, last_year: int) -> Span:
        ends = np.array([f"{first_year:04}-01-01", f"{last_year + 1:04}-01-01"], "datetime64[D]")
        origin, end = ends.astype(np.int64).tolist()
        days = [
            day
            for year in range(first_year, last_year + 1)
            for day in self._calendar.working_days(year)
        ]
        worked = np.array(days, "datetime64[D]").astype(np.int64)
        is_worked = np.zeros(end - origin + 1, np.int64)
        is_worked[worked - origin + 1] = 1
        # One day more at the end, so that `through` the last day has its place.
        return Span(first_year, last_year, origin, worked, np.cumsum(is_worked))


@lru_cache(maxsize=CALENDARS_KEPT)
def table_of(calendar: Calendar) -> DayTable:
    """The table of a calendar, made once: calendars never change."""
    return DayTable(calendar)


def _years(days: Numbers) -> tuple[int, int]:
    if not len(days):
        return 1970, 1970
    ends = np.array([days.min(), days.max()]).astype("datetime64[D]").astype("datetime64[Y]")
    first, last = (ends.astype(np.int64) + 1970).tolist()
    return first, last


def months_after_all(days: Numbers, months: int) -> Numbers:
    """The same day of the month so many months on, or the month's last day where it has none.

    Civil Code 91/2015/QH13, Article 148.
    """
    dates = days.astype("datetime64[D]")
    start = dates.astype("datetime64[M]")
    target = start + np.timedelta64(months, "M")
    in_month = (dates - start.astype("datetime64[D]")).astype(np.int64)
    first = target.astype("datetime64[D]").astype(np.int64)
    last = (target + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64) - 1
    moved: Numbers = np.minimum(first + in_month, last)
    return moved
