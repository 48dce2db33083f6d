"""Who may change units, say who holds which position, and keep the accounts of people?"""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Refusal
from haicap.foundation.accounts.models import User

from .models import Appointment, Deputising, Kind, PositionKind, Unit
from .people import positions_that_count
from .standing import ADMINISTERING, in_own_right, office_of, standing_of, upwards


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
    if standing.holds_in(office_of(unit), in_office):
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
    return any(each.pk in administered and reaches_down(each) for each in upwards(unit))


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


def reaches_down(unit: Unit) -> bool:
    """Whose administrator also administers whatever lies in it or works for it."""
    return unit.kind == Kind.COMMUNE or (
        unit.kind == Kind.PROVINCE and unit.key == settings.HOME_PROVINCE
    )


def by_who_entrusts(actor: Actor, appointment: Appointment) -> Refusal | None:
    """Who holds the position, or who says who holds it; nobody in the place of another.

    So what is entrusted to a deputy can never be passed on. Who administers a unit keeps the
    accounts of others: that is given by appointment alone.
    """
    if appointment.position.kind in ADMINISTERING:
        return Refusal(_("Nobody else administers a unit in the place of its administrator."))
    if actor.user_id is not None and actor.user_id == appointment.user_id:
        return None
    if by_who_appoints(in_own_right(actor), appointment.position.unit) is None:
        return None
    return Refusal(
        _("Only who holds the position themselves, or who appoints in the unit, may entrust it.")
    )


def by_who_ends_deputising(actor: Actor, deputising: Deputising) -> Refusal | None:
    """Who might entrust it; and the deputy, who gives it back."""
    if actor.user_id is not None and actor.user_id == deputising.deputy_id:
        return None
    return by_who_entrusts(actor, deputising.appointment)
