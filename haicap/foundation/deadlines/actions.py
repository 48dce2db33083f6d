"""Everything that changes a deadline that is kept.

A room calls these inside its own action, after its own rule. Each takes the row's lock first:
two hands at once would else each find an extension left.
"""

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.statutes import find_statute
from haicap.foundation.statutes.wording import day_of, local_hour, plain_day
from haicap.foundation.workflow import MoveFailed, advance

from .deadline import compute, extend
from .models import Clock, ClockExtension, ClockPause
from .rules import CLOCK_FLOW, by_whoever_answers


@transaction.atomic
def start_clock(
    subject: models.Model,
    name: str,
    start: date | datetime,
    *,
    actor: Actor,
    effective_on: date | None = None,
) -> Clock:
    """Keep the deadline that the statute `name` sets for an event of this day or hour.

    Raises what `compute` raises, and MoveFailed where the same clock runs already.
    """
    day, hour = _parts(start)
    clock = Clock(
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        name=name,
        started_on=day,
        started_hour=hour,
        due_on=compute(name, start).due_on,
        is_simulated=actor.is_simulated,
    )
    require(by_whoever_answers(actor, clock))
    try:
        with transaction.atomic():
            clock.save()
    except IntegrityError as error:
        words = _("This clock runs already: %(title)s.") % {"title": _title(clock)}
        raise MoveFailed(words) from error
    record(
        actor=actor,
        event="clock.start",
        subject=clock,
        effective_on=effective_on,
        after=clock.state,
        **_told(clock),
    )
    return clock


@transaction.atomic
def pause_clock(
    clock: Clock,
    *,
    actor: Actor,
    reason: str,
    since: date | None = None,
    effective_on: date | None = None,
) -> Clock:
    """Let the clock stand from a day, today unless said, until it is resumed or restarted."""
    clock, day = _locked(clock, "pause", actor), since or timezone.localdate()
    _check_day("since", day, clock.restarted_on or clock.started_on)
    _check_reason(reason)
    ClockPause.objects.create(clock=clock, since=day, reason=reason)
    about = {"since": plain_day(day), "reason": reason}
    return _move(clock, "pause", actor=actor, effective_on=effective_on, **about)


@transaction.atomic
def resume_clock(
    clock: Clock,
    *,
    actor: Actor,
    until: date | None = None,
    effective_on: date | None = None,
) -> Clock:
    """Let the clock run again from a day, today unless said."""
    clock, day = _locked(clock, "resume", actor), until or timezone.localdate()
    standing = clock.pauses.get(until=None)
    _check_day("until", day, standing.since)
    standing.until = day
    standing.save(update_fields=["until"])
    return _move(clock, "resume", actor=actor, effective_on=effective_on, until=plain_day(day))


@transaction.atomic
def restart_clock(
    clock: Clock,
    *,
    actor: Actor,
    start: date | datetime | None = None,
    effective_on: date | None = None,
) -> Clock:
    """Set the clock back to zero at a day or hour, today unless said; a pause ends with it."""
    clock = _locked(clock, "restart", actor)
    day, hour = _parts(start or timezone.localdate())
    _check_day("start", day, clock.restarted_on or clock.started_on)
    for standing in clock.pauses.filter(until=None):
        standing.until = max(day, standing.since)
        standing.save(update_fields=["until"])
    clock.restarted_on, clock.restarted_hour = day, hour
    clock.save(update_fields=["restarted_on", "restarted_hour"])
    return _move(clock, "restart", actor=actor, effective_on=effective_on, day=plain_day(day))


@transaction.atomic
def extend_clock(
    clock: Clock,
    *,
    actor: Actor,
    reason: str,
    asked_on: date | None = None,
    until: date | None = None,
    effective_on: date | None = None,
) -> Clock:
    """Make the period longer, as often as its statute allows; the longer date holds at once.

    Raises Refused where the law gives no further extension, or none so late.
    """
    clock, day = _locked(clock, "extend", actor), asked_on or timezone.localdate()
    _check_day("asked_on", day, clock.started_on)
    _check_reason(reason)
    extend(clock.deadline, asked_on=day, until=until, reason=reason)
    number = clock.extensions.count() + 1
    ClockExtension.objects.create(
        clock=clock, number=number, asked_on=day, until=until, reason=reason
    )
    about = {"old": _day_or_none(clock.due_on), "reason": reason}
    return _move(clock, "extend", actor=actor, effective_on=effective_on, **about)


@transaction.atomic
def end_clock(
    clock: Clock,
    *,
    actor: Actor,
    day: date | None = None,
    effective_on: date | None = None,
) -> Clock:
    """What was due is done, or no longer to be done: nothing reaches this clock any more."""
    clock, day = _locked(clock, "end", actor), day or timezone.localdate()
    _check_day("day", day, clock.started_on)
    advance(
        CLOCK_FLOW,
        "end",
        actor=actor,
        thing=clock,
        effective_on=effective_on,
        changes={"ended_on": day},
        title=_title(clock),
        day=plain_day(day),
    )
    return clock


@transaction.atomic
def print_slip(clock: Clock, *, actor: Actor) -> date:
    """The due date for a slip that is given out; printed again, it is the date first promised."""
    clock = Clock.objects.select_for_update().get(pk=clock.pk)
    require(by_whoever_answers(actor, clock))
    if clock.printed_due_on:
        return clock.printed_due_on
    if clock.due_on is None or clock.state == Clock.State.ENDED:
        raise MoveFailed(_("There is no due date to give out now: %(title)s.") % _told(clock))
    clock.printed_on, clock.printed_due_on = timezone.localdate(), clock.due_on
    clock.save(update_fields=["printed_on", "printed_due_on"])
    record(actor=actor, event="clock.print", subject=clock, **_told(clock))
    return clock.due_on


def _move(
    clock: Clock, verb: str, *, actor: Actor, effective_on: date | None, **details: str
) -> Clock:
    """Make a move, with the date to which it leads."""
    due_on = clock.deadline.due_on
    advance(
        CLOCK_FLOW,
        verb,
        actor=actor,
        thing=clock,
        effective_on=effective_on,
        changes={"due_on": due_on},
        title=_title(clock),
        due=_day_or_none(due_on),
        **details,
    )
    return clock


def _locked(clock: Clock, verb: str, actor: Actor) -> Clock:
    """The clock as it stands now, and nobody else's until the transaction ends."""
    held = Clock.objects.select_for_update().get(pk=clock.pk)
    if held.state not in CLOCK_FLOW.moves[verb].from_states:
        # Refused before anything else is looked at, in the words of every other move.
        advance(CLOCK_FLOW, verb, actor=actor, thing=held)
    return held


def _told(clock: Clock) -> dict[str, Any]:
    return {"title": _title(clock), "due": _day_or_none(clock.due_on)}


def _title(clock: Clock) -> str:
    """In the language of the record: the journal keeps it."""
    return find_statute(clock.name).title.vi


def _day_or_none(day: date | None) -> str:
    return plain_day(day) if day else "…"


def _parts(moment: date | datetime) -> tuple[date, time | None]:
    day = day_of(moment)
    return day, local_hour(moment).time() if isinstance(moment, datetime) else None


def _check_day(field: str, day: date, earliest: date) -> None:
    if day < earliest:
        words = _("This cannot be before %(day)s.") % {"day": plain_day(earliest)}
        raise Invalid(field, words, plain_day(day))
    if day > timezone.localdate():
        raise Invalid(field, _("This day has not come yet."), plain_day(day))


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid("reason", _("Say why."), reason)
    most = ClockPause._meta.get_field("reason").max_length or 0
    if len(reason) > most:
        words = _("This is too long: at most %(most)d letters.") % {"most": most}
        raise Invalid("reason", words, reason)
