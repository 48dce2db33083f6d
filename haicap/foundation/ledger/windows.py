"""From which day to which a figure counts: calendar periods, and the windows of the statutes."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from haicap.foundation.statutes import statute

A_DAY = timedelta(days=1)
LAST_MONTH = 12


@dataclass(frozen=True)
class Window:
    """The days of a figure, both included; without a first day, all up to the last."""

    first: date | None
    last: date

    def __post_init__(self) -> None:
        if self.first and self.first > self.last:
            raise ValueError(f"a window from {self.first} to {self.last} has no day")

    @classmethod
    def day(cls, day: date) -> Self:
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        return cls(date(year, month, 1), _month_end(year, month))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        return cls(date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, LAST_MONTH, 31))

    @classmethod
    def up_to(cls, day: date) -> Self:
        """Everything until the end of a day: how something stands on it."""
        return cls(None, day)

    @classmethod
    def by_statute(cls, name: str, first_month: date) -> Self:
        """The window that a statute of kind window gives the period beginning in this month.

        `Window.by_statute("report.window.month", date(2025, 10, 1))` is 15/9 to 14/10: the
        value is the one that held when the period began.
        """
        return cls(*statute(name, on=first_month).window.of(first_month))

    @property
    def parts(self) -> tuple["Parts", ...]:
        """The window as whole years, whole months and single days, each once."""
        if self.first is None:
            return _up_to(self.last)
        return tuple(_between(self.first, self.last))


@dataclass(frozen=True)
class Parts:
    """Balances of one grain that begin from one day to another."""

    grain: str
    first: date | None
    last: date


def _up_to(last: date) -> tuple[Parts, ...]:
    if last == date(last.year, LAST_MONTH, 31):
        return (Parts("y", None, last),)
    begun = date(last.year, 1, 1)
    return (Parts("y", None, begun - A_DAY), *_between(begun, last))


def _between(first: date, last: date) -> list[Parts]:
    """The longest run of whole years, and what is left on both sides of it; the same of months."""
    return (
        _with_whole("y", first, last) or _with_whole("m", first, last) or [Parts("d", first, last)]
    )


def _with_whole(grain: str, first: date, last: date) -> list[Parts]:
    begin, end = _next_start(grain, first), _last_end(grain, last)
    if begin > end:
        return []
    before = _between(first, begin - A_DAY) if first < begin else []
    after = _between(end + A_DAY, last) if end < last else []
    return [*before, Parts(grain, begin, end), *after]


def _next_start(grain: str, day: date) -> date:
    """This day if a year or month begins on it, else the first day of the next one."""
    if grain == "y":
        return day if (day.month, day.day) == (1, 1) else date(day.year + 1, 1, 1)
    if day.day == 1:
        return day
    return _month_end(day.year, day.month) + A_DAY


def _last_end(grain: str, day: date) -> date:
    """This day if a year or month ends on it, else the last day of the one before."""
    following = day + A_DAY
    if grain == "y":
        return date(following.year, 1, 1) - A_DAY
    return following.replace(day=1) - A_DAY


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
