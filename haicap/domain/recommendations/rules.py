"""Who may do what to a recommendation, and when: the table of moves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.queries import held, standing_of
from haicap.foundation.access import Actor, Need, Refusal, any_of
from haicap.foundation.workflow import Flow, Move

from .models import Recommendation

State = Recommendation.State
HEAD, DEPUTY, CLERK = PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.CLERK
WORKING = frozenset({str(HEAD), str(DEPUTY), str(PositionKind.OFFICER)})

_BY_WHOM = gettext_lazy("Only the body it is addressed to, or its office, may send it on.")

# The body it is addressed to, or the office that keeps that body's papers.
by_its_receiver = any_of(
    held("addressed_to", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
    held("addressed_to.office", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
)


def by_a_commune_that_raised_it(actor: Actor, recommendation: Recommendation) -> Refusal | None:
    if _acts_for_one(actor, recommendation.raised_by.values_list("pk", flat=True)):
        return None
    return Refusal(_("Only a commune that raised it may say this."))


def by_a_unit_it_went_to(actor: Actor, recommendation: Recommendation) -> Refusal | None:
    if _acts_for_one(actor, recommendation.routed_to.values_list("pk", flat=True)):
        return None
    return Refusal(_("Only a unit it was sent to may answer it."))


def _acts_for_one(actor: Actor, units: Iterable[int]) -> bool:
    return actor.is_house or any(standing_of(actor).holds(unit, WORKING) for unit in units)


def in_the_name_of(actor: Actor, communes: Iterable[Unit]) -> Refusal | None:
    """Nobody raises anything in the name of a commune they do not work for."""
    for commune in communes:
        if not _acts_for_one(actor, [commune.pk]):
            sentence = _("You do not raise recommendations for %(commune)s.")
            return Refusal(sentence % {"commune": commune})
    return None


by_a_commune_that_raised_it.needs = (Need("raised_by", WORKING),)  # type: ignore[attr-defined]
by_a_unit_it_went_to.needs = (Need("routed_to", WORKING),)  # type: ignore[attr-defined]

RECOMMENDATION_FLOW = Flow(
    "recommendation",
    Move(
        "route",
        frozenset({State.RAISED}),
        State.ROUTED,
        by_its_receiver,
        gettext_lazy("Send on to who answers"),
    ),
    Move(
        "answer",
        frozenset({State.ROUTED}),
        State.ANSWERED,
        by_a_unit_it_went_to,
        gettext_lazy("Answer"),
    ),
    Move(
        "close",
        frozenset({State.ANSWERED}),
        State.CLOSED,
        by_a_commune_that_raised_it,
        gettext_lazy("Close, saying how it ended"),
    ),
    Move(
        "reopen",
        frozenset({State.ANSWERED}),
        State.ROUTED,
        by_a_commune_that_raised_it,
        gettext_lazy("Send the answer back"),
    ),
    initial=State.RAISED,
    awaits={
        State.RAISED: gettext_lazy("the body it is addressed to, or its office"),
        State.ROUTED: gettext_lazy("the units it was sent to"),
        State.ANSWERED: gettext_lazy("the communes that raised it"),
        State.CLOSED: None,
    },
)
