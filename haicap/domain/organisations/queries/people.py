"""Reads about people: who sees whom, whose accounts one keeps, what one may form."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import (
    Appointment,
    Kind,
    Position,
    PositionKind,
    Unit,
)
from haicap.domain.organisations.people import (
    IN_STATE,
    has_second_factor,
    positions_that_count,
    units_within,
)
from haicap.domain.organisations.rules import (
    administers_within,
    by_its_keeper,
    by_who_appoints,
    by_who_sees_its_people,
)
from haicap.domain.organisations.standing import in_force, standing_of
from haicap.foundation.access import Actor, Refusal, require
from haicap.foundation.accounts.models import User
from haicap.foundation.workflow import MoveFailed, OpenMove

from .units import bodies_of, home_province


def may_see_people(actor: Actor, unit: Unit) -> bool:
    """Is there a page of this unit's people for the actor?"""
    # A stranger is not even asked: the refusal's words are not spoken on public pages.
    return actor.is_signed_in and by_who_sees_its_people(actor, unit) is None


def unit_with_people(key: str, actor: Actor) -> QuerySet[Unit]:
    """The unit of this key, if its people are the actor's to see; else nothing."""
    units = Unit.objects.visible_to(actor).filter(key=key)
    units = units.select_related("parent__parent__parent", "office")
    unit = units.first()
    return units if unit and may_see_people(actor, unit) else units.none()


def people_of(unit: Unit, actor: Actor) -> QuerySet[Appointment]:
    """Who held, holds or will hold a position in the unit; its administrator's, also below it."""
    if not may_see_people(actor, unit):
        return Appointment.objects.none()
    is_whole = actor.is_house or administers_within(actor, unit)
    units = units_within(unit) if is_whole else Unit.objects.filter(pk=unit.pk)
    return Appointment.objects.filter(position__unit__in=units).select_related(
        "position__unit", "user__second_factor"
    )


def people_found(
    people: QuerySet[Appointment], *, text: str = "", state: str = "", ended: bool = False
) -> QuerySet[Appointment]:
    """Narrowed by words of name, position or unit, by the account, and to those not ended."""
    if not ended:
        today = timezone.localdate()
        people = people.filter(Q(until_on=None) | Q(until_on__gt=today))
    if state:
        people = people.filter(IN_STATE[state])
    if text:
        fields = ("position__title", "position__unit__folded", "person_name", "user__name")
        said = Q(user__username__startswith=text.strip().lower())
        for name in fields:
            said |= Q(**{f"{name}__says": text})
        people = people.filter(said)
    return people


def titles_of(unit: Unit) -> QuerySet[Position]:
    """The positions that the unit has already, to be chosen again."""
    return Position.objects.filter(unit=unit).order_by("title")


def appointment_seen_by(actor: Actor, pk: int) -> QuerySet[Appointment]:
    """The appointment of this number, if it is in a unit whose people the actor sees."""
    found = Appointment.objects.filter(pk=pk)
    found = found.select_related("position__unit__parent__parent__parent", "user")
    held = found.first()
    return found if held and may_see_people(actor, held.position.unit) else found.none()


def why_not_end(actor: Actor, held: Appointment) -> Refusal | None:
    return by_who_appoints(actor, held.position.unit, held.position.kind)


def require_appointing(actor: Actor, unit: Unit) -> None:
    """Raises Refused for who may give no position in the unit."""
    require(by_who_appoints(actor, unit))


def account_seen_by(actor: Actor, username: str) -> QuerySet[User]:
    """An account that holds, or last held, a position in a unit whose people the actor sees."""
    accounts = User.objects.filter(username=username).select_related("second_factor")
    account = accounts.first()
    if account is None:
        return accounts
    positions = positions_that_count(account)
    is_seen = any(may_see_people(actor, each.position.unit) for each in positions)
    return accounts if is_seen or (not positions and actor.is_administrator) else accounts.none()


def account_keeping(account: User, actor: Actor) -> list[OpenMove]:
    """What an administrator can do to an account as it stands, and why not, if so."""
    refusal = by_its_keeper(actor, account)
    verbs = {"reset": _("Give a new password")}
    verbs |= (
        {"switch_off": _("Switch the account off")}
        if account.is_active
        else {"switch_on": _("Switch the account on")}
    )
    if has_second_factor(account):
        verbs["forget_second_factor"] = _("Remove the second factor")
    return [OpenMove(verb, label, refusal) for verb, label in verbs.items()]


def require_keeping(actor: Actor, account: User, verb: str) -> str:
    """The label of what is about to be done. Raises Refused, or MoveFailed as it stands now."""
    for move in account_keeping(account, actor):
        if move.verb == verb:
            require(move.refusal)
            return str(move.label)
    raise MoveFailed(_("As the account stands now, there is nothing to do."))


def positions_seen_by(actor: Actor, account: User) -> list[Appointment]:
    """Every position an account held, holds or will hold, in units whose people the actor sees."""
    held = account.appointments.select_related("position__unit__parent__parent__parent")
    return [each for each in held.order_by("-id") if may_see_people(actor, each.position.unit)]


def administered_units(actor: Actor) -> QuerySet[Unit]:
    """The units that the actor is the administrator of, without those below them."""
    administered = standing_of(actor).administered
    return Unit.objects.filter(pk__in=administered).order_by("sort_key", "key")


def administrators_of(unit: Unit) -> list[User]:
    """Accounts that administer a unit today and can be signed in to."""
    held = Appointment.objects.filter(
        in_force(timezone.localdate()),
        position__unit=unit,
        position__kind=PositionKind.ADMINISTRATOR,
    )
    return list(User.objects.filter(appointments__in=held, is_active=True).order_by("username"))


_FORMING = (
    Kind.PARTY_COMMITTEE,
    Kind.STANDING_COMMITTEE,
    Kind.STANDING_MEMBERS,
    Kind.PEOPLES_COUNCIL,
    Kind.PEOPLES_COMMITTEE,
    Kind.FRONT,
)


def units_forming_groups(actor: Actor) -> QuerySet[Unit]:
    """The bodies of the home province in whose name the actor may form a working group."""
    if not (actor.is_house or standing_of(actor).own):
        return Unit.objects.none()
    home = home_province()
    bodies = bodies_of(home) if home else []
    forming = [body for body in bodies if body.kind in _FORMING]
    allowed = [body.pk for body in forming if by_who_appoints(actor, body) is None]
    return Unit.objects.filter(pk__in=allowed).order_by("sort_key", "key")
