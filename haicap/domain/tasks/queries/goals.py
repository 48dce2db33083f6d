"""Criteria that are met or not, told by what a unit reported: each opens to its figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from haicap.domain.indicators.models import Figure, Report
from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.scoring import Criterion, Ratio, Score
from haicap.foundation.access import Actor
from haicap.foundation.statutes import statute
from haicap.foundation.statutes.kinds import Code

STATUTE = "task.score.goals"
EXACT = Figure.Bound.EXACT
UPWARDS = (EXACT, Figure.Bound.AT_LEAST, Figure.Bound.MORE_THAN)
DOWNWARDS = (EXACT, Figure.Bound.AT_MOST, Figure.Bound.LESS_THAN)


@dataclass(frozen=True)
class Goal:
    """One criterion, and the figure that decides on it; None: nothing of it was reported."""

    code: Code
    figure: Figure | None

    @property
    def is_met(self) -> bool | None:
        """None: not reported, or in words that leave it open (“about 95 %”)."""
        return None if self.figure is None else decided(self.figure, self.code)

    @property
    def criterion(self) -> Criterion:
        ratio = Ratio(0, 0) if self.is_met is None else Ratio(int(self.is_met), 1)
        return Criterion(self.code.code, ratio, self.code.points or Decimal(0))


def decided(figure: Figure, code: Code) -> bool | None:
    """Whether a figure with its bound reaches what the criterion asks; None: it may or may not."""
    value, bound = figure.value, figure.bound
    if code.least is not None:
        if value >= code.least and bound in UPWARDS:
            return True
        is_below = _below(value, code.least, bound, Figure.Bound.LESS_THAN)
        return False if is_below and bound in DOWNWARDS else None
    most = code.most or Decimal(0)
    if value <= most and bound in DOWNWARDS:
        return True
    is_above = _below(-value, -most, bound, Figure.Bound.MORE_THAN)
    return False if is_above and bound in UPWARDS else None


def _below(value: Decimal, limit: Decimal, bound: str, strict: str) -> bool:
    """“Less than 95” lies below 95, “95” does not."""
    return value <= limit if bound == strict else value < limit


def goals_of(actor: Actor, unit: Unit, first: date, last: date) -> tuple[Score, Sequence[Goal]]:
    """The criteria with the last figure the unit reported of a period that ended in this time.

    Of what it reported alone, and of what the actor may see. What was reported together with
    others says nothing of whose it is. One query.
    """
    codes = statute(STATUTE, on=last).codes.entries
    others = Report.units.through.objects.filter(report=OuterRef("report"))
    figures = (
        Figure.objects.visible_to(actor)
        .filter(
            ~Exists(others.exclude(unit=unit.pk)),
            indicator__code__in=[each.measure for each in codes],
            report__units=unit,
            corrected_by=None,
        )
        .annotate(until=Coalesce("to_on", "report__to_on"))
        .filter(until__range=(first, last))
        .select_related("indicator", "report")
        .order_by("indicator__code", "-until", "-id")
        .distinct("indicator__code")
    )
    found = {each.indicator.code: each for each in figures}
    goals = [Goal(each, found.get(each.measure)) for each in codes]
    return Score([each.criterion for each in goals]), goals
