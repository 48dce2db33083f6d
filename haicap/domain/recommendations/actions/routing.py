"""It goes to who answers: a unit that leads, others that coordinate; or to others instead."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.lateness import last_day_to_answer
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.rules import RECOMMENDATION_FLOW
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.ledger.settling import settle
from haicap.foundation.workflow import advance


@transaction.atomic
def route_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    to: Iterable[Unit],
    lead: Unit | None = None,
    effective_on: date | None = None,
) -> None:
    """Send it on to the units that are to answer it; the first leads unless another is named.

    The time to answer begins to run.
    """
    units, leading = _units(recommendation, to, lead)
    answer_by = last_day_to_answer(effective_on or timezone.localdate())
    advance(
        RECOMMENDATION_FLOW,
        "route",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        changes={"lead": leading, "answer_by": answer_by},
        **_told(units, leading),
    )
    recommendation.routed_to.set(units)
    settle(recommendation)


@transaction.atomic
def reroute_recommendation(
    recommendation: Recommendation,
    *,
    actor: Actor,
    to: Iterable[Unit],
    reason: str,
    lead: Unit | None = None,
    effective_on: date | None = None,
) -> None:
    """Send it to others, saying why. The day by which it is answered stays: communes wait on."""
    units, leading = _units(recommendation, to, lead)
    if not reason.strip():
        raise Invalid("reason", _("Give the reason."))
    before = recommendation.routed_to.order_by("sort_key")
    if set(before) == set(units) and leading == recommendation.lead:
        raise Invalid("to", _("It lies with these units already."))
    advance(
        RECOMMENDATION_FLOW,
        "reroute",
        actor=actor,
        thing=recommendation,
        effective_on=effective_on,
        changes={"lead": leading},
        reason=reason.strip(),
        from_units=", ".join(str(unit) for unit in before),
        **_told(units, leading),
    )
    recommendation.routed_to.set(units)
    settle(recommendation)


def _told(units: list[Unit], leading: Unit) -> dict[str, object]:
    return {
        "units": ", ".join(str(unit) for unit in units),
        "keys": [unit.key for unit in units],
        "lead": leading.key,
    }


def _units(
    recommendation: Recommendation, to: Iterable[Unit], lead: Unit | None
) -> tuple[list[Unit], Unit]:
    units = list(dict.fromkeys([*([lead] if lead else []), *to]))
    if not units:
        raise Invalid("to", _("Choose at least one unit."))
    raised_by = set(recommendation.raised_by.all())
    for unit in units:
        if unit in raised_by:
            raise Invalid("to", _("A commune does not answer itself."), str(unit))
    return units, units[0]
