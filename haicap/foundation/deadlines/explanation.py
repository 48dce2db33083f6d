"""Why is it due on this day? The steps of a deadline in words, with the legal basis of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from haicap.foundation.statutes import Value, statute
from haicap.foundation.statutes.spans import Offset, amount_in_words
from haicap.foundation.statutes.wording import day_in_words, day_of, plain_day

from .calendar import A_DAY
from .reckoning import Pause, is_past_cutoff, merged, start_of, time_lost

if TYPE_CHECKING:
    from .deadline import Deadline

DAYS_LISTED = 15
"""More days than this are told as a span."""


@dataclass(frozen=True)
class Step:
    """One step towards a due date; `basis` is the act it rests on, if it has one of its own."""

    text: str
    basis: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.basis})" if self.basis else self.text


def explain(deadline: "Deadline") -> list[Step]:
    """The numbered steps, in the reader's language; the last ones name basis and doubts."""
    steps = [*_beginning(deadline)]
    if deadline.is_to_the_hour:
        steps.append(_hours(deadline))
    elif isinstance(deadline.value.content, Offset):
        steps.append(_offset(deadline))
    elif deadline.value.period.is_before:
        steps.append(_backwards(deadline))
    else:
        steps += _counting(deadline)
    return [*steps, *_basis(deadline)]


def _beginning(deadline: "Deadline") -> Iterator[Step]:
    yield _event(deadline, _trigger(deadline), deadline.start)
    if deadline.restarted is not None:
        words = _("The clock is set back to zero on %(day)s.")
        basis = _basis_of(deadline, getattr(deadline.value.content, "restart", None))
        yield Step(words % {"day": day_in_words(day_of(deadline.restarted))}, basis)


def _trigger(deadline: "Deadline") -> str:
    content = deadline.value.content
    if isinstance(content, Offset):
        base = str(content.base)
        return base[:1].upper() + base[1:]
    return str(deadline.value.trigger or deadline.value.title)


def _event(deadline: "Deadline", trigger: str, moment: date | datetime) -> Step:
    about = {"event": trigger, "day": day_in_words(day_of(moment))}
    if deadline.is_to_the_hour:
        hour = f"{moment:%H:%M}"
        return Step(_("%(event)s: %(day)s at %(hour)s.") % {**about, "hour": hour})
    cutoff = deadline.cutoff
    if cutoff and is_past_cutoff(moment, cutoff.hour.at):
        counted = start_of(moment, cutoff.hour.at, deadline.calendar)
        about |= {"hour": f"{moment:%H:%M}", "cutoff": str(cutoff), "next": day_in_words(counted)}
        words = _("%(event)s: %(day)s at %(hour)s, after %(cutoff)s, so it counts as %(next)s.")
        return Step(words % about, str(cutoff.basis))
    if not _leaves_out_start(deadline):
        return Step(_("%(event)s: %(day)s.") % about)
    return Step(_("%(event)s: %(day)s; this day is not counted.") % about)


def _leaves_out_start(deadline: "Deadline") -> bool:
    if isinstance(deadline.value.content, Offset):
        return False
    period = deadline.value.period
    return period.amount > 0 and not period.is_before


def _basis_of(deadline: "Deadline", name: str | None) -> str:
    return str(statute(name, on=day_of(deadline.start)).basis) if name else ""


def _hours(deadline: "Deadline") -> Step:
    words = str(deadline.value.content)
    about = {
        "period": words[:1].upper() + words[1:],
        "hour": f"{deadline.due_at:%H:%M}",
        "day": day_in_words(_due(deadline)),
    }
    return Step(_("%(period)s: %(hour)s on %(day)s.") % about)


def _offset(deadline: "Deadline") -> Step:
    offset = deadline.value.offset
    about = {"offset": offset, "day": day_in_words(_due(deadline))}
    if deadline.calendar.is_working(_due(deadline)):
        return Step(_("%(offset)s: %(day)s.") % about)
    words = _("%(offset)s: %(day)s, a day off; this date is not moved.")
    return Step(words % about, _basis_of(deadline, offset.unmoved))


def _backwards(deadline: "Deadline") -> Step:
    period = deadline.value.period
    amount = amount_in_words(period.amount, period.unit)
    words = _("Counted back %(period)s: %(day)s at the latest.")
    return Step(words % {"period": amount, "day": day_in_words(_due(deadline))})


def _counting(deadline: "Deadline") -> Iterator[Step]:
    pauses = merged(deadline.running_pauses)
    for pause in pauses:
        yield _pause(deadline, pause)
    if deadline.count is None:
        yield Step(_("While the clock stands there is no due date."))
        return
    yield _counted(deadline, deadline.count.started_on, deadline.count.counted_to, pauses)
    yield from _odd_days(deadline, deadline.count.started_on, deadline.count.due_on)
    yield from _last_day(deadline, deadline.count.counted_to, deadline.count.due_on)
    for number, postponement in enumerate(deadline.postponements, 1):
        yield _postponed(deadline, number, postponement.asked_on, postponement.until)
    if deadline.postponements and deadline.counted_to:
        yield from _last_day(deadline, deadline.counted_to, _due(deadline))


def _counted(deadline: "Deadline", start: date, end: date, pauses: Sequence[Pause]) -> Step:
    period = deadline.value.period
    about = {"period": amount_in_words(period.amount, period.unit), "last": plain_day(end)}
    if period.amount == 0:
        return Step(_("To be done the same day."))
    if period.unit == "working_days" and period.amount <= DAYS_LISTED:
        days = _running_days(deadline, start, end, pauses)[-period.amount :]
        return Step(_("%(period)s: %(days)s.") % {**about, "days": _listed(days)})
    first = start + A_DAY
    if period.unit == "working_days":
        first = deadline.calendar.following(first)
    return Step(_("%(period)s: from %(first)s to %(last)s.") % {**about, "first": plain_day(first)})


def _running_days(
    deadline: "Deadline", start: date, end: date, pauses: Sequence[Pause]
) -> list[date]:
    span = (start + timedelta(days=place) for place in range(1, (end - start).days + 1))
    return [
        day
        for day in span
        if deadline.calendar.is_working(day) and not any(pause.stands_on(day) for pause in pauses)
    ]


def _listed(days: Sequence[date]) -> str:
    """`29, 30/6, 1, 2/7`."""
    months = groupby(days, key=lambda day: (day.year, day.month))
    return ", ".join(
        ", ".join(str(day.day) for day in month) + f"/{number}" for (_year, number), month in months
    )


def _pause(deadline: "Deadline", pause: Pause) -> Step:
    if pause.until is None:
        words = _("The clock stands since %(since)s.")
        return Step(words % {"since": plain_day(pause.since)})
    unit = deadline.value.period.unit
    unit = unit if unit == "working_days" else "calendar_days"
    about = {
        "since": plain_day(pause.since),
        "until": plain_day(pause.until),
        "lost": amount_in_words(time_lost([pause], unit, deadline.calendar), unit),
    }
    words = _("The clock stood from %(since)s and ran again on %(until)s: %(lost)s later.")
    return Step(words % about)


def _odd_days(deadline: "Deadline", start: date, end: date) -> Iterator[Step]:
    """Holidays passed over and weekend days that are worked, between start and end."""
    if deadline.value.period.unit != "working_days":
        return
    span = [start + timedelta(days=place) for place in range(1, (end - start).days + 1)]
    named = [(day, deadline.calendar.holiday(day)) for day in span if day.weekday() < 5]
    held = [(day, str(name)) for day, name in named if name]
    if held:
        parts = [
            f"{_listed([day for day, _name in group])} {name}"
            for name, group in groupby(held, key=lambda pair: pair[1])
        ]
        yield Step(_("Holidays not counted: %(days)s.") % {"days": "; ".join(parts)})
    worked = [day for day in span if day.weekday() >= 5 and deadline.calendar.is_working(day)]
    if worked:
        days = ", ".join(day_in_words(day) for day in worked)
        yield Step(_("Worked although at a weekend: %(days)s.") % {"days": days})


def _last_day(deadline: "Deadline", counted_to: date, due_on: date) -> Iterator[Step]:
    if counted_to == due_on:
        return
    about = {"last": day_in_words(counted_to), "due": day_in_words(due_on)}
    words = _("The last day, %(last)s, is a day off: the period ends on %(due)s.")
    rule = statute("counting.last_day", on=day_of(deadline.start))
    yield Step(words % about, _with_doubt(rule))


def _postponed(deadline: "Deadline", number: int, asked_on: date, until: date | None) -> Step:
    rule = deadline.extension
    about = {"number": number, "asked": plain_day(asked_on)}
    basis = str(rule.basis) if rule else ""
    if until:
        words = _("Extension %(number)d, told on %(asked)s: to %(until)s.")
        return Step(words % {**about, "until": day_in_words(until)}, basis)
    days = (rule.extension.by_days or 0) if rule else 0
    words = _("Extension %(number)d, told on %(asked)s: %(period)s more.")
    return Step(words % {**about, "period": amount_in_words(days, "calendar_days")}, basis)


def _basis(deadline: "Deadline") -> Iterator[Step]:
    yield Step(_("Basis: %(basis)s.") % {"basis": _with_doubt(deadline.value)})
    announced = deadline.calendar.last_announced_year
    is_offset = isinstance(deadline.value.content, Offset)
    if announced and deadline.due_on and deadline.due_on.year > announced and not is_offset:
        words = _("The holidays of %(year)d are a forecast: they are not announced yet.")
        yield Step(words % {"year": deadline.due_on.year})
    if deadline.calendar.with_unverified:
        yield Step(_("Corrections of the calendar that are not verified are counted too."))
    other = deadline.otherwise_due_on
    if other:
        words = _("With calendar corrections that are not verified yet it would be %(day)s.")
        yield Step(words % {"day": day_in_words(other)})


def _with_doubt(value: Value) -> str:
    if not value.is_unverified:
        return str(value.basis)
    return _("%(basis)s, not verified") % {"basis": value.basis}


def _due(deadline: "Deadline") -> date:
    if deadline.due_on is None:
        raise ValueError("the clock stands")
    return deadline.due_on
