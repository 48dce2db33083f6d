"""When something is due by law: a statute applied to the day of its event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haicap.foundation.access import Invalid, Refusal, require
from haicap.foundation.statutes import Value, statute
from haicap.foundation.statutes.spans import Extension, Offset, Period
from haicap.foundation.statutes.wording import day_of, local_hour, plain_day

from .calendar import A_DAY, FIRST_DAY, LAST_DAY, Calendar, working_calendar
from .explanation import Step, explain
from .reckoning import (
    Count,
    Pause,
    ends_before_it_began,
    out_of_reach,
    reckon,
    restarts_before_its_start,
    start_of,
)


@dataclass(frozen=True)
class Postponement:
    """An extension that was granted: asked for on a day, to a new date or by what the law gives."""

    asked_on: date
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Deadline:
    """A due date that knows how it came about; `explain()` tells it in steps."""

    value: Value
    start: date | datetime
    """The day, or the hour on the clock of Việt Nam, of the triggering event."""
    calendar: Calendar
    restarted: date | datetime | None = None
    """When the clock was set back to zero, such as by the full dossier arriving."""
    pauses: tuple[Pause, ...] = ()
    postponements: tuple[Postponement, ...] = ()

    @property
    def cutoff(self) -> Value | None:
        """The hour after which a receipt counts as the next working day's."""
        content = self.value.content
        name = content.cutoff if isinstance(content, Period) else None
        return statute(name, on=day_of(self.start)) if name else None

    @property
    def extension(self) -> Value | None:
        """The rule on how often it may be extended; None: the law gives no extension."""
        content = self.value.content
        name = content.extension if isinstance(content, Period) else None
        return statute(name, on=day_of(self.start)) if name else None

    @cached_property
    def count(self) -> Count | None:
        """The period counted out, before any extension; None while the clock stands."""
        moment = self.start if self.restarted is None else self.restarted
        content = self.value.content
        if isinstance(content, Offset) or self.is_to_the_hour:
            day = self._hour.date() if self.is_to_the_hour else _shifted(content, moment)
            return Count(day_of(moment), day, day)
        cutoff = self.cutoff.hour.at if self.cutoff else None
        started_on = start_of(moment, cutoff, self.calendar)
        return reckon(self.value.period, started_on, self.calendar, self.running_pauses)

    @property
    def running_pauses(self) -> tuple[Pause, ...]:
        """The pauses that bear on the date: what came before a restart no longer does."""
        if self.restarted is None:
            return self.pauses
        first = day_of(self.restarted)
        return tuple(pause for pause in self.pauses if pause.since >= first)

    @cached_property
    def counted_to(self) -> date | None:
        """The last day counted, extensions included, before it is moved off a day off."""
        if self.count is None:
            return None
        counted = self.count.counted_to
        for postponement in self.postponements:
            by_days = self._by_days if postponement.until is None else 0
            counted = postponement.until or counted + timedelta(days=by_days)
        return counted

    @cached_property
    def due_on(self) -> date | None:
        """The last day; None while the clock stands."""
        if not self.postponements:
            return self.count.due_on if self.count else None
        given = self.postponements[-1].until
        return given or (self.calendar.following(self.counted_to) if self.counted_to else None)

    @property
    def due_at(self) -> datetime | None:
        """The instant it ends: 24:00 of the last day, or the exact hour of a period in hours."""
        if self.is_to_the_hour:
            return timezone.make_aware(self._hour)
        if self.due_on is None:
            return None
        return timezone.make_aware(datetime.combine(self.due_on + A_DAY, time.min))

    @property
    def is_stopped(self) -> bool:
        return self.due_on is None

    @property
    def is_to_the_hour(self) -> bool:
        content = self.value.content
        return isinstance(content, Period | Offset) and content.unit == "hours"

    @property
    def otherwise_due_on(self) -> date | None:
        """The last day if the unverified corrections of the calendar held; None: the same."""
        other = replace(self, calendar=working_calendar(with_unverified=True)).due_on
        return other if other != self.due_on else None

    def days_left(self, on: date) -> int | None:
        """Working days after `on` up to the last day; negative once it has passed."""
        if self.due_on is None:
            return None
        if self.due_on < on:
            return -self.calendar.count(self.due_on + A_DAY, on + A_DAY)
        return self.calendar.count(on + A_DAY, self.due_on + A_DAY)

    def explain(self) -> list[Step]:
        """The steps that lead to the date, in the reader's language."""
        return explain(self)

    @property
    def _hour(self) -> datetime:
        moment = self.start if self.restarted is None else self.restarted
        content = self.value.content
        if not isinstance(moment, datetime) or not isinstance(content, Period | Offset):
            raise TypeError("a period in hours runs from an hour")
        backwards = isinstance(content, Period) and content.is_before
        return moment + timedelta(hours=-content.amount if backwards else content.amount)

    @property
    def _by_days(self) -> int:
        return (self.extension.extension.by_days or 0) if self.extension else 0


def _shifted(content: object, moment: date | datetime) -> date:
    if not isinstance(content, Offset):
        raise TypeError(f"{content!r} is no offset")
    return day_of(moment) + timedelta(days=content.amount)


def compute(
    name: str,
    start: date | datetime,
    *,
    restarted: date | datetime | None = None,
    pauses: Sequence[Pause] = (),
    postponements: Sequence[Postponement] = (),
    calendar: Calendar | None = None,
) -> Deadline:
    """The deadline that the statute `name` sets for an event of this day or hour.

    The law of the day of the event holds, later restarts included. Raises UnknownStatute,
    NoValue, or Invalid when the statute is no period or needs an hour.
    """
    value = statute(name, on=day_of(start))
    if not isinstance(value.content, Period | Offset):
        words = _("“%(name)s” is not a period: nothing can be counted by it.") % {"name": name}
        raise Invalid("name", words, name)
    deadline = Deadline(
        value,
        _on_our_clock(start),
        calendar or working_calendar(),
        None if restarted is None else _on_our_clock(restarted),
        tuple(pauses),
        tuple(postponements),
    )
    _check(deadline)
    return deadline


def _check(deadline: Deadline) -> None:
    """Raise Invalid for what nobody can count by, at whatever door it came in."""
    for field, moment in _moments_of(deadline):
        if not FIRST_DAY <= day_of(moment) <= LAST_DAY:
            raise out_of_reach(field, plain_day(day_of(moment)))
        if field in ("start", "restarted") and deadline.is_to_the_hour:
            _check_hour(field, moment)
    for pause in deadline.pauses:
        if pause.until and pause.until < pause.since:
            raise ends_before_it_began(plain_day(pause.since), plain_day(pause.until))
    start, restarted = deadline.start, deadline.restarted
    if restarted is not None and day_of(restarted) < day_of(start):
        raise restarts_before_its_start(plain_day(day_of(start)), plain_day(day_of(restarted)))


def _moments_of(deadline: Deadline) -> Iterator[tuple[str, date | datetime]]:
    """Every moment that was given, with the name of its field."""
    yield "start", deadline.start
    if deadline.restarted is not None:
        yield "restarted", deadline.restarted
    for pause in deadline.pauses:
        yield "pauses", pause.since
        if pause.until:
            yield "pauses", pause.until
    for postponement in deadline.postponements:
        if postponement.until:
            yield "until", postponement.until


def _check_hour(field: str, moment: date | datetime) -> None:
    if not isinstance(moment, datetime):
        words = _("This period runs in hours: give the hour too.")
        raise Invalid(field, words, plain_day(moment))


def _on_our_clock(moment: date | datetime) -> date | datetime:
    return local_hour(moment) if isinstance(moment, datetime) else moment


def extendable(deadline: Deadline, asked_on: date) -> Refusal | None:
    """Whether one more extension may be asked for on this day."""
    title = {"title": deadline.value.title}
    rule: Extension | None = deadline.extension.extension if deadline.extension else None
    if rule is None:
        return Refusal(_("The law gives no extension: %(title)s.") % title)
    if len(deadline.postponements) >= rule.times:
        words = ngettext(
            "It may be extended %(times)d time only, and has been: %(title)s.",
            "It may be extended %(times)d times only, and has been: %(title)s.",
            rule.times,
        )
        return Refusal(words % {**title, "times": rule.times})
    if deadline.due_on is None:
        return Refusal(_("The clock stands, so there is no date to extend: %(title)s.") % title)
    last = deadline.due_on - timedelta(days=rule.notice_days)
    if asked_on > last:
        words = _("Too late to extend: it had to be told by %(day)s.")
        return Refusal(words % {"day": plain_day(last)})
    return None


def extend(
    deadline: Deadline, *, asked_on: date, until: date | None = None, reason: str = ""
) -> Deadline:
    """The same deadline with one extension more; without `until`, by what the law gives.

    Raises Refused when the law gives no further one, Invalid when the new date is no later.
    """
    require(extendable(deadline, asked_on))
    postponement = Postponement(asked_on, until, reason)
    longer = replace(deadline, postponements=(*deadline.postponements, postponement))
    if deadline.due_on and longer.due_on and longer.due_on <= deadline.due_on:
        words = _("The new date must be later than %(day)s.")
        raise Invalid("until", words % {"day": plain_day(deadline.due_on)}, until)
    return longer
