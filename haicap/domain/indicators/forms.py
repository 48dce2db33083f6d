"""What an officer types to report: the report, a result in words, a figure, a correction."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import Unit
from haicap.foundation.ui.forms import DayField, Form

from . import queries
from .models import Figure, Indicator

BOUNDS = Figure.Bound.choices


def _unit(label: Any, **kwargs: Any) -> "forms.ModelChoiceField[Unit]":
    """A unit by its key, shown by its full name."""
    return forms.ModelChoiceField(Unit.objects.none(), label=label, to_field_name="key", **kwargs)


def _units(label: Any) -> "forms.ModelMultipleChoiceField[Unit]":
    """Any number of units by their keys, each with its box."""
    return forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=label,
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )


class AmountField(forms.CharField):
    """A number as the language writes it: “15.000” is fifteen thousand in Vietnamese.

    Django's own field would read it as fifteen, and a report would be wrong by a thousand.
    """

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "size": 16}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attributes), **kwargs)

    def clean(self, value: Any) -> Any:
        return _amount(super().clean(value))


def _amount(typed: str) -> Decimal:
    point = re.escape(formats.get_format("DECIMAL_SEPARATOR"))
    comma = re.escape(formats.get_format("THOUSAND_SEPARATOR"))
    groups = rf"\d{{1,3}}(?:(?:{comma}|\s)\d{{3}})+"
    if not re.fullmatch(rf"-?(?:{groups}|\d+)(?:{point}\d+)?", typed, re.ASCII):
        example = formats.number_format(Decimal("15000.5"), force_grouping=True)
        raise forms.ValidationError(_("Write the number as in %(example)s.") % {"example": example})
    whole = re.sub(rf"{comma}|\s", "", typed)
    return Decimal(whole.replace(formats.get_format("DECIMAL_SEPARATOR"), "."))


class ReportForm(Form):
    """The report as a whole; its results and figures follow on their own pages."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    units = _units(gettext_lazy("Who reports"))
    reported_to = _unit(gettext_lazy("Reported to"), required=False)
    reported_on = DayField(label=gettext_lazy("Day of the report"), required=False)
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=200,
        help_text=gettext_lazy("In words, as the report names it: nine months of 2025."),
    )
    from_on = DayField(
        label=gettext_lazy("First day of the period"),
        required=False,
        help_text=gettext_lazy("Only if it is known exactly; empty, it is shown as not stated."),
    )
    to_on = DayField(label=gettext_lazy("Last day of the period"), required=False)
    outlook = forms.CharField(
        label=gettext_lazy("Directions given for"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The coming period that the report looks at, in words."),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.filter(pk__in=[u.pk for u in units])  # type: ignore[attr-defined]
        self.fields["reported_to"].queryset = queries.bodies_reported_to()  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["units"].initial = [units[0].key]


class StatementForm(Form):
    """A result in words."""

    text = forms.CharField(
        label=gettext_lazy("Result"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One result, without a number; numbers are figures of their own."),
    )


class FigureForm(Form):
    """A number, with its bound and its window."""

    indicator = forms.ModelChoiceField(
        Indicator.objects.order_by("name"),
        label=gettext_lazy("Indicator"),
        to_field_name="code",
    )
    bound = forms.ChoiceField(
        label=gettext_lazy("How exact"),
        choices=BOUNDS,
        help_text=gettext_lazy("“More than 15,000” is kept as more than, never as exactly."),
    )
    value = AmountField(label=gettext_lazy("Value"))
    period = forms.CharField(
        label=gettext_lazy("Window in words"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only where it is not the period of the report."),
    )
    from_on = DayField(label=gettext_lazy("First day of the window"), required=False)
    to_on = DayField(label=gettext_lazy("Last day of the window"), required=False)
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=500, required=False)


class CorrectionForm(Form):
    """The right number beside a wrong one, and why."""

    bound = forms.ChoiceField(label=gettext_lazy("How exact"), choices=BOUNDS)
    value = AmountField(label=gettext_lazy("Value"))
    reason = forms.CharField(label=gettext_lazy("Why it is corrected"), max_length=500)


class FilterForm(Form):
    """Which reports are listed."""

    unit = _unit(gettext_lazy("Unit"), required=False, empty_label=gettext_lazy("all"))
    indicator = forms.ModelChoiceField(
        Indicator.objects.order_by("name"),
        label=gettext_lazy("Indicator"),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("all"),
    )
    text = forms.CharField(
        label=gettext_lazy("Words of the report"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = queries.communes()  # type: ignore[attr-defined]
