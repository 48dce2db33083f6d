"""How likely two recommendations are one matter, and by which words: rules one can read."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .wording import LEXICON


@dataclass(frozen=True)
class Read:
    """What is compared of a recommendation."""

    terms: Sequence[str]
    category: str = ""
    raised_on: date | None = None


@dataclass(frozen=True)
class Likeness:
    """0: nothing in common; 1: the same words. `held_against` says what made it less."""

    score: float
    shared: list[str] = field(default_factory=list)
    """The terms that both say, the telling first."""
    held_against: list[str] = field(default_factory=list)

    @property
    def is_proposed(self) -> bool:
        return self.score >= LEXICON.limit("threshold")


def likeness(one: Read, other: Read, rarity: Mapping[str, float]) -> Likeness:
    """`rarity` is 1 for a word that all say, 2 for one that nobody else says (`rarity_of`)."""
    first, second = _weighed(one.terms, rarity), _weighed(other.terms, rarity)
    shared = {term: min(first[term], second[term]) for term in first.keys() & second.keys()}
    whole = sum(first.values()) + sum(second.values())
    score = 2 * sum(shared.values()) / whole if whole else 0.0
    held_against = []
    for name, is_so in (
        ("other_category", one.category != other.category),
        ("other_act", _are_apart(one.terms, other.terms, "!")),
        ("other_object", _are_apart(one.terms, other.terms, "@")),
        ("other_concept", _is_each_more(one.terms, other.terms)),
    ):
        if is_so:
            score *= LEXICON.factor(name)
            held_against.append(name)
    score *= _nearness(one.raised_on, other.raised_on)
    return Likeness(score, sorted(shared, key=lambda term: (-shared[term], term)), held_against)


def rarity_of(said_by: int, of: int) -> float:
    """Between 1 and 2, by the logarithm, as rarity is weighed in search engines."""
    all_of_them = max(of, said_by) + 2
    return 1 + math.log(all_of_them / (said_by + 1)) / math.log(all_of_them)


def _weighed(terms: Sequence[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """Plain term → what it tells; said of the thing and of its purpose, it is of the thing."""
    found: dict[str, float] = {}
    for term in terms:
        bare = term.removeprefix("~")
        if bare.startswith("!"):
            continue
        told = LEXICON.weight(_kind(bare)) * rarity.get(bare, 1.0)
        told *= LEXICON.weight("purpose") if term != bare else 1
        found[bare] = max(found.get(bare, 0), told)
    return found


def _kind(term: str) -> str:
    if term.startswith("="):
        return "concept"
    if term.startswith("@"):
        return "name"
    return "pair" if " " in term else "single"


def _are_apart(one: Sequence[str], other: Sequence[str], mark: str) -> bool:
    """Both say something of this kind, and nothing of it is the same."""
    first = {term for term in one if term.startswith(mark)}
    second = {term for term in other if term.startswith(mark)}
    return bool(first and second) and not first & second


def _is_each_more(one: Sequence[str], other: Sequence[str]) -> bool:
    """Each asks for a concept of its own beside what they share."""
    first = {term for term in one if term.startswith("=")}
    second = {term for term in other if term.startswith("=")}
    return bool(first - second and second - first)


def _nearness(one: date | None, other: date | None) -> float:
    if one is None or other is None:
        return 1.0
    apart = min(abs((one - other).days) / LEXICON.limit("window_days"), 1.0)
    return 1 - apart * (1 - LEXICON.factor("end_of_window"))
