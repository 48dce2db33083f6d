"""Scores of a unit by formula: what counts, what is rescaled, how it is rounded. Pure functions.

Hải Phòng's decision 212/2025/QĐ-UBND is the pattern; the weights are a statute of the province.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from haicap.foundation.statutes.kinds import Code

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Ratio:
    """A part of a whole, which always carries both; without a whole there is no ratio."""

    part: int
    whole: int

    def percent(self, places: int = 2, *, truncated: bool = False) -> Decimal | None:
        """In percent, rounded half up, or cut off where that is how it was published."""
        if not self.whole:
            return None
        step = Decimal(1).scaleb(-places)
        exact = Decimal(100 * self.part) / Decimal(self.whole)
        return exact.quantize(step, ROUND_DOWN if truncated else ROUND_HALF_UP)


@dataclass(frozen=True)
class Criterion:
    """One line of a score: done of assigned, times a weight; not assigned is not zero."""

    code: str
    ratio: Ratio
    weight: Decimal

    @property
    def is_assigned(self) -> bool:
        return self.ratio.whole > 0

    @property
    def points(self) -> Decimal | None:
        """None: nothing was assigned, so nothing is scored."""
        if not self.is_assigned:
            return None
        exact = self.weight * self.ratio.part / self.ratio.whole
        return exact.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Score:
    """The criteria of a group, and what they come to."""

    criteria: Sequence[Criterion]

    @property
    def full(self) -> Decimal:
        """What the group gives at most."""
        return sum((each.weight for each in self.criteria), Decimal(0))

    @property
    def assigned(self) -> Decimal:
        """What the criteria give at most that had something to be scored on."""
        return sum((each.weight for each in self.criteria if each.is_assigned), Decimal(0))

    @property
    def is_rescaled(self) -> bool:
        return 0 < self.assigned < self.full

    @property
    def points(self) -> Decimal | None:
        """The points of what was assigned, rescaled to the whole group; None: nothing was."""
        if not self.assigned:
            return None
        earned = sum((each.points or Decimal(0) for each in self.criteria), Decimal(0))
        return (earned * self.full / self.assigned).quantize(CENT, ROUND_HALF_UP)


def percent_of(groups: Iterable[Score]) -> Decimal | None:
    """What several groups come to, of a hundred; a group of which nothing was assigned is left
    out, and None where that is all of them."""
    scored = [(each.points, each.full) for each in groups if each.points is not None]
    if not scored:
        return None
    earned = sum((points for points, _full in scored), Decimal(0))
    full = sum((full for _points, full in scored), Decimal(0))
    return (HUNDRED * earned / full).quantize(CENT, ROUND_HALF_UP)


def grade_of(percent: Decimal, ratios: Mapping[str, Ratio], grades: Iterable[Code]) -> Code | None:
    """The first of the grades, best first, that these points and ratios reach.

    A grade with a condition is for more than its points, one without from its points on. A ratio
    of nothing stands in nobody's way: what was not assigned is not held against a unit.
    """
    for grade in grades:
        points = grade.points or Decimal(0)
        if not grade.measure:
            if percent >= points:
                return grade
            continue
        reached = ratios[grade.measure].percent()
        is_met = reached is None or reached >= (grade.least or Decimal(0))
        if percent > points and is_met:
            return grade
    return None
