"""What somebody types who has another person act in a holder's place."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Appointment, SigningForm
from haicap.domain.organisations.queries import possible_deputies
from haicap.foundation.accounts.models import User
from haicap.foundation.ui.forms import DayField, Form


class _Deputies(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, user: User) -> str:
        return f"{user.name} ({user.username})"


class EntrustForm(Form):
    """Who, how they sign, from when to when, and why."""

    deputy = _Deputies(
        label=_("Who acts in this place"),
        queryset=User.objects.none(),
        help_text=_("Somebody who works in the unit or in the office that serves it."),
    )
    form = forms.ChoiceField(
        label=_("How the deputy signs"),
        required=False,
        choices=[("", _("KT. for a deputy of the unit, else TUQ.")), *SigningForm.choices],
    )
    from_on = DayField(label=_("First day"), initial=timezone.localdate)
    last_on = DayField(label=_("Last day"), help_text=_("It ends by itself after this day."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For example: Đi công tác; Nghỉ phép theo Đơn ngày 03/03/2026"),
    )

    def __init__(self, appointment: Appointment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = possible_deputies(appointment)  # type: ignore[attr-defined]
