"""Who may do what to a recommendation, and when: the table of moves."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.queries import held, standing_of
from haicap.foundation.access import Actor, Need, Refusal, any_of, needs_of
from haicap.foundation.statutes import statute
from haicap.foundation.workflow import Flow, Move

from .models import Recommendation

State = Recommendation.State
REOPENINGS = "recommendation.reopening"
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


def by_a_commune_asked_to_join(actor: Actor, recommendation: Recommendation) -> Refusal | None:
    raised = recommendation.raised_by.values_list("pk", flat=True)
    asked = recommendation.invited.exclude(pk__in=raised).values_list("pk", flat=True)
    if _acts_for_one(actor, asked):
        return None
    return Refusal(_("Only a commune that was asked to join, and has not yet, may join."))


def by_a_commune_that_joined(actor: Actor, recommendation: Recommendation) -> Refusal | None:
    standing = recommendation.joinings.standing()
    if _acts_for_one(actor, standing.values_list("commune", flat=True)):
        return None
    return Refusal(_("Only a commune that joined it may leave it."))


def by_who_may_ask_others(actor: Actor, recommendation: Recommendation) -> Refusal | None:
    """Who raised it knows with whom it shares the matter; who receives it sees who else asks."""
    if not by_its_receiver(actor, recommendation):
        return None
    if not by_a_commune_that_raised_it(actor, recommendation):
        return None
    return Refusal(
        _("Only a commune that raised it, or the body that receives it, may ask others to join.")
    )


def while_it_is_open(actor: Actor, recommendation: Recommendation) -> Refusal | None:
    """It leaves the matter it was joined to, as long as that is not answered."""
    refusal = by_a_commune_that_raised_it(actor, recommendation)
    whole = recommendation.joined_to
    if refusal is None and whole is not None and whole.state not in Recommendation.OPEN:
        return Refusal(_("The matter it was joined to is answered already."))
    return refusal


def by_the_unit_that_leads(actor: Actor, recommendation: Recommendation) -> Refusal | None:
    if recommendation.lead_id is None:
        return by_a_unit_it_went_to(actor, recommendation)
    if _acts_for_one(actor, [recommendation.lead_id]):
        return None
    return Refusal(_("Only the unit that leads may answer it for all."))


def by_a_coordinating_unit(actor: Actor, recommendation: Recommendation) -> Refusal | None:
    others = recommendation.routed_to.exclude(pk=recommendation.lead_id or 0)
    if _acts_for_one(actor, others.values_list("pk", flat=True)):
        return None
    return Refusal(_("Only a coordinating unit contributes to the answer."))


def reopened_seldom_enough(actor: Actor, recommendation: Recommendation) -> Refusal | None:
    if refusal := by_a_commune_that_raised_it(actor, recommendation):
        return refusal
    allowed = statute(REOPENINGS, on=timezone.localdate()).number.amount
    if recommendation.reopenings < allowed:
        return None
    return Refusal(_("It was sent back before. Say that you are not satisfied, and why."))


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
by_a_commune_asked_to_join.needs = (Need("invited", WORKING),)  # type: ignore[attr-defined]
by_a_commune_that_joined.needs = (Need("joinings.commune", WORKING),)  # type: ignore[attr-defined]
by_who_may_ask_others.needs = (  # type: ignore[attr-defined]
    *needs_of(by_its_receiver),
    Need("raised_by", WORKING),
)
while_it_is_open.needs = by_a_commune_that_raised_it.needs  # type: ignore[attr-defined]
by_the_unit_that_leads.needs = (Need("lead", WORKING),)  # type: ignore[attr-defined]
by_a_coordinating_unit.needs = by_a_unit_it_went_to.needs  # type: ignore[attr-defined]
reopened_seldom_enough.needs = by_a_commune_that_raised_it.needs  # type: ignore[attr-defined]

ONLY_ROUTED, ONLY_ANSWERED = frozenset({State.ROUTED}), frozenset({State.ANSWERED})
OPEN = Recommendation.OPEN

RECOMMENDATION_FLOW = Flow(
    "recommendation",
    Move(
        "route",
        frozenset({State.RAISED}),
        State.ROUTED,
        by_its_receiver,
        gettext_lazy("Send on to who answers"),
    ),
    Move("reroute", ONLY_ROUTED, None, by_its_receiver, gettext_lazy("Send on to others")),
    Move("invite", OPEN, None, by_who_may_ask_others, gettext_lazy("Ask communes to join")),
    Move("join", OPEN, None, by_a_commune_asked_to_join, gettext_lazy("Join it")),
    Move("leave", OPEN, None, by_a_commune_that_joined, gettext_lazy("Leave it again")),
    Move("merge", OPEN, State.JOINED, by_its_receiver, gettext_lazy("Join it to another")),
    Move(
        "part",
        frozenset({State.JOINED}),
        State.RAISED,
        while_it_is_open,
        gettext_lazy("Leave the matter it was joined to"),
    ),
    Move("answer", ONLY_ROUTED, State.ANSWERED, by_the_unit_that_leads, gettext_lazy("Answer")),
    Move(
        "contribute",
        ONLY_ROUTED,
        None,
        by_a_coordinating_unit,
        gettext_lazy("Contribute to the answer"),
    ),
    Move(
        "close",
        ONLY_ANSWERED,
        State.CLOSED,
        by_a_commune_that_raised_it,
        gettext_lazy("Say whether the answer satisfies"),
    ),
    Move(
        "reopen",
        ONLY_ANSWERED,
        State.ROUTED,
        reopened_seldom_enough,
        gettext_lazy("Send the answer back"),
    ),
    initial=State.RAISED,
    awaits={
        State.RAISED: gettext_lazy("the body it is addressed to, or its office"),
        State.ROUTED: gettext_lazy("the units it was sent to"),
        State.ANSWERED: gettext_lazy("the communes that raised it"),
        State.JOINED: gettext_lazy("what comes of the matter it was joined to"),
        State.CLOSED: None,
    },
)
