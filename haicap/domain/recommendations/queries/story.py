"""What happened to a recommendation, and how it stood on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from haicap.domain.recommendations.models import Recommendation
from haicap.domain.recommendations.rules import RECOMMENDATION_FLOW
from haicap.foundation.journal.models import Entry

MOVES = ["recommendation.raise", *(f"recommendation.{v}" for v in RECOMMENDATION_FLOW.moves)]


@dataclass(frozen=True)
class Step:
    """One thing that happened to a recommendation."""

    entry: Entry

    @property
    def on(self) -> date:
        return self.entry.effective_on

    @property
    def sentence(self) -> str:
        """What happened; an ending is told in the reader's language, not in the closer's."""
        ending = self.entry.details.get("ending")
        if not ending:
            return self.entry.sentence
        return f"{self.entry.sentence}: {Recommendation.Ending(ending).label}"

    @property
    def is_simulated(self) -> bool:
        return self.entry.is_simulated

    @property
    def backdated_because(self) -> str:
        return self.entry.backdated_because


def story_of(recommendation: Recommendation) -> list[Step]:
    """What happened, oldest first; what was answered stands in its answers."""
    entries = Entry.objects.filter(
        subject_type=Recommendation._meta.label_lower, subject_id=str(recommendation.pk)
    )
    return [Step(entry) for entry in entries.order_by("id")]


def state_on(recommendation: Recommendation, day: date) -> str | None:
    """The state that held on a day; None: not raised yet."""
    return states_on([recommendation], day).get(recommendation.pk)


def states_on(recommendations: Iterable[Recommendation], day: date) -> dict[int, str]:
    """Recommendation → the state that held on a day, read from the journal in one query.

    One that was not raised yet is left out. Moves are taken in the order in which they were
    made: one that was dated back changed what came before it, too.
    """
    entries = (
        Entry.objects.filter(
            subject_type=Recommendation._meta.label_lower,
            subject_id__in=[str(each.pk) for each in recommendations],
            effective_on__lte=day,
            event__in=MOVES,
        )
        .order_by("subject_id", "-id")
        .distinct("subject_id")
    )
    return {int(subject): after for subject, after in entries.values_list("subject_id", "after")}
