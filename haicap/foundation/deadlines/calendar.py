"""Which days State bodies work: weekdays, public holidays, swaps and compensations.

The `holidays` package is the seed; a day that a dated correction in the statutes speaks of is
the correction's alone. Corrections marked unverified are left out unless asked for, and then
the seed has no say on their days either: what the package forecasts is no better a source.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import holidays

from haicap.foundation.statutes import Value
from haicap.foundation.statutes.book import Book, book
from haicap.foundation.statutes.wording import Text

SATURDAY = 5
A_DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1901, 1, 1), date(2099, 12, 31)
"""Between them the seed knows the holidays by the moon; nothing is counted from elsewhere."""


class Calendar:
    """The working days of State bodies, with the reason of each day that is off."""

    def __init__(self, corrections: Iterable[Value] = (), *, with_unverified: bool = False) -> None:
        """Corrections are values of kind calendar; later ones win over earlier ones."""
        self._off: dict[date, Text] = {}
        self._worked: set[date] = set()
        self._plain: set[date] = set()
        """Days of which only an unverified correction speaks: as any other day of the week."""
        for value in corrections:
            days = value.days
            if value.is_unverified and not with_unverified:
                self._plain.update(days.off, days.worked)
                continue
            self._off.update(dict.fromkeys(days.off, value.title))
            self._worked.update(days.worked)
        self.with_unverified = with_unverified
        self.last_announced_year = max((day.year for day in self._off), default=None)
        """Later holidays are only the seed's forecast; None: no correction says anything."""
        self._by_year: dict[int, tuple[date, ...]] = {}

    def is_working(self, day: date) -> bool:
        if day in self._off:
            return False
        if day in self._worked:
            return True
        is_weekday = day.weekday() < SATURDAY
        if day in self._plain:
            return is_weekday
        if day in _seed_worked(day.year):
            return True
        return is_weekday and day not in _seed_off(day.year)

    def holiday(self, day: date) -> Text | None:
        """The name of the holiday that makes a day off; None on working days and weekends."""
        if day in self._off:
            return self._off[day]
        if day in self._plain or self.is_working(day):
            return None
        return _seed_off(day.year).get(day)

    def following(self, day: date) -> date:
        """This day if it is worked, else the next one that is."""
        while not self.is_working(day):
            day += A_DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The count-th working day after this day, which is itself not counted."""
        year, days = day.year, self.working_days(day.year)
        place = bisect_right(days, day) + count - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self.working_days(year)
        return days[place] if count else day

    def before(self, day: date, count: int) -> date:
        """The count-th working day before this day, which is itself not counted."""
        year, days = day.year, self.working_days(day.year)
        place = bisect_left(days, day) - count
        while place < 0:
            year -= 1
            days = self.working_days(year)
            place += len(days)
        return days[place] if count else day

    def count(self, first: date, end: date) -> int:
        """How many working days lie from `first` up to, and not including, `end`."""
        total = 0
        for year in range(first.year, end.year + 1):
            days = self.working_days(year)
            total += bisect_left(days, end) - bisect_left(days, first)
        return max(total, 0)

    def working_days(self, year: int) -> tuple[date, ...]:
        """The working days of a year, in order."""
        if year not in self._by_year:
            first, length = date(year, 1, 1), date(year + 1, 1, 1) - date(year, 1, 1)
            days = (first + timedelta(days=place) for place in range(length.days))
            self._by_year[year] = tuple(day for day in days if self.is_working(day))
        return self._by_year[year]


def working_calendar(*, with_unverified: bool = False) -> Calendar:
    """The calendar of this installation; unverified corrections only when asked for."""
    return _built(book(), with_unverified)


@cache
def _built(law: Book, with_unverified: bool) -> Calendar:
    corrections = [
        value for held in law.statutes.values() if held.kind == "calendar" for value in held.values
    ]
    corrections.sort(key=lambda value: value.holds_from)
    return Calendar(corrections, with_unverified=with_unverified)


@cache
def _seed_off(year: int) -> dict[date, Text]:
    """Holidays on any day of the week, as the package knows them."""
    vietnamese = holidays.country_holidays("VN", years=year, language="vi")
    english = holidays.country_holidays("VN", years=year, language="en_US")
    return {day: Text(vi=name, en=english[day]) for day, name in vietnamese.items()}


@cache
def _seed_worked(year: int) -> frozenset[date]:
    seed = holidays.country_holidays("VN", years=year)
    return frozenset(day for day in seed.weekend_workdays if day.year == year)
