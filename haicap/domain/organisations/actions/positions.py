"""Who holds which position, from which day to which?"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Appointment, Position, PositionKind, Unit
from haicap.domain.organisations.rules import by_who_appoints
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
    person_name: str = "",
    user: User | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    is_simulated: bool = False,
) -> Appointment:
    """Give a position in a unit to a named person, an account, or both; make it if it is new.

    The same appointment again changes nothing. Raises Refused, or Invalid for a title that
    another kind of position bears.
    """
    require(by_who_appoints(actor, unit, kind))
    _refuse_oneself(actor, user)
    _check(kind, title, person_name, user, from_on, until_on)
    position, _is_new = Position.objects.get_or_create(
        unit=unit, title=title, defaults={"kind": kind}
    )
    if position.kind != kind:
        raise Invalid("kind", _("This title belongs to another kind of position here."), kind)
    same = {"position": position, "person_name": person_name, "user": user, "from_on": from_on}
    if held := Appointment.objects.filter(**same).first():
        return held
    appointment = Appointment.objects.create(
        **same, until_on=until_on, is_simulated=is_simulated or actor.is_simulated
    )
    _tell(appointment, actor, "position.appoint", from_on)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, actor: Actor, on: date) -> None:
    """From this day on the person no longer holds the position. Raises Invalid, Refused."""
    require(by_who_appoints(actor, appointment.position.unit, appointment.position.kind))
    if appointment.from_on and on <= appointment.from_on:
        raise Invalid("on", _("An appointment cannot end before it begins."), on)
    if appointment.until_on and appointment.until_on <= on:
        raise Invalid("on", _("This appointment has ended already."), on)
    appointment.until_on = on
    appointment.save(update_fields=["until_on"])
    _tell(appointment, actor, "position.end", on)


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


def _tell(appointment: Appointment, actor: Actor, event: str, on: date | None) -> None:
    position = appointment.position
    record(
        actor=actor,
        event=event,
        subject=appointment,
        effective_on=effective_day(actor, on),
        person=appointment.person_name or str(appointment.user),
        position=f"{position.title}, {position.unit.full_name}",
        on=on.isoformat() if on else None,
    )
