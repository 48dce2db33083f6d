"""What a clerk types: the plan of a session, its moves, and what is written down of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from haicap.domain.indicators.models import Report
from haicap.domain.indicators.queries import communes
from haicap.domain.meetings import queries
from haicap.domain.meetings.models import Participant, Session
from haicap.domain.organisations.models import Position, Unit
from haicap.foundation.access import Invalid
from haicap.foundation.ui.forms import DayField, Form

UNKNOWN_DAY = _("dd/mm/yyyy. Leave it empty as long as the day is not known.")


def unit_field(label: Any, **kwargs: Any) -> "forms.ModelChoiceField[Unit]":
    """A unit by its key, shown by its full name."""
    return forms.ModelChoiceField(Unit.objects.none(), label=label, to_field_name="key", **kwargs)


def units_field(label: Any) -> "forms.ModelMultipleChoiceField[Unit]":
    """Any number of units by their keys, each with its box."""
    return forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=label,
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )


class TimeField(forms.TimeField):
    """A time of day typed as 08:00, whatever clock the browser is set to."""

    def __init__(self, **kwargs: Any) -> None:
        typed = forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "size": 6})
        wrong = {"invalid": _("Enter a time as hh:mm, like 08:00.")}
        super().__init__(
            required=False,
            input_formats=["%H:%M", "%Hh%M", "%Hh"],
            widget=typed,
            error_messages=wrong,
            help_text=_("hh:mm, for example 08:00"),
            **kwargs,
        )


class PositionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A position, shown with the unit it is in."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(Position.objects.none(), label=label, empty_label="–", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.unit.full_name}: {obj.title}"


class Choosing(Form):
    """A form whose choices depend on who asks, or on the session."""

    def offer(self, choices: Mapping[str, QuerySet[Any]]) -> None:
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


def _day(**kwargs: Any) -> DayField:
    return DayField(label=_("Day"), required=False, help_text=UNKNOWN_DAY, **kwargs)


def _part_of_day() -> forms.ChoiceField:
    choices = [("", "–"), *Session.PartOfDay.choices]
    return forms.ChoiceField(label=_("Part of the day"), choices=choices, required=False)


def _place() -> forms.CharField:
    return forms.CharField(label=_("Place"), max_length=300, required=False)


class Overriding(Form):
    """A form that asks for a reason once somebody, the place or a commune is wanted elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("despite"):
            self._hide()

    def _hide(self) -> None:
        self.fields["despite"].widget = forms.HiddenInput()

    def take(self, invalid: Invalid) -> None:
        if invalid.field == "despite":
            self.fields["despite"].widget = forms.TextInput()
        super().take(invalid)


def despite_field() -> forms.CharField:
    return forms.CharField(label=_("Keep it all the same, because"), max_length=500, required=False)


class PlanForm(Overriding, Choosing):
    """A session to come."""

    title = forms.CharField(label=_("Title"), max_length=300)
    convened_by = unit_field(_("Convened by"))
    group = unit_field(_("Working group"), required=False)
    held_on = _day()
    part_of_day = _part_of_day()
    begins_at = TimeField(label=_("Begins at"))
    ends_at = TimeField(label=_("Ends at"))
    place = _place()
    communes = units_field(_("Communes"))
    chair = PositionField(_("Chair"))
    despite = despite_field()

    def __init__(self, *args: Any, conveners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            {
                "convened_by": conveners,
                "group": queries.working_groups(),
                "communes": communes(),
                "chair": queries.positions_to_chair(conveners),
            }
        )


class NewDayForm(Overriding):
    """Another day, time or place."""

    held_on = _day()
    part_of_day = _part_of_day()
    begins_at = TimeField(label=_("Begins at"))
    ends_at = TimeField(label=_("Ends at"))
    place = _place()
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Needed where a day was fixed already; who is invited reads it."),
    )
    despite = despite_field()


class HoldingForm(Form):
    """On which day it was held."""

    held_on = _day()


class ConcludingForm(Form):
    """Nothing to type: a page that asks once more."""


class CancellationForm(Form):
    """Why it does not take place."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class ParticipantForm(Choosing):
    """Somebody who took part."""

    role = forms.ChoiceField(label=_("Role"), choices=Participant.Role.choices)
    person_name = forms.CharField(label=_("Name"), max_length=200, required=False)
    position = forms.CharField(
        label=_("Position"),
        max_length=300,
        required=False,
        help_text=_("Left empty, it is shown as not stated."),
    )
    unit = unit_field(_("Unit"), required=False)
    stated_title = forms.CharField(
        label=_("Title in the words of the source"),
        max_length=200,
        required=False,
        help_text=_("Only where it is not clear which position is meant."),
    )
    other_positions = forms.CharField(label=_("Other positions"), max_length=300, required=False)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"unit": queries.units_present(session)})


class AgendaForm(Choosing):
    """A subject to be taken up."""

    text = forms.CharField(label=_("Subject"), max_length=500)
    begins_at = TimeField(label=_("Begins at"))
    minutes = forms.IntegerField(
        label=_("Length in minutes"), min_value=1, max_value=1440, required=False
    )
    speaker = forms.CharField(label=_("Speaker"), max_length=300, required=False)
    commune = unit_field(_("Commune"), required=False, empty_label="–")

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"commune": session.communes.order_by("sort_key")})


class VisitForm(Choosing):
    """A place that the delegation saw."""

    commune = unit_field(_("Commune"))
    place = forms.CharField(label=_("Place visited"), max_length=300)
    begins_at = TimeField(label=_("From (time)"))
    ends_at = TimeField(label=_("To (time)"))
    visitors = forms.CharField(
        label=_("Who goes"),
        max_length=300,
        required=False,
        help_text=_("Only where it is not the whole delegation."),
    )
    findings = forms.CharField(
        label=_("Findings"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"commune": session.communes.order_by("sort_key")})


class GivenReportForm(Choosing):
    """A report that was given at the session."""

    report = forms.ModelChoiceField(Report.objects.none(), label=_("Report"))

    def __init__(self, *args: Any, reports: QuerySet[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"report": reports})


class FilterForm(Choosing):
    """Which sessions are listed."""

    commune = unit_field(_("Commune"), required=False, empty_label=_("all"))
    year = forms.IntegerField(label=_("Year"), min_value=1945, max_value=9998, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("all")), *Session.State.choices], required=False
    )
    text = forms.CharField(label=_("Words of the title"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"commune": communes()})
