"""Two sheets side by side: what moved from one session to the next, and what did not?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from haicap.foundation.access import Actor

from .models import Sheet
from .standing import SheetRow, rows_of

Subject = tuple[int | None, int | None]


class Change(StrEnum):
    """What became of one item or recommendation between two days."""

    MOVED = "moved"
    UNMOVED = "unmoved"
    NEW = "new"
    """It stands on the later sheet only."""
    GONE = "gone"
    """It stood on the earlier sheet only."""


@dataclass(frozen=True)
class Pair:
    """One item or recommendation as it stood on the two days."""

    before: SheetRow | None
    after: SheetRow | None

    @property
    def row(self) -> SheetRow:
        """The later of the two."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def change(self) -> Change:
        if self.before is None:
            return Change.NEW
        if self.after is None:
            return Change.GONE
        is_same = _measure(self.before) == _measure(self.after)
        return Change.UNMOVED if is_same else Change.MOVED


def compared(before: Sheet, after: Sheet, actor: Actor) -> list[Pair]:
    """The rows of both sheets that the actor sees, in the order of the later one; then those
    that stood on the earlier one only."""
    earlier = {_subject(row): row for row in rows_of(before, actor)}
    later = rows_of(after, actor)
    pairs = [Pair(earlier.pop(_subject(row), None), row) for row in later]
    return [*pairs, *(Pair(row, None) for row in earlier.values())]


def counts(pairs: Sequence[Pair]) -> dict[Change, int]:
    """How many of each; those with none, too."""
    return {change: sum(pair.change == change for pair in pairs) for change in Change}


def _subject(row: SheetRow) -> Subject:
    return row.row.item_id, row.row.recommendation_id


def _measure(row: SheetRow) -> tuple[object, ...]:
    """All that can move: the state of each task with its progress and evidence, the answers, the
    group's assessment."""
    tasks = tuple(
        (
            each.task.pk,
            each.state if each.is_stated else None,
            each.progress.percent if each.progress else None,
            each.evidence,
        )
        for each in row.tasks
    )
    answers = tuple(answer.pk for answer in row.answers)
    answered_by = tuple(response.pk for response in row.answered_by)
    return row.standing, str(row.words), tasks, answers, answered_by, row.row.assessment
