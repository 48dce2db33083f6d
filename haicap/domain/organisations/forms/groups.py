"""What is typed to form a working group: its basis, its members, its communes."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import LegalBasis, PositionKind, Unit
from haicap.foundation.ui.forms import DayField, Form

SEATS = 10
KINDS = (PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.MEMBER)


class GroupForm(Form):
    """The group itself; who sits in it is typed below, seat by seat."""

    name = forms.CharField(
        label=_("Name of the working group"),
        max_length=150,
        help_text=_("With its number, for example: Tổ công tác số 5"),
    )
    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("Formed by"), to_field_name="key")
    symbol = forms.CharField(
        label=_("Symbol of the document"),
        max_length=60,
        help_text=_("On which the group rests, for example: 58-QĐ/TU"),
    )
    document_type = forms.ChoiceField(
        label=_("Type of document"),
        choices=LegalBasis.DocumentType.choices,
        initial=LegalBasis.DocumentType.DECISION,
    )
    issued_on = DayField(label=_("Day of the document"))
    from_on = DayField(label=_("Works from"), required=False)
    until_on = DayField(
        label=_("Works until before"),
        required=False,
        help_text=_("The first day on which it no longer works; empty: not known yet."),
    )
    communes = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Communes it follows"),
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, parents: QuerySet[Unit], communes: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        self.fields["communes"].queryset = communes  # type: ignore[attr-defined]


class SeatForm(Form):
    """One seat; left empty, nobody sits in it."""

    person = forms.CharField(
        label=_("User name or full name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    title = forms.CharField(label=_("Title in the group"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of position"), choices=[(kind.value, kind.label) for kind in KINDS]
    )

    @property
    def is_taken(self) -> bool:
        return bool(self.cleaned_data.get("person"))


def seats(data: Any = None) -> list[SeatForm]:
    """One seat for the head, and more than most groups need."""
    return list(_seats(data))


def _seats(data: Any) -> Iterator[SeatForm]:
    for number in range(SEATS):
        kind = PositionKind.HEAD if number == 0 else PositionKind.MEMBER
        title = "Tổ trưởng" if number == 0 else "Thành viên"
        initial = {"kind": kind, "title": title}
        yield SeatForm(data, prefix=f"seat-{number + 1}", initial=initial)
