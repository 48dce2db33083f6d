"""Who may report, and in whose name."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.queries import standing_of
from haicap.foundation.access import Actor, Need, Refusal

from .models import Report

REPORTERS = frozenset(
    str(kind) for kind in (PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.OFFICER)
)


def by_the_house(actor: Actor, _thing: object) -> Refusal | None:
    """Indicators are one list for everybody; nobody measures by a list of their own."""
    if actor.is_house:
        return None
    return Refusal(_("The list of indicators is the same for all and is kept by the system."))


def by_every_unit(actor: Actor, units: Iterable[Unit]) -> Refusal | None:
    """Nobody submits a report in the name of a unit in which they hold no position."""
    if actor.is_house:
        return None
    foreign = [unit for unit in units if not _reports_for(actor, unit.pk)]
    if not foreign:
        return None
    names = ", ".join(unit.full_name for unit in foreign)
    return Refusal(
        _("Only a head, a deputy or an officer of %(units)s may report for it.") % {"units": names}
    )


def by_a_reporting_unit(actor: Actor, report: Report) -> Refusal | None:
    """What a report says is added and corrected by those whose report it is; of one given
    together, by nobody who does not report for every one of them."""
    own = [_reports_for(actor, unit.pk) for unit in report.units.all()]
    if actor.is_house or (own and all(own)):
        return None
    if any(own):
        return Refusal(_("Several units gave this report together: none of them alone changes it."))
    return Refusal(_("Only a head, a deputy or an officer of a reporting unit may do this."))


by_a_reporting_unit.needs = (Need("units", REPORTERS),)  # type: ignore[attr-defined]
by_every_unit.needs = (Need("units", REPORTERS),)  # type: ignore[attr-defined]


def _reports_for(actor: Actor, unit: int) -> bool:
    return standing_of(actor).holds(unit, REPORTERS)
