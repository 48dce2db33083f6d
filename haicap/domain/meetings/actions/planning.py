"""A session from the plan to its end: planned, moved, held, concluded or cancelled."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Session
from haicap.domain.meetings.rules import SESSION_FLOW, by_its_convening_side
from haicap.domain.organisations.models import Kind, Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import advance

from .checks import DAY, check_communes, check_convener, known_part, words


@transaction.atomic
def plan_session(
    *,
    actor: Actor,
    title: str,
    convened_by: Unit,
    communes: Sequence[Unit],
    held_on: date | None = None,
    part_of_day: str = "",
    place: str = "",
    group: Unit | None = None,
    effective_on: date | None = None,
) -> Session:
    """Plan a working session of a provincial body with one or more communes.

    A day that is not known yet stays None. Raises Invalid naming the argument.
    """
    session = Session(
        title=words("title", title, 300),
        convened_by=convened_by,
        held_on=held_on,
        part_of_day=known_part(part_of_day),
        place=words("place", place, 300, may_be_empty=True),
        group=group,
        is_simulated=actor.is_simulated,
    )
    require(by_its_convening_side(actor, session))
    check_convener(convened_by)
    check_communes(communes, held_on or effective_on or timezone.localdate())
    if group and group.kind != Kind.WORKING_GROUP:
        raise Invalid("group", _("%(unit)s is no working group.") % {"unit": group}, group)
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
    return session


def reschedule_session(
    session: Session,
    *,
    actor: Actor,
    held_on: date | None,
    part_of_day: str = "",
    place: str = "",
    effective_on: date | None = None,
) -> None:
    """Plan it for another day and place; None: the new day is not known yet."""
    day = held_on or timezone.localdate()
    check_communes(list(session.communes.all()), day, field="held_on")
    advance(
        SESSION_FLOW,
        "reschedule",
        actor=actor,
        thing=session,
        effective_on=effective_on,
        changes={
            "held_on": held_on,
            "part_of_day": known_part(part_of_day),
            "place": words("place", place, 300, may_be_empty=True),
        },
        **_day(held_on),
    )


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
