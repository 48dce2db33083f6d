"""What may be done with a recommendation now, by whom, and where."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import standing_of
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.rules import RECOMMENDATION_FLOW, WORKING
from haicap.foundation.access import Actor, require
from haicap.foundation.workflow import IllegalMove, OpenMove


def open_moves(actor: Actor, recommendation: Recommendation) -> list[OpenMove]:
    """What the buttons show: every move that exists from here, refused ones with their why.

    What is offered to a few only is not shown to the others at all.
    """
    moves = RECOMMENDATION_FLOW.open_moves(actor, recommendation)
    return [move for move in moves if move.is_allowed or move.verb not in FOR_A_FEW]


def require_open(verb: str, *, actor: Actor, recommendation: Recommendation) -> None:
    """Asked before a form is shown: raises Refused or MoveFailed as the move itself would."""
    move = RECOMMENDATION_FLOW.moves[verb]
    if recommendation.state not in move.from_states:
        sentence = _("This is not possible now: the state is “%(state)s”.")
        raise IllegalMove(sentence % {"state": recommendation.get_state_display()})
    require(move.rule(actor, recommendation))


def awaits(recommendation: Recommendation) -> str | Promise | None:
    """Whose turn it is, in words; None: it is at its end."""
    return RECOMMENDATION_FLOW.awaits[recommendation.state]


FOR_A_FEW = frozenset({"reroute", "invite", "join", "leave", "merge", "contribute"})

NOUNS = {
    "route": "routing",
    "reroute": "rerouting",
    "invite": "invitation",
    "join": "joining",
    "leave": "leaving",
    "merge": "twins",
    "part": "parting",
    "answer": "answer",
    "contribute": "contribution",
    "close": "ending",
    "reopen": "reopening",
}


@dataclass(frozen=True)
class Doors:
    """Where the buttons lead: each of these moves asks for words or a choice first."""

    pages: Mapping[str, str]
    posts: Mapping[str, str]


def doors(recommendation: Recommendation) -> Doors:
    """Verb → address, for `{% moves open_moves doors.pages doors.posts %}`."""
    pages = {
        verb: reverse(f"recommendations:{noun}", args=[recommendation.pk])
        for verb, noun in NOUNS.items()
    }
    return Doors(pages=pages, posts={})


def acting_for(actor: Actor, recommendation: Recommendation) -> list[Unit]:
    """The communes that raised it and in whose name the actor may speak."""
    return _theirs(actor, recommendation.raised_by.order_by("sort_key"))


def joined_for(actor: Actor, recommendation: Recommendation) -> list[Unit]:
    """The communes that joined it and in whose name the actor may leave it."""
    joined = recommendation.joinings.standing().values("commune")
    return _theirs(actor, Unit.objects.filter(pk__in=joined).order_by("sort_key"))


def invited_for(actor: Actor, recommendation: Recommendation) -> list[Unit]:
    """The communes that are asked to join, have not yet, and in whose name the actor may."""
    asked = recommendation.invited.exclude(pk__in=recommendation.raised_by.values("pk"))
    return _theirs(actor, asked.order_by("sort_key"))


def coordinating_unit(actor: Actor, recommendation: Recommendation) -> Unit | None:
    """The unit in whose name the actor contributes to the answer."""
    others = recommendation.routed_to.exclude(pk=recommendation.lead_id or 0)
    return next(iter(_theirs(actor, others.order_by("pk"))), None)


def _theirs(actor: Actor, units: QuerySet[Unit]) -> list[Unit]:
    if actor.is_house:
        return list(units)
    standing = standing_of(actor)
    return [unit for unit in units if standing.holds(unit.pk, WORKING)]
