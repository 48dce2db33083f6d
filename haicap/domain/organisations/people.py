"""The people of a unit: their positions as a list, and how it stands with their accounts."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.foundation.accounts.models import User
from haicap.foundation.ui.tables import Column, Table

from .models import Appointment, Unit

ACTIVE, UNUSED, OFF, PERSONA, NONE = "active", "unused", "off", "persona", "none"
STATES: Mapping[str, str | Promise] = {
    ACTIVE: _("in use"),
    UNUSED: _("never signed in"),
    OFF: _("switched off"),
    PERSONA: _("persona of the example"),
    NONE: _("no account"),
}
TONES = {ACTIVE: "done", UNUSED: "soon", OFF: "late", PERSONA: "unknown", NONE: "unknown"}
_OWN = Q(user__isnull=False, user__is_persona=False)
IN_STATE: Mapping[str, Q] = {
    ACTIVE: _OWN & Q(user__is_active=True, user__last_login__isnull=False),
    UNUSED: _OWN & Q(user__is_active=True, user__last_login=None),
    OFF: _OWN & Q(user__is_active=False),
    PERSONA: Q(user__is_persona=True),
    NONE: Q(user=None),
}
DEPTH = 4  # province, People's Committee of a commune, its office; and one to spare


def account_state(user: User | None) -> str:
    """One word of STATES for an account, as the list is narrowed by it."""
    if user is None:
        return NONE
    if user.is_persona:
        return PERSONA
    if not user.is_active:
        return OFF
    return ACTIVE if user.last_login else UNUSED


def has_second_factor(user: User | None) -> bool:
    factor = getattr(user, "second_factor", None)
    return factor is not None and factor.confirmed_at is not None


def positions_that_count(account: User) -> list[Appointment]:
    """What an account holds or will hold; of one that holds nothing any more, all it ever held."""
    held = account.appointments.select_related("position__unit__parent__parent__parent")
    lasting = held.filter(Q(until_on=None) | Q(until_on__gt=timezone.localdate()))
    return list(lasting.order_by("id")) or list(held.order_by("id"))


def units_within(unit: Unit) -> QuerySet[Unit]:
    """A unit and whatever lies in it or works for it."""
    within = Q(pk=unit.pk)
    for depth in range(1, DEPTH + 1):
        within |= Q(**{"__".join(["parent"] * depth): unit.pk})
    return Unit.objects.filter(within)


def _person(held: Appointment) -> str:
    return held.person_name or str(held.user)


def _second_factor(held: Appointment) -> Any:
    return _("on") if has_second_factor(held.user) else ""


PEOPLE = Table(
    "nhan-su",
    _("People"),
    Column(_("Who holds it"), _person),
    Column(_("User name"), lambda held: held.user.username if held.user else "", in_page=False),
    Column(
        _("Position"),
        lambda held: held.title,
        sort="position",
        order=("position__title", "id"),
    ),
    Column(
        _("Unit"),
        lambda held: held.position.unit.full_name,
        sort="unit",
        order=("position__unit__sort_key", "position__unit__key", "position__title", "id"),
        css="rest",
    ),
    Column(_("Holds it from"), lambda held: held.from_on, css="rest"),
    Column(_("Holds it before"), lambda held: held.until_on, css="rest"),
    Column(_("Account"), lambda held: str(STATES[account_state(held.user)])),
    Column(_("Second factor"), _second_factor, in_page=False),
    order=("position__unit__sort_key", "position__unit__key", "position__title", "id"),
)
