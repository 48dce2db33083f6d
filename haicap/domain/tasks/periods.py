"""Which period of a rhythm a day lies in, and when its product is due. Pure functions."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from haicap.foundation.deadlines import working_calendar
from haicap.foundation.statutes import statute

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
A_DAY = timedelta(days=1)
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Period:
    """Its first and last day, and the day on which what it is to bring is due."""

    first: date
    last: date
    due_on: date


def period_of(every: str, day: int | None, on: date) -> Period:
    """The period in which a day lies.

    Without a `day` of their own, periods are the windows of periodic reporting (a month is the
    15th of the one before to the 14th), due on the first working day after they are closed.
    """
    if every == "week":
        first = on - timedelta(days=on.weekday())
        return Period(first, first + 6 * A_DAY, first + ((day or 1) - 1) * A_DAY)
    if day is None:
        return _by_window(every, on)
    months = MONTHS[every]
    month = (on.month - 1) // months * months + 1
    first = date(on.year, month, 1)
    end = date(on.year, month + months - 1, 1)
    length = monthrange(end.year, end.month)[1]
    return Period(first, end.replace(day=length), end.replace(day=min(day, length)))


def _by_window(every: str, on: date) -> Period:
    months = MONTHS[every]
    for year in (on.year, on.year + 1):
        for month in range(1, 13, months):
            first_month = date(year, month, 1)
            window = statute(f"report.window.{every}", on=first_month).window
            first, last = window.of(first_month)
            if first <= on <= last:
                return Period(first, last, _due_after(last))
    raise RuntimeError(f"no window of {every} holds {on}")


def _due_after(last: date) -> date:
    """The statute says how much time there is at least between cut-off and sending."""
    least = statute("report.submission", on=last).period
    return working_calendar().after(last, max(1, least.amount))


def periods_until(every: str, day: int | None, since: date, today: date) -> Iterator[Period]:
    """Every period that has begun, from the one in which `since` lies."""
    on = since
    while on <= today:
        period = period_of(every, day, on)
        yield period
        on = period.last + A_DAY
