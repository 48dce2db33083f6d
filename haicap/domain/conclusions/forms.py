"""What a clerk types: a conclusion, its items, a notice, a task, and what a list is narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor
from haicap.foundation.documents import symbols
from haicap.foundation.ui.forms import DayField, Form

from . import queries
from .models import Conclusion, Item, Notice

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


def _offer(form: Form, field: str, units: Iterable[Unit]) -> None:
    keys = [unit.pk for unit in units]
    chosen = Unit.objects.filter(pk__in=keys).order_by("kind", "sort_key", "id")
    form.fields[field].queryset = chosen  # type: ignore[attr-defined]


def _secrecy() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Secrecy"), choices=SECRECY, required=False)


def _text(label: Any, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class DraftForm(Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    issuer = UnitChoice(
        label=_("In whose name"), help_text=_("The body that orders what the conclusion assigns.")
    )
    concluded_by = forms.CharField(
        label=_("Concluded by"), max_length=300, help_text=_("The position, in words.")
    )
    secrecy = _secrecy()

    def __init__(self, *args: Any, issuers: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "issuer", issuers)


class ItemForm(Form):
    text = _text(_("Text"), 5, max_length=10_000)
    number = forms.CharField(
        label=_("Number in the document"),
        max_length=20,
        required=False,
        help_text=_("Leave it empty where it is not known."),
    )
    label = forms.CharField(
        label=_("Called here"),
        max_length=20,
        required=False,
        help_text=_("Left empty: its number, or its place, like C5."),
    )
    wording = forms.ChoiceField(
        label=_("Whose words"), choices=Item.Wording.choices, initial=Item.Wording.OWN
    )
    lead = UnitChoice(
        label=_("Lead unit"), required=False, help_text=_("Only where the conclusion names one.")
    )
    addressee = forms.CharField(
        label=_("Said to"),
        max_length=300,
        required=False,
        help_text=_("In words, where no single lead is named."),
    )
    communes = UnitsChoice(label=_("Communes it concerns"))
    carries_out = forms.ModelChoiceField(
        Conclusion.objects.none(), label=_("Earlier conclusion to carry out"), required=False
    )

    def __init__(self, *args: Any, actor: Actor, conclusion: Conclusion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "lead", queries.units_to_name(conclusion))
        session = conclusion.session
        _offer(self, "communes", session.communes.all() if session else ())
        earlier = Conclusion.objects.visible_to(actor).exclude(pk=conclusion.pk)
        delivered = earlier.filter(state=Conclusion.State.DELIVERED).order_by(
            "-delivered_on", "-id"
        )
        self.fields["carries_out"].queryset = delivered  # type: ignore[attr-defined]


class DeliveryForm(Form):
    delivered_on = DayField(label=_("Delivered on"))


class ResponseForm(Form):
    recommendation = forms.ModelChoiceField(
        Recommendation.objects.none(), label=_("Recommendation it answers")
    )

    def __init__(self, *args: Any, actor: Actor, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Recommendation.objects.visible_to(actor).exclude(responses__item=item)
        if item.conclusion.session_id:
            offered = offered.filter(raised_at=item.conclusion.session_id)
        self.fields["recommendation"].queryset = offered.order_by("id")  # type: ignore[attr-defined]


class AssignmentForm(Form):
    lead = UnitChoice(
        label=_("Lead unit"), help_text=_("Exactly one; a task exists only where it is known.")
    )
    text = _text(_("What is to be done"), 4, max_length=10_000)
    coordinating = UnitsChoice(
        label=_("Coordinating units"), widget=forms.SelectMultiple(attrs={"size": 6})
    )
    verifier = UnitChoice(label=_("Who verifies"), required=False)
    product = forms.CharField(label=_("Product"), max_length=500, required=False)
    assigned_on = DayField(label=_("Assigned on"))
    due_precision = forms.ChoiceField(
        label=_("Deadline given as"),
        choices=Task.DuePrecision.choices,
        initial=Task.DuePrecision.UNSTATED,
    )
    due_on = DayField(
        label=_("Deadline"),
        required=False,
        help_text=_("Any day of the month, quarter or year; empty where none is stated."),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {"text": item.text, "lead": item.lead, "assigned_on": timezone.localdate()}
        )
        super().__init__(*args, **kwargs)
        units = list(queries.units_to_name(item.conclusion))
        for field in ("lead", "coordinating", "verifier"):
            _offer(self, field, units)


class NoticeForm(Form):
    issuer = UnitChoice(label=_("Issued by"))
    document_type = forms.ChoiceField(label=_("Type of document"), initial="TB")
    summary = _text(_("Summary"), 3, max_length=500, required=False)
    recipients = UnitsChoice(
        label=_("Recipients"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("None chosen: not stated."),
    )
    secrecy = _secrecy()

    def __init__(self, *args: Any, conclusion: Conclusion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuers = [unit for unit in (conclusion.issuer.office, conclusion.issuer) if unit]
        _offer(self, "issuer", issuers)
        self.fields["issuer"].initial = issuers[0].key
        _offer(self, "recipients", queries.units_to_name(conclusion))
        types = symbols.types_on(timezone.localdate())
        self.fields["document_type"].choices = [  # type: ignore[attr-defined]
            (code, f"{code} – {label}") for code, label in types.items()
        ]


class IssueForm(Form):
    symbol = forms.CharField(
        label=_("Number and symbol"),
        max_length=60,
        help_text=_("As printed: 176-TB/VPTU (Party) or 176/TB-UBND (State)."),
    )
    issued_on = DayField(label=_("Issued on"))
    term = forms.CharField(
        label=_("Party term"),
        max_length=20,
        required=False,
        help_text=_("Only where the same number was used in another term: 2020–2025."),
    )


class RecallForm(Form):
    reason = _text(_("Reason"), 3, max_length=2_000)


class ReplacementForm(Form):
    by = forms.ModelChoiceField(Notice.objects.none(), label=_("Replaced by"))

    def __init__(self, *args: Any, actor: Actor, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Notice.objects.visible_to(actor).filter(
            conclusion=notice.conclusion, state=Notice.State.ISSUED, replaces=None
        )
        self.fields["by"].queryset = others.exclude(pk=notice.pk).order_by("id")  # type: ignore[attr-defined]


class FilterForm(Form):
    """Which conclusions are listed; it stands in the address."""

    issuer = UnitChoice(label=_("Issuer"), required=False, empty_label=_("all"))
    commune = UnitChoice(label=_("Commune"), required=False, empty_label=_("all"))
    year = forms.IntegerField(
        label=_("Year"),
        min_value=1976,
        max_value=2100,
        required=False,
        widget=forms.NumberInput(attrs={"size": 6, "inputmode": "numeric"}),
    )
    text = forms.CharField(label=_("Words or symbol"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "issuer", queries.issuers_seen(actor))
        _offer(self, "commune", queries.communes_concerned())
