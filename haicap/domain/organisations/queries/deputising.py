"""Reads about deputising: who acts in whose place, and whom one may entrust."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Appointment, Deputising, Unit
from haicap.domain.organisations.people import units_within
from haicap.domain.organisations.rules import (
    by_who_ends_deputising,
    by_who_entrusts,
    reaches_down,
)
from haicap.domain.organisations.standing import ADMINISTERING, office_of, standing_of
from haicap.foundation.access import Actor, Invalid, Refusal, require
from haicap.foundation.accounts.models import User

from .people import appointment_seen_by


def deputisings_seen_by(actor: Actor) -> QuerySet[Deputising]:
    """All, for who holds a position: whoever gets a paper must know who signs it for whom.

    Others see those of their own and of the units they administer.
    """
    found = Deputising.objects.select_related(
        "deputy", "appointment__user", "appointment__position__unit__parent__parent__parent"
    )
    if actor.is_house or standing_of(actor).units:
        return found
    seen = Q(deputy_id=actor.user_id) | Q(appointment__user_id=actor.user_id)
    for unit in Unit.objects.filter(pk__in=standing_of(actor).administered):
        units = units_within(unit) if reaches_down(unit) else [unit]
        seen |= Q(appointment__position__unit__in=units)
    return found.filter(seen)


def deputisings_found(
    seen: QuerySet[Deputising], *, unit: Unit | None = None, ended: bool = False
) -> QuerySet[Deputising]:
    """Narrowed to the positions of a unit, and to those that hold or are to come."""
    if unit is not None:
        seen = seen.filter(appointment__position__unit=unit)
    return seen if ended else seen.filter(until_on__gt=timezone.localdate())


def deputies_in(unit: Unit, actor: Actor) -> QuerySet[Deputising]:
    """Who acts in whose place in a unit today, or is going to."""
    lasting = Q(appointment__until_on=None) | Q(appointment__until_on__gt=timezone.localdate())
    found = deputisings_found(deputisings_seen_by(actor), unit=unit).filter(lasting)
    return found.filter(until_on__gt=F("from_on")).order_by("from_on", "id")


def deputisings_concerning(actor: Actor) -> QuerySet[Deputising]:
    """In whose place the actor acts, and who acts in the actor's; also what is over."""
    own = Q(deputy_id=actor.user_id) | Q(appointment__user_id=actor.user_id)
    return deputisings_seen_by(actor).filter(own).order_by("-from_on", "-id")


def positions_held_by(actor: Actor) -> QuerySet[Appointment]:
    """What the actor holds today or will hold; what has ended is left out."""
    held = Appointment.objects.filter(user_id=actor.user_id) if actor.user_id else _none()
    lasting = Q(until_on=None) | Q(until_on__gt=timezone.localdate())
    return held.filter(lasting).select_related("position__unit__parent__parent__parent", "user")


def _none() -> QuerySet[Appointment]:
    return Appointment.objects.none()


def appointment_to_entrust(actor: Actor, pk: int) -> QuerySet[Appointment]:
    """The appointment of this number: the actor's own, or one whose unit's people they see."""
    own = positions_held_by(actor).filter(pk=pk)
    return own if own.exists() else appointment_seen_by(actor, pk)


def possible_deputies(appointment: Appointment) -> QuerySet[User]:
    """Who works beside the holder, or is going to: in the unit or in its office."""
    unit = appointment.position.unit
    working = Appointment.objects.filter(
        Q(until_on=None) | Q(until_on__gt=timezone.localdate()),
        position__unit__in=[unit.pk, office_of(unit) or unit.pk],
    ).exclude(position__kind__in=ADMINISTERING)
    others = User.objects.filter(appointments__in=working, is_active=True)
    return others.exclude(pk=appointment.user_id or 0).distinct().order_by("name", "username")


def possible_deputy(appointment: Appointment, username: str) -> User:
    """The one of them whom somebody named. Raises Invalid."""
    found = possible_deputies(appointment).filter(username=username).first()
    if found is None:
        words = _("Nobody of this user name works in the unit or in its office.")
        raise Invalid("deputy", words, username)
    return found


def why_not_entrust(actor: Actor, appointment: Appointment) -> Refusal | None:
    return by_who_entrusts(actor, appointment)


def require_entrusting(actor: Actor, appointment: Appointment) -> None:
    """Raises Refused for who may not entrust this position."""
    require(by_who_entrusts(actor, appointment))


def why_not_end_deputising(actor: Actor, deputising: Deputising) -> Refusal | None:
    return by_who_ends_deputising(actor, deputising)
