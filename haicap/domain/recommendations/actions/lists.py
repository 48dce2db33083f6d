"""Many recommendations at once from a list that was found fit: all of it, or nothing."""

from collections.abc import Sequence

from django.db import transaction

from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.queries import (
    PlannedRecommendation,
    RecommendationList,
    recommendations_in,
)
from haicap.domain.tasks.actions import take_once
from haicap.foundation.access import Actor
from haicap.foundation.files.models import StoredFile

from .raising import raise_recommendation


def examine_list(content: bytes, *, actor: Actor) -> RecommendationList:
    """What `take_list` would make of an XLSX, and every cell in its way; writes nothing.

    Raises Invalid for a file that is no list at all.
    """
    return recommendations_in(content, actor=actor)


@transaction.atomic
def take_list(
    planned: Sequence[PlannedRecommendation], *, actor: Actor, file: StoredFile
) -> list[Recommendation]:
    """Raise all recommendations of a list, or none, in its order. A list is taken once."""
    take_once(file, "recommendation.take_list", actor=actor, count=len(planned))
    return [
        raise_recommendation(
            actor=actor,
            text=each.text,
            category=each.category,
            raised_by=[each.raised_by],
            addressed_to=each.addressed_to,
            raised_on=each.raised_on,
            located_in=each.located_in,
        )
        for each in planned
    ]
