"""Who may change units, and who may say who holds which position."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Refusal

from .models import PositionKind, Unit
from .standing import standing_of

HIGHEST = 6  # bodies between an office of a commune and its province, and one to spare


def by_the_house(actor: Actor, unit: Unit | None = None) -> Refusal | None:
    """Units are reference data: they follow official texts, not the people who work in them."""
    if actor.is_house:
        return None
    return Refusal(_("Units come with the official lists; only a command changes them."))


def by_its_head_or_office(actor: Actor, unit: Unit) -> Refusal | None:
    """The head of a unit, or head, deputy and clerk of the office that serves it."""
    if actor.is_house:
        return None
    standing = standing_of(actor)
    if standing.holds(unit.pk, [PositionKind.HEAD]):
        return None
    in_office = [PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.CLERK]
    if any(standing.holds(office_id, in_office) for office_id in _offices(unit)):
        return None
    return Refusal(_("Only the head of this unit or the office that serves it may do this."))


def _offices(unit: Unit) -> Iterator[int]:
    """The office of the unit, else of the nearest body above it that has one."""
    above: Unit | None = unit
    for _step in range(HIGHEST):
        if above is None:
            return
        if above.office_id:
            yield above.office_id
            return
        above = above.parent
