"""The question of the what-if page: which period, from which day or hour, and what came between."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Invalid
from haicap.foundation.statutes import NoValue, Statute, UnknownStatute, all_statutes
from haicap.foundation.statutes.listing import sections

from .asking import Question, answer
from .deadline import Deadline

COUNTABLE = {"period", "offset"}


def countable_statutes() -> list[Statute]:
    """Those by which a date can be worked out."""
    return [held for held in all_statutes() if held.kind in COUNTABLE]


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (section.title, [(held.name, str(held.title)) for held in section.statutes])
        for section in sections(countable_statutes())
    ]


class Lines(forms.CharField):
    """Several answers, one a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[str]:
        lines = super().clean(value).splitlines()
        return [line.strip() for line in lines if line.strip()]


class QuestionForm(forms.Form):
    name = forms.ChoiceField(label=_("Statute"), choices=_choices)
    start = forms.CharField(
        label=_("Day of the event"),
        help_text=_("dd/mm/yyyy, with the hour if it matters: 21/08/2026 15:30"),
        max_length=40,
    )
    pauses = Lines(
        label=_("The clock stood"),
        help_text=_(
            "One pause a line: 06/07/2026 – 08/07/2026, from the first day to the day it ran"
            " again. Without a second day it still stands."
        ),
        max_length=4000,
        required=False,
    )
    restarted = forms.CharField(
        label=_("Set back to zero on"),
        help_text=_("Such as the day on which the full dossier came."),
        max_length=40,
        required=False,
    )
    extensions = Lines(
        label=_("Extended"),
        help_text=_(
            "One extension a line: the day it was told and the new date, 30/01/2026 – 15/03/2026."
            " Without a new date: by as many days as the law gives."
        ),
        max_length=4000,
        required=False,
    )
    with_unverified = forms.BooleanField(
        label=_("Count corrections of the calendar that are not verified"), required=False
    )

    deadline: Deadline | None = None

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors:
            try:
                self.deadline = answer(Question(**given))
            except (UnknownStatute, NoValue) as error:
                self.add_error("start", str(error))
            except Invalid as error:
                self.add_error(error.field, error.reason)
        return given
