"""What an administrator types: a person, a position, the day on which it ends, a list."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.actions import WORK, WORK_TO_SUCCESSOR
from haicap.domain.organisations.models import Acting, PositionKind
from haicap.domain.organisations.people import STATES
from haicap.foundation.ui.forms import DayField, Form

PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class PeopleFilter(Form):
    """Narrows the people of a unit."""

    text = forms.CharField(label=_("Words"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("Account"), choices=[("", _("all")), *STATES.items()], required=False
    )
    ended = forms.BooleanField(label=_("also ended ones"), required=False)


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Kind of position"),
        choices=PositionKind.choices,
        initial=PositionKind.OFFICER,
        help_text=_("What the person may do follows from it."),
    )


def _title() -> forms.CharField:
    return forms.CharField(
        label=_("Title of the position"),
        max_length=200,
        help_text=_("As the decision calls it, for example: Chuyên viên Phòng Kinh tế"),
        widget=forms.TextInput(attrs={"list": "titles", "autocomplete": "off"}),
    )


def _acting(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", _("in full")), *Acting.choices],
        help_text=_("Held in full, or until somebody is appointed for good; only for heads."),
    )


def _username(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=_("User name"), max_length=60, widget=forms.TextInput(attrs=PLAIN), **kwargs
    )


def _from_on() -> DayField:
    return DayField(label=_("Holds it from"), required=False, initial=timezone.localdate)


def _until_on() -> DayField:
    return DayField(
        label=_("Holds it before"),
        required=False,
        help_text=_("The first day on which it no longer holds; empty: not known yet."),
    )


class AccountForm(Form):
    """A person who has no account yet, and the position they begin in."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    username = _username(
        help_text=_("2 to 60 small letters without marks, digits, dots or dashes: ha.nguyen")
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    kind = _kind()
    title = _title()
    from_on = _from_on()
    until_on = _until_on()


class AppointmentForm(Form):
    """A position for an account that is there, or for a person who is only named."""

    username = _username(required=False, help_text=_("Of the account that is given the position."))
    person_name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        required=False,
        help_text=_("Only for who has no account and is to be named all the same."),
    )
    kind = _kind()
    title = _title()
    acting = _acting(_("Acting"))
    from_on = _from_on()
    until_on = _until_on()


class EndForm(Form):
    """From which day on a position is no longer held, and who follows, or why nobody does."""

    on = DayField(label=_("No longer holds it from"), initial=timezone.localdate)
    successor = forms.CharField(
        label=_("Successor: user name"),
        max_length=60,
        required=False,
        help_text=_("Of the account that holds the position from that day on."),
        widget=forms.TextInput(attrs=PLAIN),
    )
    person_name = forms.CharField(
        label=_("Successor: full name"),
        max_length=200,
        required=False,
        help_text=_("Only for a successor without an account."),
    )
    acting = _acting(_("Successor: acting"))
    vacant_because = forms.CharField(
        label=_("Left vacant because"),
        max_length=300,
        required=False,
        help_text=_("Instead of a successor: why nobody follows."),
    )
    work = forms.ChoiceField(
        label=_("What lies in this person's hand"),
        choices=[*WORK.items()],
        required=False,
        help_text=_("Without a successor it goes back to the unit in any case."),
    )

    def clean_work(self) -> str:
        return self.cleaned_data["work"] or WORK_TO_SUCCESSOR
