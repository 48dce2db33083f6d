"""Everything that changes indicators, reports, statements and figures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import LostRace

from .models import Figure, Indicator, Report, Statement
from .rules import by_a_reporting_unit, by_every_unit, by_the_house
from .wording import in_signs, number


@transaction.atomic
def define_indicator(
    *,
    actor: Actor,
    code: str,
    name: str,
    unit_of_measure: str,
    direction: str = Indicator.Direction.NEITHER,
    minimum: Decimal | None = Decimal(0),
    maximum: Decimal | None = None,
) -> Indicator:
    """Add something that is measured; no figure of it may lie beyond `minimum` and `maximum`."""
    require(by_the_house(actor, None))
    if direction not in Indicator.Direction.values:
        raise Invalid("direction", _("This direction is not known."), direction)
    if Indicator.objects.filter(code=code).exists():
        raise Invalid("code", _("There is an indicator of this code already."), code)
    indicator = Indicator.objects.create(
        code=code,
        name=_words("name", name, 300),
        unit_of_measure=_words("unit_of_measure", unit_of_measure, 60),
        direction=direction,
        minimum=minimum,
        maximum=maximum,
    )
    record(
        actor=actor, event="indicator.define", subject=indicator, name=name, unit=unit_of_measure
    )
    return indicator


@transaction.atomic
def submit_report(
    *,
    actor: Actor,
    title: str,
    units: Sequence[Unit],
    period: str,
    reported_to: Unit | None = None,
    reported_on: date | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    outlook: str = "",
    effective_on: date | None = None,
) -> Report:
    """Hand in a report of one unit, or of several together; its contents follow one by one.

    A day that is not known stays None: neither the day of the report nor the ends of its period
    are guessed.
    """
    _check_reporters(units, reported_to, reported_on)
    _check_window(from_on, to_on)
    require(by_every_unit(actor, units))
    report = Report.objects.create(
        title=_words("title", title, 300),
        period=_words("period", period, 200),
        reported_to=reported_to,
        reported_on=reported_on,
        from_on=from_on,
        to_on=to_on,
        outlook=_words("outlook", outlook, 300, may_be_empty=True),
        is_simulated=actor.is_simulated,
    )
    report.units.set(units)
    record(
        actor=actor,
        event="report.submit",
        subject=report,
        effective_on=effective_on,
        title=report.title,
        period=report.period,
        units=[unit.key for unit in units],
    )
    return report


@transaction.atomic
def add_statement(
    report: Report, *, actor: Actor, text: str, effective_on: date | None = None
) -> Statement:
    """Add a result in words; the next number is its own."""
    require(by_a_reporting_unit(actor, report))
    words = _words("text", text)
    # Two officers may write at once; the lock on the report gives each its own number.
    Report.objects.select_for_update().get(pk=report.pk)
    last = report.statements.aggregate(last=models.Max("number"))["last"] or 0
    statement = Statement.objects.create(
        report=report, number=last + 1, text=words, is_simulated=actor.is_simulated
    )
    record(
        actor=actor,
        event="statement.add",
        subject=statement,
        effective_on=effective_on,
        report=report.title,
        number=statement.number,
    )
    return statement


@transaction.atomic
def report_figure(
    report: Report,
    *,
    actor: Actor,
    indicator: Indicator,
    value: Decimal,
    bound: str,
    period: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    remark: str = "",
    effective_on: date | None = None,
) -> Figure:
    """Add a number as it is reported, with its bound: “more than 15,000” is not 15,000.

    `period`, `from_on` and `to_on` only where the window is not the report's own.
    """
    require(by_a_reporting_unit(actor, report))
    _check_value(indicator, value, bound)
    _check_window(from_on, to_on)
    figure = Figure.objects.create(
        report=report,
        indicator=indicator,
        value=value,
        bound=bound,
        period=_words("period", period, 200, may_be_empty=True),
        from_on=from_on,
        to_on=to_on,
        remark=_words("remark", remark, 500, may_be_empty=True),
        is_simulated=actor.is_simulated,
    )
    record(
        actor=actor,
        event="figure.report",
        subject=figure,
        effective_on=effective_on,
        report=report.title,
        indicator=indicator.name,
        figure=in_signs(figure),
    )
    return figure


@transaction.atomic
def correct_figure(
    figure: Figure,
    *,
    actor: Actor,
    value: Decimal,
    bound: str,
    reason: str,
    effective_on: date | None = None,
) -> Figure:
    """Put a figure beside one that was wrong; the wrong one stays as it was reported.

    Raises LostRace if it was corrected already: the correction itself is what is corrected then.
    """
    require(by_a_reporting_unit(actor, figure.report))
    _check_value(figure.indicator, value, bound)
    why = _words("reason", reason, 500)
    # Two officers may correct at once; the lock on the figure lets one of them be first.
    Figure.objects.select_for_update().get(pk=figure.pk)
    if Figure.objects.filter(corrects=figure).exists():
        raise LostRace(_("This figure was corrected already: correct the newer one."))
    newer = Figure.objects.create(
        report=figure.report,
        indicator=figure.indicator,
        value=value,
        bound=bound,
        period=figure.period,
        from_on=figure.from_on,
        to_on=figure.to_on,
        corrects=figure,
        reason=why,
        is_simulated=actor.is_simulated,
    )
    record(
        actor=actor,
        event="figure.correct",
        subject=newer,
        effective_on=effective_on,
        report=figure.report.title,
        indicator=figure.indicator.name,
        before_figure=in_signs(figure),
        figure=in_signs(newer),
        reason=why,
    )
    return newer


def _words(field: str, text: str, longest: int | None = None, *, may_be_empty: bool = False) -> str:
    words = text.strip()
    if not words and not may_be_empty:
        raise Invalid(field, _("Say it in words; this cannot be empty."), text)
    if longest and len(words) > longest:
        reason = _("Give at most %(count)s characters.") % {"count": longest}
        raise Invalid(field, reason, f"{words[:40]}…")
    return words


def _check_reporters(
    units: Sequence[Unit], reported_to: Unit | None, reported_on: date | None
) -> None:
    today = timezone.localdate()
    if not units:
        raise Invalid("units", _("Name at least one unit that reports."))
    if reported_on and reported_on > today:
        raise Invalid("reported_on", _("A report cannot be given on a day to come."), reported_on)
    if reported_to in units:
        raise Invalid("reported_to", _("A unit does not report to itself."), reported_to)
    there = Unit.objects.in_force(reported_on or today).filter(pk__in=[unit.pk for unit in units])
    gone = {unit.pk for unit in units} - set(there.values_list("pk", flat=True))
    if gone:
        names = ", ".join(unit.full_name for unit in units if unit.pk in gone)
        reason = _("On that day there was no %(units)s.") % {"units": names}
        raise Invalid("units", reason, names)


def _check_window(from_on: date | None, to_on: date | None) -> None:
    if from_on and to_on and to_on < from_on:
        raise Invalid("to_on", _("The last day lies before the first."), to_on)


def _check_value(indicator: Indicator, value: Decimal, bound: str) -> None:
    if bound not in Figure.Bound.values:
        raise Invalid("bound", _("This bound is not known."), bound)
    if not value.is_finite() or _digits_beyond(value):
        # Rounded by the column, it would no longer be what was reported.
        reason = _("Give a number of at most 16 digits, and 4 behind the point.")
        raise Invalid("value", reason, value)
    least, most = indicator.minimum, indicator.maximum
    if least is not None and (value < least or (value == least and bound == "less_than")):
        reason = _("This indicator is never below %(limit)s.") % {"limit": number(least)}
        raise Invalid("value", reason, value)
    if most is not None and (value > most or (value == most and bound == "more_than")):
        reason = _("This indicator is never above %(limit)s.") % {"limit": number(most)}
        raise Invalid("value", reason, value)


def _digits_beyond(value: Decimal) -> bool:
    return abs(value) >= Decimal(10) ** 16 or value != round(value, 4)
