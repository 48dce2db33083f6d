"""Recommendations read: the register, how many there are, one whole, those likely the same."""

from typing import Any

from ninja import Query

from haicap.domain.recommendations import queries
from haicap.domain.recommendations.listing import RECOMMENDATIONS
from haicap.foundation.access import ActorRequest
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by

from .finding import detail, recommendation_of, visible
from .router import router
from .schemas import (
    CountedOut,
    LikelyTwinOut,
    RecommendationDetail,
    RecommendationNarrowing,
    RecommendationOut,
)


class Sorting(Paging):
    sort: str | None = sort_by(RECOMMENDATIONS)


@router.get("", response=Paged[RecommendationOut])
def list_recommendations(
    request: ActorRequest, narrowing: Query[RecommendationNarrowing], paging: Query[Sorting]
) -> Any:
    """The recommendations you may see, newest first."""
    listed = queries.found(visible(request), **narrowing.model_dump(exclude_none=True))
    related = listed.select_related("addressed_to", "located_in", "lead").prefetch_related(
        "raised_by"
    )
    return paged(related, paging, order=RECOMMENDATIONS.ordered_by(paging.sort))


@router.get("/counts", response=CountedOut)
def count_recommendations(request: ActorRequest) -> Any:
    """How many you may see, from the ledger; one joined to another is counted there."""
    counts = queries.counts_seen(request.actor)
    return {
        "total": counts.total,
        "states": {state: number for state, _label, number in counts.states},
        "endings": {ending: number for ending, _label, number in counts.endings},
        "categories": queries.counts_by_category(request.actor),
    }


@router.get("/{int:pk}", response=RecommendationDetail)
def read_recommendation(request: ActorRequest, pk: int) -> Any:
    """A recommendation with its answers, whose turn it is, and what you may do with it now."""
    return detail(request, recommendation_of(request, pk))


@router.get("/{int:pk}/likely-twins", response=list[LikelyTwinOut])
def list_twins(request: ActorRequest, pk: int) -> Any:
    """Those of other communes that are likely the same matter; none for who does not decide it."""
    recommendation = recommendation_of(request, pk)
    return [
        {
            "recommendation_id": each.recommendation.pk,
            "text": each.recommendation.text,
            "percent": each.percent,
            "reason": each.reason,
            "doubts": each.doubts,
        }
        for each in queries.twins_to_decide(recommendation, request.actor)
    ]
