"""Whose calendar is to be read at a new address?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor
from haicap.foundation.ui.forms import Form

from .queries import units_to_read


class OpeningForm(Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Whose calendar"),
        required=False,
        to_field_name="key",
        empty_label=_("My own: my sessions and what I have to do"),
    )

    def __init__(self, data: object = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units_to_read(actor)  # type: ignore[attr-defined]
