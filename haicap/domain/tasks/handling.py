"""Inside a unit: whom a task can be handed to, and what lies with whom."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import Appointment, Kind, Unit
from haicap.domain.organisations.queries import above, in_force, standing_of
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


WHOSE = {
    "": gettext_lazy("all"),
    "mine": gettext_lazy("My tasks"),
    "unit": gettext_lazy("My unit's tasks"),
}
NOBODY = -1


def whose_tasks(actor: Actor, whose: str) -> dict[str, Any]:
    """What a list is narrowed to: the tasks in this person's hand, or those of their units."""
    if whose == "mine":
        return {"handled_by": actor.user_id or NOBODY}
    if whose == "unit":
        return {"led_by": sorted(standing_of(actor).units)}
    return {}


def in_my_hand(tasks: TaskQuerySet, actor: Actor) -> TaskQuerySet:
    """Those that were handed to this person, in whatever position."""
    if actor.user_id is None:
        return tasks.none()
    return tasks.filter(handler__user=actor.user_id)
