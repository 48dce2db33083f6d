"""What people type: a report with its files, a reason, what a list is narrowed to."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor
from haicap.foundation.ui.forms import DayField, Form, SeveralFilesField

from .models import Task, TaskQuerySet
from .queries import CELLS, Matrix, found, leads_seen, matrix_found


class ProgressForm(Form):
    text = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000
    )
    percent = forms.IntegerField(
        label=_("Progress, in percent"),
        help_text=_("Of the whole task, from 0 to 100."),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"size": 5, "inputmode": "numeric"}),
    )
    evidence = SeveralFilesField(
        label=_("Evidence"),
        help_text=_("Files that show it: documents, photographs. You may choose several."),
        required=False,
    )
    done = forms.BooleanField(label=_("The task is done: ask for verification"), required=False)


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2_000
    )


class Narrowing(Form):
    """The filters above the list; they stand in the address, so a list can be kept and sent."""

    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("all")), *Task.State.choices], required=False
    )
    lead = forms.ModelChoiceField(
        label=_("Lead unit"),
        queryset=Unit.objects.none(),
        to_field_name="key",
        empty_label=_("all"),
        required=False,
    )
    due_by = DayField(label=_("Due by"), required=False)
    text = forms.CharField(label=_("Words of the task"), max_length=200, required=False)
    cell = forms.ChoiceField(
        choices=[("", ""), *CELLS.items()], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["lead"].queryset = leads_seen(actor)  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def _given(self) -> dict[str, Any]:
        """What was asked for and can be taken; a wrong value narrows nothing, and is told."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def matrix(self) -> Matrix:
        """Of what the list is narrowed to by everything but the matrix's own doors."""
        given = self._given
        for door in ("cell", "state"):
            given.pop(door, None)
        return matrix_found(self.actor, timezone.localdate(), **given)

    @property
    def listed(self) -> TaskQuerySet:
        given = self._given
        if lead := given.get("lead"):
            given["lead"] = lead.key
        return found(Task.objects.visible_to(self.actor), on=timezone.localdate(), **given)
