"""A session from the plan to its end: planned, moved, held, concluded or cancelled."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.clashes import positions_invited, positions_of
from haicap.domain.meetings.models import Invitation, Participant, Rescheduling, Session
from haicap.domain.meetings.queries import require_open
from haicap.domain.meetings.rules import SESSION_FLOW, by_its_convening_side
from haicap.domain.organisations.models import Kind, Position, Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import advance

from .checks import DAY, check_communes, check_convener, when_and_where, words
from .inviting import accept_clashes, ask_anew, note_clashes, write_invitation


@transaction.atomic
def plan_session(
    *,
    actor: Actor,
    title: str,
    convened_by: Unit,
    communes: Sequence[Unit],
    held_on: date | None = None,
    part_of_day: str = "",
    begins_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    group: Unit | None = None,
    chair: Position | None = None,
    despite: str = "",
    effective_on: date | None = None,
) -> Session:
    """Plan a working session of a provincial body with one or more communes.

    A day that is not known yet stays None; whoever holds the position of the `chair` is invited.
    Who or what is wanted elsewhere at that time is refused as Invalid("despite"), unless a reason
    is given `despite` it. Raises Invalid naming the argument.
    """
    session = Session(
        title=words("title", title, 300),
        convened_by=convened_by,
        group=group,
        is_simulated=actor.is_simulated,
        **when_and_where(held_on, part_of_day, begins_at, ends_at, place),
    )
    _check_plan(session, communes, actor, effective_on)
    clashes = accept_clashes(session, communes, positions_of(chair), actor, despite)
    session.save()
    session.communes.set(communes)
    record(
        actor=actor,
        event="session.plan",
        subject=session,
        effective_on=effective_on,
        after=session.state,
        title=session.title,
        communes=[commune.key for commune in communes],
        **_day(held_on),
    )
    note_clashes(session, clashes, actor, despite)
    if chair:
        asked = Invitation(
            session=session, role=Participant.Role.CHAIR, position=chair, unit=chair.unit
        )
        write_invitation(asked, actor=actor, effective_on=effective_on)
    return session


def _check_plan(
    session: Session, communes: Sequence[Unit], actor: Actor, effective_on: date | None
) -> None:
    require(by_its_convening_side(actor, session))
    check_convener(session.convened_by)
    check_communes(communes, session.held_on or effective_on or timezone.localdate())
    if session.group and session.group.kind != Kind.WORKING_GROUP:
        reason = _("%(unit)s is no working group.") % {"unit": session.group}
        raise Invalid("group", reason, session.group)


@transaction.atomic
def reschedule_session(
    session: Session,
    *,
    actor: Actor,
    held_on: date | None,
    part_of_day: str = "",
    begins_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    reason: str = "",
    despite: str = "",
    effective_on: date | None = None,
) -> None:
    """Plan it for another day, time or place; None: the new day is not known yet.

    When it was to be before is kept, with the reason; it needs none where only what was not known
    is fixed. Who answered for the old time is asked anew. Clashes: see `plan_session`.
    """
    require_open("reschedule", actor=actor, session=session)
    day = held_on or timezone.localdate()
    new = when_and_where(held_on, part_of_day, begins_at, ends_at, place)
    old = {name: getattr(session, name) for name in new}
    why = words("reason", reason, 500, may_be_empty=session.held_on is None)
    communes = list(session.communes.all())
    check_communes(communes, day, field="held_on")
    plan = Session(pk=session.pk, **new)
    clashes = accept_clashes(plan, communes, positions_invited(session), actor, despite)
    details = {"reason": why} if why else {}
    advance(
        SESSION_FLOW,
        "reschedule",
        actor=actor,
        thing=session,
        effective_on=effective_on,
        changes=new,
        **_day(held_on),
        **{f"old_{name}": said for name, said in _day(old["held_on"]).items()},
        **details,
    )
    Rescheduling.objects.create(session=session, reason=why, is_simulated=actor.is_simulated, **old)
    note_clashes(session, clashes, actor, despite)
    if _is_other_time(old, new):
        ask_anew(session)


def _is_other_time(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return any(old[name] != new[name] for name in new if name != "place")


def hold_session(
    session: Session,
    *,
    actor: Actor,
    held_on: date | None = None,
    effective_on: date | None = None,
) -> None:
    """It took place: on `held_on`, else on the day it was planned for, if that is known."""
    day = held_on or session.held_on
    if held_on and held_on > timezone.localdate():
        raise Invalid("held_on", _("A day to come cannot be recorded as past."), held_on)
    if day:
        check_communes(list(session.communes.all()), day, field="held_on")
    advance(
        SESSION_FLOW,
        "hold",
        actor=actor,
        thing=session,
        effective_on=effective_on,
        changes={"held_on": day},
        **_day(day),
    )


def conclude_session(session: Session, *, actor: Actor, effective_on: date | None = None) -> None:
    """The chair has concluded; what was concluded is a record of its own."""
    advance(SESSION_FLOW, "conclude", actor=actor, thing=session, effective_on=effective_on)


def cancel_session(
    session: Session, *, actor: Actor, reason: str, effective_on: date | None = None
) -> None:
    """It will not take place; the reason stays in the journal."""
    why = words("reason", reason, 500)
    advance(
        SESSION_FLOW, "cancel", actor=actor, thing=session, effective_on=effective_on, reason=why
    )


def _day(day: date | None) -> dict[str, str]:
    """A day that is not known is left out of the sentence, not invented."""
    return {"day": day.strftime(DAY)} if day else {}
