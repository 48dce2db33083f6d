"""Fields that the forms of this room share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Unit
from haicap.foundation.ui.forms import Form

# Offered so that they can be refused with the reason, instead of being left out in silence.
SECRECY = [
    ("", _("not secret")),
    ("mật", "Mật"),
    ("tối mật", "Tối mật"),
    ("tuyệt mật", "Tuyệt mật"),
]


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit by its key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), to_field_name="key", **kwargs)


class UnitsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any number of units by their keys."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(Unit.objects.none(), to_field_name="key", required=False, **kwargs)


def offer(form: Form, field: str, units: Iterable[Unit]) -> None:
    keys = [unit.pk for unit in units]
    chosen = Unit.objects.filter(pk__in=keys).order_by("kind", "sort_key", "id")
    form.fields[field].queryset = chosen  # type: ignore[attr-defined]


def secrecy_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Secrecy"), choices=SECRECY, required=False)


def text_field(label: Any, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
