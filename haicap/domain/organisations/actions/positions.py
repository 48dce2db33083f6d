"""Who holds which position, from which day to which?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import Acting, Appointment, Position, PositionKind, Unit
from haicap.domain.organisations.rules import by_who_appoints
from haicap.domain.organisations.turnover import why_a_successor
from haicap.foundation.access import Actor, Invalid, Refusal, Refused, require
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.writing import record

from .units import effective_day


@transaction.atomic
def appoint(
    unit: Unit,
    *,
    actor: Actor,
    kind: str,
    title: str,
    acting: str = "",
    person_name: str = "",
    user: User | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    is_simulated: bool = False,
) -> Appointment:
    """Give a position in a unit to a named person, an account, or both; make it if it is new.

    `acting` where a head's position is held until somebody is appointed for good. The same
    appointment again changes nothing. Raises Refused, or Invalid for a title that another kind
    of position bears.
    """
    require(by_who_appoints(actor, unit, kind))
    _refuse_oneself(actor, user)
    _check(kind, title, person_name, user, from_on, until_on)
    _check_acting(acting, kind)
    position, _is_new = Position.objects.get_or_create(
        unit=unit, title=title, defaults={"kind": kind}
    )
    if position.kind != kind:
        raise Invalid("kind", _("This title belongs to another kind of position here."), kind)
    same = {"position": position, "person_name": person_name, "user": user, "from_on": from_on}
    same["acting"] = acting
    if held := Appointment.objects.filter(**same).first():
        return held
    appointment = Appointment.objects.create(
        **same, until_on=until_on, is_simulated=is_simulated or actor.is_simulated
    )
    _tell(appointment, actor, "position.appoint", from_on)
    return appointment


WORK_TO_SUCCESSOR, WORK_TO_UNIT = "successor", "unit"
WORK: Mapping[str, Promise] = {
    WORK_TO_SUCCESSOR: gettext_lazy("the successor takes it up"),
    WORK_TO_UNIT: gettext_lazy("it goes back to the unit"),
}


@dataclass(frozen=True)
class Successor:
    """Who holds a position next: an account, a person who is only named, or both."""

    user: User | None = None
    person_name: str = ""
    acting: str = ""


@transaction.atomic
def end_appointment(
    appointment: Appointment,
    *,
    actor: Actor,
    on: date,
    successor: Successor | None = None,
    vacant_because: str = "",
    work: str = WORK_TO_SUCCESSOR,
) -> Appointment | None:
    """From this day on the person no longer holds the position; the successor does, if named.

    Where the unit would be left without anybody to sign, or to work on what is open, a successor
    or the reason why the position stays vacant must be said. What lies in the person's hand goes
    to the successor, or back to the unit where `work` says so or nobody follows: the rooms of the
    work see to it when the day has come. Returns the successor's appointment.
    Raises Invalid, Refused.
    """
    position = appointment.position
    require(by_who_appoints(actor, position.unit, position.kind))
    # One after the other: of two who end it at once, the second finds it ended.
    locked = Appointment.objects.select_for_update()
    appointment.refresh_from_db(fields=["until_on"], from_queryset=locked)
    _check_end(appointment, on)
    vacant_because = vacant_because.strip()
    if work not in WORK:
        raise Invalid("work", _("There is no such way for the work to go."), work)
    _check_succession(appointment, on, successor, vacant_because)
    next_one = _appoint_next(position, successor, actor=actor, on=on) if successor else None
    appointment.until_on = on
    appointment.work_to = next_one if work == WORK_TO_SUCCESSOR else None
    appointment.save(update_fields=["until_on", "work_to"])
    if next_one:
        _tell(appointment, actor, "position.hand_over", on, successor=next_one.person)
    elif vacant_because:
        _tell(appointment, actor, "position.leave_vacant", on, vacant_because=vacant_because)
    else:
        _tell(appointment, actor, "position.end", on)
    return next_one


def _appoint_next(
    position: Position, successor: Successor, *, actor: Actor, on: date
) -> Appointment:
    return appoint(
        position.unit,
        actor=actor,
        kind=position.kind,
        title=position.title,
        acting=successor.acting,
        person_name=successor.person_name,
        user=successor.user,
        from_on=on,
    )


def _check_end(appointment: Appointment, on: date) -> None:
    if appointment.from_on and on <= appointment.from_on:
        raise Invalid("on", _("An appointment cannot end before it begins."), on)
    if appointment.until_on and appointment.until_on <= on:
        raise Invalid("on", _("This appointment has ended already."), on)


def _check_succession(
    appointment: Appointment, on: date, successor: Successor | None, vacant_because: str
) -> None:
    if successor is None:
        if not vacant_because and (why := why_a_successor(appointment, on)):
            raise Invalid("successor", why)
        return
    if vacant_because:
        reason = _("A position that somebody follows in is not left vacant.")
        raise Invalid("vacant_because", reason, vacant_because)
    is_the_same = successor.user is not None and successor.user.pk == appointment.user_id
    if is_the_same and successor.acting == appointment.acting:
        reason = _("Nobody follows themselves: leave the appointment as it is.")
        raise Invalid("successor", reason, str(successor.user))


def _check_acting(acting: str, kind: str) -> None:
    if acting and acting not in Acting.values:
        raise Invalid("acting", _("There is no such way of acting."), acting)
    if acting and kind != PositionKind.HEAD:
        raise Invalid("acting", _("Only the position of a head is held acting."), acting)


def _refuse_oneself(actor: Actor, user: User | None) -> None:
    if user is not None and user.pk == actor.user_id:
        raise Refused(Refusal(_("Nobody gives a position to themselves.")))


def _check(
    kind: str,
    title: str,
    person_name: str,
    user: User | None,
    from_on: date | None,
    until_on: date | None,
) -> None:
    if kind not in PositionKind.values:
        raise Invalid("kind", _("There is no such kind of position."), kind)
    if not title.strip():
        raise Invalid("title", _("A position needs a title."), title)
    if not person_name and user is None:
        raise Invalid("person_name", _("Name a person or an account."), person_name)
    if from_on and until_on and until_on <= from_on:
        raise Invalid("until_on", _("An appointment cannot end before it begins."), until_on)


def _tell(appointment: Appointment, actor: Actor, event: str, on: date | None, **more: str) -> None:
    record(
        actor=actor,
        event=event,
        subject=appointment,
        effective_on=effective_day(actor, on),
        person=appointment.person,
        position=f"{appointment.title}, {appointment.position.unit.full_name}",
        on=on.isoformat() if on else None,
        **more,
    )
