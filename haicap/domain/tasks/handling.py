"""Inside a unit: whom a task can be handed to, and what lies with whom."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from haicap.domain.organisations.models import Appointment, Kind, Unit
from haicap.domain.organisations.queries import above, in_force
from haicap.foundation.access import Actor

from .models import TaskQuerySet


def people_of(unit: Unit) -> QuerySet[Appointment]:
    """Who holds a position in the unit today; in a commune also in the bodies below it."""
    within = Q(position__unit=unit)
    if Kind.COMMUNE in {each.kind for each in (unit, *above(unit))}:
        within |= Q(position__unit__parent=unit) | Q(position__unit__parent__parent=unit)
    return (
        Appointment.objects.filter(in_force(timezone.localdate()), within)
        .exclude(position__kind="administrator")
        .select_related("position__unit", "user")
        .order_by("position__unit__sort_key", "position_id", "id")
    )


def in_my_hand(tasks: TaskQuerySet, actor: Actor) -> TaskQuerySet:
    """Those that were handed to this person, in whatever position."""
    if actor.user_id is None:
        return tasks.none()
    return tasks.filter(handler__user=actor.user_id)
