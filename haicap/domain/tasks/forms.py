"""What people type: a report with its files, a reason, what a list is narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Appointment, Unit
from haicap.foundation.access import Actor
from haicap.foundation.ui.forms import DayField, Form, SeveralFilesField

from .actions import TOGETHER, lacking
from .handling import WHOSE, people_of, whose_tasks
from .models import Rhythm, Task, TaskQuerySet
from .queries import (
    CELLS,
    Matrix,
    found,
    leads_seen,
    matrix_found,
    units_to_involve,
    units_to_lead,
)
from .rules import TASK_FLOW

OF_THE_WHOLE = _("Of the whole task, from 0 to 100.")


def _percent(words: str | Promise = OF_THE_WHOLE) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Progress, in percent"),
        help_text=words,  # type: ignore[arg-type]
        min_value=0,
        max_value=100,
        error_messages={
            "min_value": _("Progress lies between 0 and 100 percent."),
            "max_value": _("Progress lies between 0 and 100 percent."),
        },
        widget=forms.NumberInput(attrs={"size": 5, "inputmode": "numeric"}),
    )


class ProgressForm(Form):
    text = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000
    )
    percent = _percent()
    evidence = SeveralFilesField(
        label=_("Evidence"),
        help_text=_("Files that show it: documents, photographs. You may choose several."),
        required=False,
    )
    fact_on = DayField(
        label=_("Day of the result"),
        required=False,
        help_text=_("The day on which it was so, if that was before today."),
    )
    done = forms.BooleanField(label=_("The task is done: ask for verification"), required=False)


class TaskForm(Form):
    """A form of one move of one task."""

    def __init__(
        self, *args: Any, task: Task, actor: Actor, thing: Any = None, **kwargs: Any
    ) -> None:
        """`thing` is what moves where that is not the task itself: a draft, a unit's part."""
        super().__init__(*args, **kwargs)
        self.task, self.actor, self.thing = task, actor, thing


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2_000
    )


class ReasonForm(TaskForm):
    reason = _reason()


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit by its key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), to_field_name="key", **kwargs)


# What a deadline can be given with: a day of its own, or the last day of a longer time.
DATED = [each for each in Task.DuePrecision.choices if each[0] not in {"regular", "unstated"}]


def _precision() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Precision"),
        choices=DATED,
        initial="day",
        required=False,
        help_text=_("A month, a quarter or a year ends on its last day."),
    )


class AskForm(TaskForm):
    due_on = DayField(label=_("New deadline"))
    due_precision = _precision()
    reason = _reason()

    def clean_due_precision(self) -> str:
        return self.cleaned_data["due_precision"] or "day"


class ExtendForm(TaskForm):
    due_on = DayField(
        label=_("New deadline"), required=False, help_text=_("Left empty: the day asked for.")
    )
    answer = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        required=False,
    )


class HandOverForm(TaskForm):
    lead = UnitChoice(label=_("New lead unit"))
    act = forms.CharField(
        label=_("Competent by"),
        max_length=300,
        help_text=_("The document, and the place in it, that gives this unit the competence."),
    )
    reason = _reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_lead(self.actor, self.task).exclude(pk=self.task.lead_id)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]


class PartForm(TaskForm):
    text = forms.CharField(
        label=_("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10_000,
    )
    lead = UnitChoice(label=_("Lead unit"))
    product = forms.CharField(label=_("Product"), max_length=500, required=False)
    due_on = DayField(label=_("Deadline"), required=False)
    due_precision = forms.ChoiceField(
        label=_("Precision"), choices=Task.DuePrecision.choices, initial="unstated"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_lead(self.actor, self.task)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]


class RhythmForm(TaskForm):
    every = forms.ChoiceField(label=_("How often"), choices=Rhythm.Every.choices)
    day = forms.IntegerField(
        label=_("Due on day"),
        min_value=1,
        max_value=31,
        error_messages={
            "min_value": _("A day lies between 1 and 31."),
            "max_value": _("A day lies between 1 and 31."),
        },
        required=False,
        help_text=_(
            "Of the week, 1 (Monday) to 7, or of the last month of the period. Left empty: by the"
            " windows of periodic reporting, on the first working day after the cut-off."
        ),
        widget=forms.NumberInput(attrs={"size": 3, "inputmode": "numeric"}),
    )


class DraftForm(TaskForm):
    text = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000
    )
    percent = _percent()
    evidence = SeveralFilesField(
        label=_("Evidence"),
        help_text=_("Files that show it: documents, photographs. You may choose several."),
        required=False,
    )
    fact_on = DayField(
        label=_("Day of the result"),
        required=False,
        help_text=_("The day on which it was so, if that was before today."),
    )
    done = forms.BooleanField(label=_("The task is done: ask for verification"), required=False)
    submit = forms.BooleanField(label=_("Submit it for signing now"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.thing is not None:
            draft = self.thing
            self.initial = {
                "text": draft.text,
                "percent": draft.percent,
                "fact_on": draft.fact_on,
                "done": draft.claims_done,
            }


class HandForm(TaskForm):
    person = forms.ModelChoiceField(Appointment.objects.none(), label=_("Person"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(self.task.lead)  # type: ignore[attr-defined]


class InvolveForm(TaskForm):
    unit = UnitChoice(label=_("Coordinating unit"))
    asked = forms.CharField(
        label=_("What is asked of it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_involve(self.task)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class AskedForm(TaskForm):
    asked = forms.CharField(
        label=_("What is asked of it"), widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
    )


class ContributionForm(TaskForm):
    text = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000
    )
    percent = _percent(_("Of the part of your unit, from 0 to 100."))
    done = forms.BooleanField(label=_("Our part is done"), required=False)


class PeriodForm(Form):
    """Whose score, and for which time."""

    unit = UnitChoice(label=_("Lead unit"))
    first = DayField(label=_("From"))
    last = DayField(label=_("Until"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = leads_seen(actor)  # type: ignore[attr-defined]


class TogetherForm(Form):
    """One move on several tasks; what a move does not ask for is left empty."""

    verb = forms.ChoiceField(label=_("What to do"), choices=[])
    person = forms.ModelChoiceField(
        Appointment.objects.none(),
        label=_("Person"),
        required=False,
        help_text=_("To hand the tasks to somebody."),
    )
    due_on = DayField(label=_("New deadline"), required=False, help_text=_("To ask for more time."))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        required=False,
        help_text=_("To ask for more time, to refuse it, to suspend or to cancel."),
    )

    def __init__(self, *args: Any, tasks: Iterable[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads = {task.lead for task in tasks}
        verbs = [(verb, TASK_FLOW.moves[verb].label) for verb in TOGETHER]
        self.fields["verb"].choices = verbs  # type: ignore[attr-defined]
        people = Appointment.objects.none()
        for lead in leads:
            people = people | people_of(lead)
        self.fields["person"].queryset = people.distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for field in lacking(given.get("verb", ""), given):
            if field not in self.errors:
                self.add_error(field, _("This is needed for what is to be done."))
        return given


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
    due_from = DayField(label=_("Due from"), required=False)
    due_by = DayField(label=_("Due by"), required=False)
    whose = forms.ChoiceField(label=_("Whose"), choices=[*WHOSE.items()], required=False)
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
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return given | whose_tasks(self.actor, given.pop("whose", ""))

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
