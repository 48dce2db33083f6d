"""Which of the rows that say the words are most likely meant? And how many are there?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from .folding import fold

T = TypeVar("T", bound=Model)
MOST = 200
"""So many rows, the newest, are counted and ordered: a word that all records say costs no more."""


@dataclass(frozen=True)
class Best(Generic[T]):
    """The best answers, and how many there are: `total` of them, or more if it is not exact."""

    rows: Sequence[T]
    total: int
    is_exact: bool = True


def best(found: QuerySet[T], text: str, *fields: str, shown: int) -> Best[T]:
    """The closest of what was found, in two queries; the newer stands first among equals.

    `found` already starts from what the actor may see and holds the words; `fields` are the
    columns that it was asked for, and may lie in rows it points to.
    """
    newest = list(found.order_by("-pk").values_list("pk", *fields)[: MOST + 1])
    phrase = fold(text)
    ordered = sorted(newest[:MOST], key=lambda row: min(distance(said, phrase) for said in row[1:]))
    chosen = [row[0] for row in ordered[:shown]]
    rows = {row.pk: row for row in found.filter(pk__in=chosen)} if chosen else {}
    # One that went meanwhile is left out.
    answers = [rows[pk] for pk in chosen if pk in rows]
    return Best(answers, len(ordered), is_exact=len(newest) <= MOST)


def distance(said: str | None, phrase: str) -> int:
    """0: it says just this; then: begins so, a word begins so, holds it, holds the words apart."""
    folded = fold(said or "")
    if folded == phrase:
        return 0
    if folded.startswith(phrase):
        return 1
    if f" {phrase}" in folded:
        return 2
    return 3 if phrase in folded else 4
