"""How a period is counted from a day: pure functions, no lookup; and what cannot be counted."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid
from haicap.foundation.statutes.spans import Period
from haicap.foundation.statutes.wording import plain_day

from .calendar import A_DAY, FIRST_DAY, LAST_DAY, Calendar

MONTHS = {"months": 1, "years": 12}


@dataclass(frozen=True, order=True)
class Pause:
    """The clock stands from `since` up to `until`, the day it runs again; None: still stands."""

    since: date
    until: date | None = None

    def stands_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Count:
    """A period counted out."""

    started_on: date
    """The day from which it runs, itself not counted."""
    counted_to: date
    """The last day counted, before it is moved off a day off."""
    due_on: date


def is_past_cutoff(moment: date | datetime, cutoff: time | None) -> bool:
    """Whether a receipt is so late in the day that it counts as the next working day's."""
    return isinstance(moment, datetime) and cutoff is not None and moment.time() > cutoff


def start_of(moment: date | datetime, cutoff: time | None, calendar: Calendar) -> date:
    """The day a receipt counts as; `moment` is on the clock of Việt Nam."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return calendar.after(day, 1) if is_past_cutoff(moment, cutoff) else day


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """The same pauses in order, those that touch or overlap as one."""
    joined: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.since):
        last = joined[-1] if joined else None
        if last and (last.until is None or pause.since <= last.until):
            ends = [last.until, pause.until]
            until = None if None in ends else max(end for end in ends if end)
            joined[-1] = Pause(last.since, until)
        else:
            joined.append(pause)
    return joined


def time_lost(pauses: Iterable[Pause], unit: str, calendar: Calendar) -> int:
    """Days of this unit in the closed pauses: from each first day up to the day of resuming.

    What Decision 766/QĐ-TTg subtracts for a supplement is this in calendar days.
    """
    closed = [(pause.since, pause.until) for pause in merged(pauses) if pause.until]
    if unit == "working_days":
        return sum(calendar.count(since, until) for since, until in closed)
    return sum((until - since).days for since, until in closed)


def reckon(
    period: Period, start: date, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> Count | None:
    """Count a period of days, months or years from a day; None while a pause stands open in it."""
    if period.is_before:
        day = _backwards(period, start, calendar)
        return Count(start, day, day)
    end = _end(period, start, calendar)
    for pause in merged(pauses):
        since = max(pause.since, start)
        if since > end or (pause.until and pause.until <= since):
            continue
        if pause.until is None:
            return None
        end = _moved(period, end, Pause(since, pause.until), calendar)
    return Count(start, end, calendar.following(end))


def _end(period: Period, start: date, calendar: Calendar) -> date:
    if period.unit == "working_days":
        return calendar.after(start, period.amount)
    if period.unit in MONTHS:
        return months_after(start, period.amount * MONTHS[period.unit])
    return start + period.amount * A_DAY


def _moved(period: Period, end: date, pause: Pause, calendar: Calendar) -> date:
    lost = time_lost([pause], period.unit, calendar)
    if period.unit == "working_days":
        return calendar.after(end, lost)
    return end + timedelta(days=lost)


def _backwards(period: Period, day: date, calendar: Calendar) -> date:
    if period.unit == "working_days":
        return calendar.before(day, period.amount)
    if period.unit in MONTHS:
        return months_after(day, -period.amount * MONTHS[period.unit])
    return day - period.amount * A_DAY


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day where it has none.

    Civil Code 91/2015/QH13, Article 148.
    """
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def out_of_reach(field: str, day: str) -> Invalid:
    about = {"day": day, "first": plain_day(FIRST_DAY), "last": plain_day(LAST_DAY)}
    words = _("%(day)s lies outside the days that can be counted, %(first)s to %(last)s.")
    return Invalid(field, words % about, day)


def ends_before_it_began(since: str, until: str) -> Invalid:
    words = _("The clock cannot run again on %(until)s: it stood only from %(since)s.")
    return Invalid("pauses", words % {"since": since, "until": until}, until)


def restarts_before_its_start(start: str, restarted: str) -> Invalid:
    words = _("The clock cannot be set back to zero on %(restarted)s, before %(start)s.")
    return Invalid("restarted", words % {"start": start, "restarted": restarted}, restarted)
