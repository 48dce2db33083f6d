"""What a recommendation counts as, wherever somebody sees it: its state, or how it ended."""

from collections.abc import Iterator

from haicap.domain.organisations.queries import sight_lines
from haicap.foundation.ledger.posting import Line
from haicap.foundation.ledger.settling import counted

from .models import Recommendation, RecommendationQuerySet

SEEN = "recommendation.seen"


@counted(Recommendation, SEEN)
def seen(recommendations: RecommendationQuerySet) -> Iterator[tuple[int, Line]]:
    """Each under the day it was raised, so that those older than some days lie before a day.

    One that was joined to another counts there: it is the same matter, and not two.
    """
    counting = recommendations.exclude(state=Recommendation.State.JOINED).select_related("circle")
    for each in counting.prefetch_related("circle__concerns").order_by("pk").iterator(2000):
        lines = sight_lines(
            SEEN,
            each.listed_on,
            circle=each.circle_id,
            concerns=[(one.unit_id, one.sight) for one in each.circle.concerns.all()],
            cell=cell_of(each),
            category=each.category,
        )
        for line in lines:
            yield each.pk, line


def cell_of(recommendation: Recommendation) -> str:
    """The state; of a closed one also how it ended, because closed is not solved."""
    if recommendation.state == Recommendation.State.CLOSED:
        return f"closed.{recommendation.ending}"
    return str(recommendation.state)
