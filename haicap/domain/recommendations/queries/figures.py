"""How many recommendations there are, by state and ending, from the ledger: no row is counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from haicap.domain.organisations.queries import seen_counts
from haicap.domain.recommendations.counting import SEEN, cell_of
from haicap.domain.recommendations.models import DAY_NOT_KNOWN, Recommendation
from haicap.foundation.access import Actor
from haicap.foundation.ledger.windows import Window

State = Recommendation.State


@dataclass(frozen=True)
class Counts:
    """Of those an actor may see; one that was joined to another is counted there."""

    cells: Mapping[str, int]

    def of_state(self, state: str) -> int:
        return sum(
            number
            for cell, number in self.cells.items()
            if cell == state or cell.startswith(f"{state}.")
        )

    def of_ending(self, ending: str) -> int:
        return self.cells.get(f"closed.{ending}", 0)

    @property
    def total(self) -> int:
        return sum(self.cells.values())

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """(state, its word, how many), in their order."""
        return [
            (state, str(label), self.of_state(state))
            for state, label in State.choices
            if state != State.JOINED
        ]

    @property
    def endings(self) -> list[tuple[str, str, int]]:
        """(ending, its word, how many) of those that are closed."""
        return [
            (ending, str(label), self.of_ending(ending))
            for ending, label in Recommendation.Ending.choices
        ]


def counts_seen(actor: Actor, *, raised_before: date | None = None) -> Counts:
    """All that the actor may see, or those raised before a day, in two queries at most."""
    last = raised_before - timedelta(days=1) if raised_before else DAY_NOT_KNOWN
    if actor.is_house:
        return Counts(_counted_by_hand(last))
    (cells,) = seen_counts(actor, SEEN, [Window.up_to(last)], by="cell")
    return Counts({cell: number for cell, number in cells.items() if number})


def counts_by_category(actor: Actor) -> dict[str, int]:
    """Category → how many the actor may see."""
    if actor.is_house:
        everything = Recommendation.objects.exclude(state=State.JOINED)
        return dict(Counter(everything.values_list("category", flat=True)))
    (found,) = seen_counts(actor, SEEN, [Window.up_to(DAY_NOT_KNOWN)], by="category")
    return {category: number for category, number in found.items() if number}


def _counted_by_hand(last: date) -> Mapping[str, int]:
    """For the house, which stands in no unit and so in no figure."""
    everything = Recommendation.objects.exclude(state=State.JOINED).filter(listed_on__lte=last)
    return Counter(map(cell_of, everything.only("state", "ending")))
