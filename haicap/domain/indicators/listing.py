"""The list of reported figures: its columns in a file; bound and amount stand apart."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

from .models import Figure


def _units(figure: Figure) -> str:
    return ", ".join(unit.full_name for unit in figure.report.units.all())


def _correction(figure: Figure) -> str:
    correction = getattr(figure, "corrected_by", None)
    return correction.in_words if correction else ""


FIGURES = Table(
    "so-lieu",
    _("Reported figures"),
    Column(_("Report"), lambda figure: figure.report.title),
    Column(_("Units"), _units),
    Column(_("Indicator"), lambda figure: figure.indicator.name),
    Column(_("As reported"), lambda figure: figure.in_words),
    Column(_("Bound"), lambda figure: figure.get_bound_display()),
    Column(_("Amount"), lambda figure: figure.value),
    Column(_("Unit of measure"), lambda figure: figure.indicator.unit_of_measure),
    Column(_("Period"), lambda figure: figure.period or figure.report.period),
    Column(_("From"), lambda figure: figure.from_on or figure.report.from_on),
    Column(_("To"), lambda figure: figure.to_on or figure.report.to_on),
    Column(_("Corrected"), _correction),
    order=("id",),
)
