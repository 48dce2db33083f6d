"""Reads of reports and figures: what was reported, in which words, and where it comes from."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import PLACES, Kind, Unit
from haicap.domain.organisations.queries import standing_of
from haicap.foundation.access import Actor, Invalid, Refusal

from .models import Figure, Indicator, Report, Statement
from .rules import REPORTERS, by_a_reporting_unit
from .wording import in_signs, in_words, plain

SHOWN = 5

__all__ = [
    "adding",
    "bodies_reported_to",
    "communes",
    "doors",
    "figures_of",
    "figures_with",
    "in_signs",
    "in_words",
    "indicator_by_code",
    "latest_figures",
    "newest_figures",
    "plain",
    "reports_with",
    "units_by_key",
    "units_reported_for",
    "with_contents",
    "with_first_contents",
    "with_reporters",
    "with_words",
]


def figures_of(report: Report) -> QuerySet[Figure]:
    """Its figures in the order they were reported; a corrected one stays among them."""
    return with_words(report.figures.all())


def with_words(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """The same figures with what their words need, in the order they were reported."""
    return figures.select_related("indicator", "corrected_by__indicator").order_by("id")


def with_contents(
    reports: QuerySet[Report], indicator: Indicator | None = None
) -> QuerySet[Report]:
    """The same reports with units, statements and figures (of one indicator, if it is named)."""
    only: dict[str, Any] = {"indicator": indicator} if indicator else {}
    return reports.select_related("reported_to").prefetch_related(
        Prefetch("units", Unit.objects.order_by("sort_key")),
        Prefetch("statements", Statement.objects.order_by("number")),
        Prefetch("figures", with_words(Figure.objects.filter(**only))),
    )


def with_first_contents(
    reports: QuerySet[Report], indicator: Indicator | None = None
) -> QuerySet[Report]:
    """The same reports with units, their first figures in `shown`, and how many there are:
    `figure_count`, `statement_count`. For a list: a report may have hundreds."""
    only: dict[str, Any] = {"indicator": indicator} if indicator else {}
    figures = with_words(Figure.objects.filter(**only))[:SHOWN]
    return reports.prefetch_related(
        Prefetch("units", Unit.objects.order_by("sort_key")),
        Prefetch("figures", figures, to_attr="shown"),
    ).annotate(
        figure_count=_how_many(Figure.objects.filter(report=OuterRef("pk"), **only)),
        statement_count=_how_many(Statement.objects.filter(report=OuterRef("pk"))),
    )


def with_reporters(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """With `reporters`, how many units reported each: what several report together is not the
    figure of one of them. Counted for the figures that are read, not for all."""
    units = Report.units.through.objects.filter(report=OuterRef("report"))
    return figures.annotate(reporters=_how_many(units))


def _how_many(rows: QuerySet[Any]) -> Subquery:
    counted = rows.order_by().values("report").annotate(count=Count("pk")).values("count")
    return Subquery(counted, output_field=IntegerField())


def reports_with(
    actor: Actor, unit: Unit | None = None, indicator: Indicator | None = None, text: str = ""
) -> QuerySet[Report]:
    """The reports an actor may see: of one unit, with a figure of one indicator, if named.

    Words are looked for in the title and in the results that it tells in words.
    """
    reports = Report.objects.visible_to(actor)
    if unit:
        of_unit = Report.units.through.objects.filter(unit=unit)
        reports = reports.filter(pk__in=of_unit.values("report"))
    if indicator:
        reports = reports.filter(pk__in=Figure.objects.filter(indicator=indicator).values("report"))
    if text:
        # Asked apart, so that each is answered by an index; joined by OR none could be.
        titled = Report.objects.filter(title__says=text).values("pk")
        told = Statement.objects.filter(text__says=text).values("report")
        reports = reports.filter(pk__in=titled.union(told))
    return reports


def figures_listed(
    actor: Actor, unit: Unit | None = None, indicator: Indicator | None = None, text: str = ""
) -> QuerySet[Figure]:
    """The figures of these reports, one a row, with what a file shows of them."""
    figures = Figure.objects.filter(report__in=reports_with(actor, unit, indicator, text))
    if indicator:
        figures = figures.filter(indicator=indicator)
    units = Prefetch("report__units", Unit.objects.order_by("sort_key"))
    return with_words(figures).select_related("report").prefetch_related(units)


def figures_with(
    actor: Actor, unit: Unit | None = None, indicator: Indicator | None = None
) -> QuerySet[Figure]:
    """The figures an actor may see, as they were reported."""
    figures = Figure.objects.filter(report__in=reports_with(actor, unit))
    if indicator:
        figures = figures.filter(indicator=indicator)
    return with_words(figures)


def newest_figures(actor: Actor, unit: Unit, most: int) -> QuerySet[Figure]:
    """The figures of a unit's newest reports that stand uncorrected, the newest first.

    Of so many reports, which hold so many of them at least: no others are read.
    """
    standing = Figure.objects.filter(corrected_by=None)
    told = Exists(standing.filter(report=OuterRef("pk")))
    newest = reports_with(actor, unit).filter(told).order_by("-id").values("pk")[:most]
    figures = with_words(standing.filter(report__in=newest)).select_related("report")
    return figures.order_by("-report_id", "-id")


def latest_figures(actor: Actor, units: Iterable[Unit], *, on: date) -> QuerySet[Figure]:
    """Of each unit and indicator the figure of the latest period reported by a day, in one query.

    `place` is the unit. One whose report carries no day is taken for reported: nobody can say
    that it came later. What was corrected since does not count.
    """
    until = Coalesce("to_on", "report__to_on", "report__reported_on")
    figures = (
        Figure.objects.visible_to(actor)
        .filter(Q(report__reported_on=None) | Q(report__reported_on__lte=on))
        .filter(report__units__in=list(units), corrected_by=None)
        .annotate(place=F("report__units"))
        .order_by("place", "indicator", until.desc(nulls_last=True), "-id")
        .distinct("place", "indicator")
    )
    return with_reporters(figures.select_related("indicator", "report"))


def units_reported_for(actor: Actor) -> Sequence[Unit]:
    """For whom an actor may submit a report today: a body of a commune reports for the commune."""
    standing = standing_of(actor)
    mine = [unit for unit in standing.units if standing.holds(unit, REPORTERS)]
    units = Unit.objects.in_force(timezone.localdate()).filter(pk__in=mine).order_by("sort_key")
    places = [unit for unit in units if unit.kind == Kind.COMMUNE]
    return places or list(units)


def communes() -> QuerySet[Unit]:
    """The communes of the home province today."""
    return (
        Unit.objects.in_force(timezone.localdate())
        .filter(kind=Kind.COMMUNE, parent__key=settings.HOME_PROVINCE)
        .order_by("sort_key")
    )


def bodies_reported_to() -> QuerySet[Unit]:
    """The bodies of the home province, whom communes report to."""
    home = settings.HOME_PROVINCE
    below = Q(parent__key=home) | Q(parent__parent__key=home, parent__kind__in=_BODIES)
    units = Unit.objects.in_force(timezone.localdate()).filter(below).exclude(kind__in=PLACES)
    return units.order_by("sort_key")


_BODIES = [kind for kind in Kind if kind not in PLACES]


def units_by_key(field: str, keys: Iterable[str]) -> list[Unit]:
    """Units in the order of their keys; raises Invalid on `field` for a key that no unit has."""
    keys = list(keys)
    known = {unit.key: unit for unit in Unit.objects.filter(key__in=keys)}
    for key in keys:
        if key not in known:
            raise Invalid(field, _("There is no unit with this key."), key)
    return [known[key] for key in dict.fromkeys(keys)]


def indicator_by_code(field: str, code: str) -> Indicator:
    """Raises Invalid on `field` for a code that no indicator has."""
    indicator = Indicator.objects.filter(code=code).first()
    if indicator is None:
        raise Invalid(field, _("There is no indicator with this code."), code)
    return indicator


def adding(actor: Actor, report: Report) -> Refusal | None:
    """Why an actor may not add to a report or correct it; None: they may."""
    return by_a_reporting_unit(actor, report)


def doors(report: Report) -> dict[str, str]:
    """Where a report's own pages are: what is added to it."""
    return {
        "add_statement": reverse("indicators:statement", args=[report.pk]),
        "report_figure": reverse("indicators:figure", args=[report.pk]),
    }
