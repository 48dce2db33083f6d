"""Who acts for a unit today: whose turn it is, where it is the unit's turn."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from haicap.domain.organisations.models import Appointment, Deputising, Kind, Unit
from haicap.domain.organisations.standing import ADMINISTERING, in_force
from haicap.foundation.accounts.models import User

HEIGHT = 3  # an office, its body, the commune; and none between


def people_acting_for(units: Iterable[int], kinds: Collection[str] = ()) -> frozenset[int]:
    """Accounts that act in one of these units today, by an own position or in another's place.

    Of these kinds of position, where any are named. Who works in a body of a commune acts for
    the commune; who only administers a unit does not act for it.
    """
    within = _acting_for(units)
    today = timezone.localdate()
    appointments = Appointment.objects.filter(in_force(today), position__unit__in=within)
    appointments = appointments.exclude(position__kind__in=ADMINISTERING)
    if kinds:
        appointments = appointments.filter(position__kind__in=kinds)
    return _holding(appointments)


def people_in_position(position: int) -> frozenset[int]:
    """Who holds this position today, or acts in the holder's place."""
    return _holding(Appointment.objects.filter(in_force(timezone.localdate()), position=position))


def _holding(appointments: QuerySet[Appointment]) -> frozenset[int]:
    today = timezone.localdate()
    own = appointments.filter(user__isnull=False).values_list("user_id", flat=True)
    deputies = Deputising.objects.filter(in_force(today), appointment__in=appointments)
    return frozenset([*filter(None, own), *deputies.values_list("deputy_id", flat=True)])


def people_on_the_side_of(units: Iterable[int]) -> frozenset[int]:
    """Those who act for these units, or in the office that serves them and keeps their papers."""
    named = list(units)
    offices = Unit.objects.filter(pk__in=named, office__isnull=False)
    served_by = offices.values_list("office_id", flat=True)
    return people_acting_for([*named, *filter(None, served_by)])


def people_in_positions() -> QuerySet[User]:
    """Accounts that hold a position today in which there is work to do, or act in one."""
    holding = Appointment.objects.filter(in_force(timezone.localdate()), user__isnull=False)
    working = holding.exclude(position__kind__in=ADMINISTERING)
    return User.objects.filter(pk__in=working.values("user"))


def _acting_for(units: Iterable[int]) -> list[int]:
    """The units themselves and, in a commune, whatever lies below them."""
    named = list(units)
    inside, below = Q(kind=Kind.COMMUNE), Q(pk__in=named)
    for height in range(1, HEIGHT + 1):
        way = "__".join(["parent"] * height)
        inside |= Q(**{f"{way}__kind": Kind.COMMUNE})
        below |= Q(**{f"{way}__in": named})
    lying_below = Unit.objects.filter(below).filter(inside).values_list("pk", flat=True)
    return [*named, *lying_below]
