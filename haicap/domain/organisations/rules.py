"""Who may change units, say who holds which position, and keep the accounts of people?"""

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Refusal
from haicap.foundation.accounts.models import User

from .models import Kind, PositionKind, Unit
from .people import positions_that_count
from .standing import ADMINISTERING, standing_of

HIGHEST = 6  # bodies between an office of a commune and its province, and one to spare


def by_the_house(actor: Actor, unit: Unit | None = None) -> Refusal | None:
    """Units are reference data: they follow official texts, not the people who work in them."""
    if actor.is_house:
        return None
    return Refusal(_("Units come with the official lists; only a command changes them."))


def by_its_head_or_office(actor: Actor, unit: Unit) -> Refusal | None:
    """The head of a unit, or head, deputy and clerk of the office that serves it.

    A working group also has the head of the body that formed it.
    """
    if actor.is_house:
        return None
    standing = standing_of(actor)
    heads = [unit.pk, unit.parent_id if unit.kind == Kind.WORKING_GROUP else None]
    if any(standing.holds_in(each, [PositionKind.HEAD]) for each in heads):
        return None
    in_office = [PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.CLERK]
    if any(standing.holds_in(office_id, in_office) for office_id in _offices(unit)):
        return None
    return Refusal(
        _("Only the head or the administrator of this unit, or its office, may do this.")
    )


def administers(actor: Actor, unit: Unit) -> bool:
    """Is it among the actor's units: the own one, a commune with its bodies, the home province?"""
    return unit.pk in standing_of(actor).administered or administers_within(actor, unit)


def administers_within(actor: Actor, unit: Unit) -> bool:
    """The unit with whatever lies in it or works for it."""
    administered = standing_of(actor).administered
    return any(each.pk in administered and _reaches_down(each) for each in (unit, *_above(unit)))


def by_who_appoints(actor: Actor, unit: Unit, kind: str = "") -> Refusal | None:
    """Head, office or administrator; but an administrator is named by an administrator alone.

    Otherwise the head of one office could make somebody master of every account of a commune.
    """
    if actor.is_house:
        return None
    if actor.is_simulated:
        return Refusal(_("A persona of the example gives no positions and opens no accounts."))
    if unit.dissolved_on is not None and unit.dissolved_on <= timezone.localdate():
        return Refusal(_("This unit is no more."))
    if administers(actor, unit):
        return None
    if kind in ADMINISTERING:
        return Refusal(_("Only an administrator of this unit says who else administers it."))
    return by_its_head_or_office(actor, unit)


def by_who_sees_its_people(actor: Actor, unit: Unit) -> Refusal | None:
    """To others there is no page of the unit's people: doors answer 404."""
    if administers(actor, unit):
        return None
    return by_its_head_or_office(actor, unit)


def by_its_keeper(actor: Actor, account: User) -> Refusal | None:
    """An administrator in whose units all positions of the account lie; never its owner."""
    if actor.is_house:
        return None
    if account.pk == actor.user_id:
        return Refusal(_("Nobody does this to their own account; another administrator does."))
    if actor.is_simulated or account.is_persona:
        return Refusal(_("A persona of the example has no password, and nobody keeps it."))
    units = {each.position.unit for each in positions_that_count(account)}
    kept = {unit for unit in units if administers(actor, unit)}
    if not kept and not actor.is_administrator:
        return Refusal(_("Only the administrator of the unit may do this."))
    if kept != units:
        return Refusal(_("This person also holds a position in a unit that you do not administer."))
    return None


def _above(unit: Unit) -> Iterator[Unit]:
    above = unit.parent
    for _step in range(HIGHEST):
        if above is None:
            return
        yield above
        above = above.parent


def _reaches_down(unit: Unit) -> bool:
    return unit.kind == Kind.COMMUNE or (
        unit.kind == Kind.PROVINCE and unit.key == settings.HOME_PROVINCE
    )


def _offices(unit: Unit) -> Iterator[int]:
    """The office of the unit, else of the nearest body above it that has one."""
    for each in (unit, *_above(unit)):
        if each.office_id:
            yield each.office_id
            return
