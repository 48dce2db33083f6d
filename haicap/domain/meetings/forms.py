"""What a clerk types: the plan of a session, its moves, and what is written down of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from haicap.domain.indicators.models import Report
from haicap.domain.indicators.queries import communes
from haicap.domain.organisations.models import Unit
from haicap.foundation.ui.forms import DayField, Form

from . import queries
from .models import Participant, Session

UNKNOWN_DAY = _("dd/mm/yyyy. Leave it empty as long as the day is not known.")


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


class _Choosing(Form):
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


class PlanForm(_Choosing):
    """A session to come."""

    title = forms.CharField(label=_("Title"), max_length=300)
    convened_by = _unit(_("Convened by"))
    group = _unit(_("Working group"), required=False)
    held_on = _day()
    part_of_day = _part_of_day()
    place = _place()
    communes = _units(_("Communes"))

    def __init__(self, *args: Any, conveners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            {
                "convened_by": conveners,
                "group": queries.working_groups(),
                "communes": communes(),
            }
        )


class NewDayForm(Form):
    """Another day, part of the day or place."""

    held_on = _day()
    part_of_day = _part_of_day()
    place = _place()


class HoldingForm(Form):
    """On which day it was held."""

    held_on = _day()


class ConcludingForm(Form):
    """Nothing to type: a page that asks once more."""


class CancellationForm(Form):
    """Why it does not take place."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class ParticipantForm(_Choosing):
    """Somebody who took part."""

    role = forms.ChoiceField(label=_("Role"), choices=Participant.Role.choices)
    person_name = forms.CharField(label=_("Name"), max_length=200, required=False)
    position = forms.CharField(
        label=_("Position"),
        max_length=300,
        required=False,
        help_text=_("Left empty, it is shown as not stated."),
    )
    unit = _unit(_("Unit"), required=False)
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


class AgendaForm(Form):
    """A subject to be taken up."""

    text = forms.CharField(label=_("Subject"), max_length=500)


class VisitForm(_Choosing):
    """A place that the delegation saw."""

    commune = _unit(_("Commune"))
    place = forms.CharField(label=_("Place visited"), max_length=300)
    findings = forms.CharField(
        label=_("Findings"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"commune": session.communes.order_by("sort_key")})


class GivenReportForm(_Choosing):
    """A report that was given at the session."""

    report = forms.ModelChoiceField(Report.objects.none(), label=_("Report"))

    def __init__(self, *args: Any, reports: QuerySet[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"report": reports})


class FilterForm(_Choosing):
    """Which sessions are listed."""

    commune = _unit(_("Commune"), required=False, empty_label=_("all"))
    year = forms.IntegerField(label=_("Year"), min_value=1945, max_value=9998, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("all")), *Session.State.choices], required=False
    )
    text = forms.CharField(label=_("Words of the title"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"commune": communes()})
