"""How a unit did in a period: the score, and the tasks behind each of its numbers."""

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Schema
from pydantic import Field

from haicap.domain.organisations.models import Unit
from haicap.domain.tasks import queries
from haicap.domain.tasks.queries import scores
from haicap.foundation.access import ActorRequest
from haicap.foundation.access.days import Day
from haicap.foundation.api.paging import Paged, Paging, paged
from haicap.foundation.sources.queries import citations_of_all
from haicap.foundation.statutes import statute

from .many import ScoreOut
from .router import router
from .schemas import TaskOut

Number = Literal["assigned", "done", "as_required", "with_deadline", "in_time"]


class ScorePeriod(Schema):
    first: Day
    last: Day = Field(description="Included; two years after the first at most")


def _unit(request: ActorRequest, key: str) -> Unit:
    return get_object_or_404(queries.leads_seen(request.actor), key=key)


@router.get("/scores/{str:key}", response=ScoreOut)
def read_score(request: ActorRequest, key: str, period: Query[ScorePeriod]) -> Any:
    """The score of a unit by formula, from the tasks you may see, with all its numbers.

    What nothing was assigned of is not scored, and the rest is rescaled.
    """
    unit = _unit(request, key)
    score, numbers = scores.score_of(request.actor, unit, scores.Period(period.first, period.last))
    labels = statute("task.score", on=period.last).codes.labels
    return {
        "unit": unit,
        "first": period.first,
        "last": period.last,
        "numbers": numbers,
        "criteria": [
            {
                "code": each.code,
                "label": str(labels[each.code]),
                "part": scores.FORMULAS[each.code][0],
                "whole": scores.FORMULAS[each.code][1],
                "percent": each.ratio.percent(),
                "weight": each.weight,
                "points": each.points,
            }
            for each in score.criteria
        ],
        "points": score.points,
        "full": score.full,
        "assigned": score.assigned,
        "is_rescaled": score.is_rescaled,
    }


@router.get("/scores/{str:key}/{number}", response=Paged[TaskOut])
def list_scored(
    request: ActorRequest,
    key: str,
    number: Number,
    period: Query[ScorePeriod],
    paging: Query[Paging],
) -> Any:
    """The tasks behind one number of the score, the first due first."""
    asked = scores.Period(period.first, period.last)
    tasks = scores.counted(request.actor, _unit(request, key), asked, number)
    page = paged(
        tasks.select_related("lead", "verifier", "issuer"), paging, order=("listed_due_on", "-id")
    )
    citations_of_all(page.items)
    return page
