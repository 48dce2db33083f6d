"""Who may have the calendar of a person or a unit read at a secret address?"""

from django.utils.translation import gettext as _

from haicap.domain.organisations.queries import standing_of
from haicap.foundation.access import Actor, Refusal

from .models import Calendar


def by_who_works_there(actor: Actor, calendar: Calendar) -> Refusal | None:
    """In a unit of which one sees the papers; asked again whenever a program reads."""
    standing = standing_of(actor)
    if calendar.unit_id is None and standing.units:
        return None
    if calendar.unit_id is not None and calendar.unit_id in standing.sides:
        return None
    return Refusal(_("A calendar is read only by who holds a position there."))


def by_its_owner(actor: Actor, calendar: Calendar) -> Refusal | None:
    if actor.is_house or actor.user_id == calendar.owner_id:
        return None
    return Refusal(_("A calendar address is closed only by the person it belongs to."))
