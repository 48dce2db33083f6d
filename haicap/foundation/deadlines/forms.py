"""The question of the what-if page: which period, from which day or hour."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.foundation.access import Invalid
from haicap.foundation.statutes import NoValue, Statute, UnknownStatute, all_statutes
from haicap.foundation.statutes.listing import sections
from haicap.foundation.statutes.wording import parsed_moment

from .deadline import Deadline, compute

COUNTABLE = {"period", "offset"}


def countable_statutes() -> list[Statute]:
    """Those by which a date can be worked out."""
    return [held for held in all_statutes() if held.kind in COUNTABLE]


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (section.title, [(held.name, str(held.title)) for held in section.statutes])
        for section in sections(countable_statutes())
    ]


class QuestionForm(forms.Form):
    name = forms.ChoiceField(label=gettext_lazy("Statute"), choices=_choices)
    start = forms.CharField(
        label=gettext_lazy("Day of the event"),
        help_text=gettext_lazy("dd/mm/yyyy, with the hour if it matters: 21/08/2026 15:30"),
        max_length=30,
    )

    deadline: Deadline | None = None

    def clean_start(self) -> date | datetime:
        try:
            return parsed_moment(self.cleaned_data["start"])
        except ValueError as error:
            raise forms.ValidationError(_("Write the day as dd/mm/yyyy.")) from error

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "name" in given and "start" in given:
            try:
                self.deadline = compute(given["name"], given["start"])
            except (UnknownStatute, NoValue) as error:
                self.add_error("start", str(error))
            except Invalid as error:
                self.add_error(error.field, error.reason)
        return given
