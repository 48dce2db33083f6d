"""How the JSON door finds what is spoken of, and tells it whole."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations import queries
from haicap.domain.recommendations.models import Recommendation, RecommendationQuerySet
from haicap.foundation.access import ActorRequest, Invalid

from .schemas import RecommendationOut


def recommendation_of(request: ActorRequest, pk: int) -> Recommendation:
    seen = visible(request).select_related("addressed_to", "located_in", "lead")
    return get_object_or_404(seen, pk=pk)


def visible(request: ActorRequest) -> RecommendationQuerySet:
    visible = Recommendation.objects.visible_to(request.actor)
    return queries.raised_at_seen(visible, request.actor)


def unit_of(key: str, field: str) -> Unit:
    found = Unit.objects.filter(key=key).first()
    if found is None:
        raise Invalid(field, _("There is no unit with this key."), key)
    return found


def units_of(**asked: Iterable[str]) -> dict[str, Unit]:
    """Key → unit, in one query for all fields; raises Invalid naming the field."""
    found = Unit.objects.in_bulk({key for keys in asked.values() for key in keys}, field_name="key")
    for field, keys in asked.items():
        for key in keys:
            if key not in found:
                raise Invalid(field, _("There is no unit with this key."), key)
    return found


def session_of(request: ActorRequest, pk: int) -> Session:
    found = Session.objects.visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Invalid("session", _("There is no such session, or you may not see it."), pk)
    return found


def detail(request: ActorRequest, recommendation: Recommendation) -> dict[str, Any]:
    return told(
        request,
        recommendation,
        routed_to=list(recommendation.routed_to.order_by("sort_key")),
        joinings=list(recommendation.joinings.select_related("commune").order_by("id")),
        verdicts=list(recommendation.verdicts.select_related("commune").order_by("id")),
        answers=list(queries.answers_seen(recommendation, request.actor)),
    )


def detail_of_new(request: ActorRequest, recommendation: Recommendation) -> dict[str, Any]:
    """Just raised at a session that was seen: nobody was asked, joined or answered yet."""
    recommendation.seen_session = recommendation.raised_at_id  # type: ignore[attr-defined]
    return told(request, recommendation, routed_to=[], joinings=[], verdicts=[], answers=[])


def told(request: ActorRequest, recommendation: Recommendation, **more: Any) -> dict[str, Any]:
    moves = queries.open_moves(request.actor, recommendation)
    awaits = queries.awaits(recommendation)
    return {
        **RecommendationOut.from_orm(recommendation).model_dump(by_alias=True),
        **more,
        "awaits": str(awaits) if awaits else None,
        "open_verbs": [move.verb for move in moves if move.is_allowed],
        "refusals": [
            {"verb": move.verb, "reason": move.refusal.reason} for move in moves if move.refusal
        ],
    }
