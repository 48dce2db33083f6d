"""What the group types of a row, and which two sheets are held against each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Actor
from haicap.foundation.ui.forms import Form

from . import queries
from .models import Row, Sheet


class AssessmentForm(Form):
    assessment = forms.ChoiceField(
        label=_("Assessment"), choices=Row.Assessment.choices, required=False
    )
    remark = forms.CharField(
        label=_("Remark of the group"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ComparisonForm(Form):
    before = forms.ModelChoiceField(Sheet.objects.none(), label=_("Earlier sheet"))
    after = forms.ModelChoiceField(Sheet.objects.none(), label=_("Later sheet"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = queries.sheets_listed(actor).order_by("-as_of", "-id")
        for name in ("before", "after"):
            self.fields[name].queryset = seen  # type: ignore[attr-defined]
