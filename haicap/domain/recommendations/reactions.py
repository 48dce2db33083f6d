"""Whom the room tells what happened to a recommendation."""

from collections.abc import Callable, Iterable

from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.queries import people_acting_for, people_on_the_side_of
from haicap.foundation.alerts.actions import tell_of
from haicap.foundation.alerts.finding import words_of
from haicap.foundation.alerts.kinds import Kind
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import on

from . import alerts
from .models import Recommendation

People = Callable[[Recommendation], Iterable[int]]


def _addressed(recommendation: Recommendation) -> frozenset[int]:
    return people_on_the_side_of([recommendation.addressed_to_id])


def _asked(recommendation: Recommendation) -> frozenset[int]:
    asked = Unit.objects.filter(routed_recommendations=recommendation)
    return people_acting_for(asked.values_list("pk", flat=True))


def _invited(recommendation: Recommendation) -> frozenset[int]:
    return people_acting_for(recommendation.invited.values_list("pk", flat=True))


def _raising(recommendation: Recommendation) -> frozenset[int]:
    raising = Unit.objects.filter(raised_recommendations=recommendation)
    return people_acting_for(raising.values_list("pk", flat=True))


TOLD: dict[str, tuple[Kind, People]] = {
    "recommendation.raise": (alerts.RAISED, _addressed),
    "recommendation.route": (alerts.ROUTED, _asked),
    "recommendation.reroute": (alerts.ROUTED, _asked),
    "recommendation.invite": (alerts.INVITED, _invited),
    "recommendation.answer": (alerts.ANSWERED, _raising),
    "recommendation.reopen": (alerts.REOPENED, _asked),
    "recommendation.close": (alerts.CLOSED, _asked),
}


def _tell(entry: Entry) -> None:
    kind, people = TOLD[entry.event]
    recommendation = Recommendation.objects.get(pk=entry.subject_id)
    tell_of(entry, kind, people(recommendation), **words_of(entry))


for _event in TOLD:
    on(_event)(_tell)


@on("recommendation.escalate")
def tell_the_leader(entry: Entry) -> None:
    """Who leads the body that the entry names, and nobody else there."""
    leading = Unit.objects.filter(key=entry.details["leader_key"]).values_list("pk", flat=True)
    people = people_acting_for(leading, (PositionKind.HEAD, PositionKind.DEPUTY))
    due = {"answer_by_on": entry.details.get("answer_by", "")}
    tell_of(entry, alerts.LATE, people, **words_of(entry) | due)
