"""The JSON door to indicators, reports and figures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from haicap.foundation.access import Actor
from haicap.foundation.access.days import Day
from haicap.foundation.api.paging import Paged, Paging, paged
from haicap.foundation.sources.queries import Citations, citations_of_all

from . import actions, queries
from .models import Figure, Indicator, Report

router = Router(tags=["indicators"])

Key = Annotated[str, Field(max_length=60)]


class UnitOut(Schema):
    key: str
    name: str

    @staticmethod
    def resolve_name(unit: Any) -> str:
        return str(unit.full_name)


class IndicatorOut(Schema):
    """What is measured; no figure lies beyond `minimum` and `maximum` (null: no limit)."""

    code: str
    name: str
    unit_of_measure: str
    direction: Indicator.Direction
    minimum: Decimal | None
    maximum: Decimal | None


class FigureOut(Schema):
    """A number as it was reported: `in_words` says it whole.

    `value` is null unless the number was reported as exact; else `amount` is what `bound` speaks
    of (“more than 15,000”: null, "more_than", "15000"), and nothing may be added up from it.
    """

    id: int
    report_id: int
    indicator: IndicatorOut
    value: str | None
    bound: Figure.Bound
    amount: str
    in_words: str
    period: str
    from_on: date | None
    to_on: date | None
    remark: str
    corrects_id: int | None
    corrected_by_id: int | None
    reason: str
    sources: list[str]
    is_simulated: bool


class StatementOut(Schema):
    number: int
    text: str
    is_simulated: bool


class ReportOut(Schema):
    """A report; a day that is null is not stated."""

    id: int
    title: str
    units: list[UnitOut]
    reported_to: UnitOut | None
    reported_on: date | None
    period: str
    from_on: date | None
    to_on: date | None
    outlook: str
    statements: list[StatementOut]
    figures: list[FigureOut]
    is_simulated: bool


class ReportIn(Schema):
    title: str = Field(max_length=300)
    units: list[Key] = Field(max_length=500)
    reported_to: Key | None = None
    reported_on: Day | None = None
    period: str = Field(max_length=200)
    from_on: Day | None = None
    to_on: Day | None = None
    outlook: str = Field("", max_length=300)


class StatementIn(Schema):
    text: str = Field(max_length=20_000)


class AmountIn(Schema):
    """A value with its bound: “more than 15,000” is {"value": "15000", "bound": "more_than"}."""

    value: Decimal
    bound: Figure.Bound


class FigureIn(AmountIn):
    indicator: Key
    period: str = Field("", max_length=200)
    from_on: Day | None = None
    to_on: Day | None = None
    remark: str = Field("", max_length=500)


class CorrectionIn(AmountIn):
    reason: str = Field(max_length=500)


class FigureFilter(Schema):
    """Of one unit, by its key; of one indicator, by its code."""

    unit: Key | None = None
    indicator: Key | None = None


@router.get("/indicators", response=Paged[IndicatorOut])
def list_indicators(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Everything that is measured."""
    return paged(Indicator.objects.all(), paging, order=("code",))


@router.get("/reports", response=Paged[ReportOut])
def list_reports(request: HttpRequest, paging: Query[Paging], only: Query[FigureFilter]) -> Any:
    """The reports you may see, newest first."""
    reports = queries.reports_with(_actor(request), **_chosen(only))
    page = paged(queries.with_contents(reports), paging)
    return {"items": _report_outs(page.items), "next_cursor": page.next_cursor}


@router.get("/reports/{int:pk}", response=ReportOut)
def get_report(request: HttpRequest, pk: int) -> Any:
    """One report with its statements and figures, corrected ones among them."""
    reports = queries.with_contents(Report.objects.visible_to(_actor(request)))
    return _report_outs([get_object_or_404(reports, pk=pk)])[0]


@router.post("/reports", response={201: ReportOut})
def submit_report(request: HttpRequest, report: ReportIn) -> Any:
    """Submit a report for units in which you hold a position."""
    given = report.dict(exclude={"units", "reported_to"})
    to = [report.reported_to] if report.reported_to else []
    new = actions.submit_report(
        actor=_actor(request),
        units=queries.units_by_key("units", report.units),
        reported_to=next(iter(queries.units_by_key("reported_to", to)), None),
        **given,
    )
    return Status(201, get_report(request, new.pk))


@router.post("/reports/{int:pk}/statements", response={201: StatementOut})
def add_statement(request: HttpRequest, pk: int, statement: StatementIn) -> Any:
    """Add a result in words."""
    report = get_object_or_404(Report.objects.visible_to(_actor(request)), pk=pk)
    return Status(201, actions.add_statement(report, actor=_actor(request), text=statement.text))


@router.post("/reports/{int:pk}/figures", response={201: FigureOut})
def report_figure(request: HttpRequest, pk: int, figure: FigureIn) -> Any:
    """Add a number with its bound; a reported number is never changed, only corrected."""
    report = get_object_or_404(Report.objects.visible_to(_actor(request)), pk=pk)
    new = actions.report_figure(
        report,
        actor=_actor(request),
        indicator=queries.indicator_by_code("indicator", figure.indicator),
        **figure.dict(exclude={"indicator"}),
    )
    return Status(201, get_figure(request, new.pk))


@router.get("/figures", response=Paged[FigureOut])
def list_figures(request: HttpRequest, paging: Query[Paging], only: Query[FigureFilter]) -> Any:
    """The figures you may see, newest first."""
    page = paged(queries.figures_with(_actor(request), **_chosen(only)), paging)
    return {"items": _figure_outs(page.items), "next_cursor": page.next_cursor}


@router.get("/figures/{int:pk}", response=FigureOut)
def get_figure(request: HttpRequest, pk: int) -> Any:
    """One figure as it was reported, and what it corrects or is corrected by."""
    figures = queries.with_words(Figure.objects.visible_to(_actor(request)))
    return _figure_outs([get_object_or_404(figures, pk=pk)])[0]


@router.post("/figures/{int:pk}/correction", response={201: FigureOut})
def correct_figure(request: HttpRequest, pk: int, correction: CorrectionIn) -> Any:
    """Put a right figure beside a wrong one, which stays; answers the new one."""
    wrong = get_object_or_404(Figure.objects.visible_to(_actor(request)), pk=pk)
    new = actions.correct_figure(wrong, actor=_actor(request), **correction.dict())
    return Status(201, get_figure(request, new.pk))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _chosen(only: FigureFilter) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    if only.unit:
        chosen["unit"] = queries.units_by_key("unit", [only.unit])[0]
    if only.indicator:
        chosen["indicator"] = queries.indicator_by_code("indicator", only.indicator)
    return chosen


def _report_outs(reports: Any) -> list[dict[str, Any]]:
    """Reports with the sources of all their figures asked for at once."""
    figures = [figure for report in reports for figure in report.figures.all()]
    outs = _figure_outs(figures)
    names = ReportOut.model_fields.keys() - {"units", "statements", "figures"}
    return [
        {
            **{name: getattr(report, name) for name in names},
            "units": list(report.units.all()),
            "statements": list(report.statements.all()),
            "figures": [out for out in outs if out["report_id"] == report.pk],
        }
        for report in reports
    ]


def _figure_outs(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Figures with their sources: one query, however many."""
    citations = citations_of_all(figures)
    return [_figure_out(figure, citations[figure]) for figure in figures]


def _figure_out(figure: Figure, citations: Citations) -> dict[str, Any]:
    names = FigureOut.model_fields.keys() - {"value", "amount", "corrected_by_id", "sources"}
    amount = f"{queries.plain(figure.value)}"
    newer = getattr(figure, "corrected_by", None)
    return {
        **{name: getattr(figure, name) for name in names},
        "value": amount if figure.is_exact else None,
        "amount": amount,
        "corrected_by_id": newer and newer.pk,
        "sources": [source.code for source in citations.whole],
    }
