"""Goals that are met or not, the grade of a unit, and what a unit was not asked for."""

from datetime import date
from decimal import Decimal

import pytest

from haicap.domain.indicators.actions import report_figure
from haicap.domain.indicators.models import Figure, Indicator, Report
from haicap.domain.indicators.testing import report
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks.queries.goals import decided, goals_of
from haicap.domain.tasks.queries.scores import Period, standing_in
from haicap.domain.tasks.scoring import Criterion, Ratio, Score, grade_of, percent_of
from haicap.domain.tasks.testing import assigned_task, verified_task
from haicap.foundation.statutes import statute
from haicap.foundation.statutes.kinds import Code
from haicap.foundation.statutes.wording import Text

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
YEAR = Period(FIRST, LAST)
BEGUN, DUE = date(2025, 3, 1), date(2025, 6, 30)
DATED = {"effective_on": BEGUN, "due_on": DUE, "due_precision": "day"}
WHOLE, NONE = Ratio(9, 9), Ratio(0, 0)
GRADES = statute("task.score.grade", on=LAST).codes.entries


def limit(**bounds: int) -> Code:
    return Code(
        "A", Text("a", "a"), Decimal("2.5"), "a", **{k: Decimal(v) for k, v in bounds.items()}
    )


@pytest.mark.parametrize(
    ("value", "bound", "least", "most"),
    [
        (95, "exact", True, True),
        (94, "exact", False, True),
        (96, "exact", True, False),
        (95, "at_least", True, None),
        (90, "more_than", None, None),
        (95, "more_than", True, False),
        (95, "less_than", False, True),
        (95, "at_most", None, True),
        (96, "less_than", None, None),
        (96, "about", None, None),
    ],
)
def test_a_figure_decides_only_what_its_bound_allows(
    value: int, bound: str, least: bool | None, most: bool | None
) -> None:
    figure = Figure(value=Decimal(value), bound=bound)
    assert decided(figure, limit(least=95)) is least
    assert decided(figure, limit(most=95)) is most


@pytest.mark.parametrize(
    ("percent", "in_time", "done", "grade"),
    [
        ("90.01", WHOLE, WHOLE, "EXCELLENT"),
        ("90.00", WHOLE, WHOLE, "GOOD"),
        ("99", Ratio(8, 9), WHOLE, "GOOD"),
        ("99", NONE, WHOLE, "EXCELLENT"),
        ("99", Ratio(8, 9), Ratio(8, 9), "DONE"),
        ("80.00", WHOLE, WHOLE, "DONE"),
        ("50.00", NONE, WHOLE, "DONE"),
        ("49.99", WHOLE, WHOLE, "NOT_DONE"),
        ("0", Ratio(0, 9), Ratio(0, 9), "NOT_DONE"),
    ],
)
def test_a_grade_takes_points_and_its_condition(
    percent: str, in_time: Ratio, done: Ratio, grade: str
) -> None:
    found = grade_of(Decimal(percent), {"in_time": in_time, "done": done}, GRADES)
    assert found is not None
    assert found.code == grade


def test_a_group_that_was_not_assigned_is_not_held_against_a_unit() -> None:
    half = Score([Criterion("A", Ratio(1, 2), Decimal(30))])
    nothing = Score([Criterion("B", NONE, Decimal(15))])
    assert percent_of([half, nothing]) == Decimal("50.00")
    assert percent_of([half, Score([Criterion("B", Ratio(1, 1), Decimal(15))])]) == Decimal("66.67")
    assert percent_of([nothing]) is None


def figure(world: SmallProvince, code: str, value: str, **said: object) -> Figure:
    measured, _made = Indicator.objects.get_or_create(
        code=code, defaults={"name": code, "unit_of_measure": "%"}
    )
    told = {"to_on": date(2025, 6, 30), "units": [world.commune_a]} | said
    bound = str(told.pop("bound", "exact"))
    made: Report = report(world, actor=world.house, **told)
    return report_figure(
        made, actor=world.house, indicator=measured, value=Decimal(value), bound=bound
    )


def test_goals_open_to_the_last_figure_that_the_unit_reported_alone(world: SmallProvince) -> None:
    figure(world, "clearance-area-rate", "80", to_on=date(2025, 3, 31))
    last = figure(world, "clearance-area-rate", "95")
    late = figure(world, "digital-tasks-late", "1")
    figure(world, "land-violations", "0", to_on=date(2026, 1, 31))
    figure(world, "domestic-revenue-of-target", "120", units=[world.commune_a, world.commune_b])
    about = figure(world, "disbursement-of-target", "100", bound="about")
    score, goals = goals_of(world.clara, world.commune_a, FIRST, LAST)
    told = {each.code.code: (each.figure, each.is_met) for each in goals}
    assert told == {
        "CLEARANCE": (last, True),
        "DISBURSEMENT": (about, None),
        "REVENUE": (None, None),
        "LAND": (None, None),
        "PLANNING": (None, None),
        "DIGITAL": (late, False),
    }
    # Two of six were reported: half of their points, rescaled to the whole group of fifteen.
    assert (score.assigned, score.full, score.points) == (5, 15, Decimal("7.50"))
    assert goals_of(world.mila, world.commune_a, FIRST, LAST)[0].points is None


def test_the_page_shows_goals_and_grade_and_both_take_three_queries(
    world: SmallProvince, sign_in: object, django_assert_num_queries: object
) -> None:
    verified_task(world, on=DUE, **DATED)
    made = figure(world, "clearance-area-rate", "96")
    with django_assert_num_queries(3):  # type: ignore[operator]
        standing = standing_in(world.clara, world.commune_a, YEAR)
    assert (standing.percent, standing.grade and standing.grade.code) == (100, "EXCELLENT")
    asked = {"unit": "06529", "first": "01/01/2025", "last": "31/12/2025"}
    clara = sign_in(world.clara)  # type: ignore[operator]
    page = clara.get("/tasks/scores/", asked).text
    assert made.get_absolute_url() in page
    assert "excellent" in page
    assert "not reported" in page
    assigned_task(world, **DATED)
    assert "excellent" not in clara.get("/tasks/scores/", asked).text
    nothing = standing_in(world.clara, world.commune_b, YEAR)
    assert (nothing.percent, nothing.grade) == (None, None)
