"""What a clerk types of a conclusion: its items, answers and tasks; what a list is narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.domain.conclusions import queries
from haicap.domain.conclusions.actions import Answered
from haicap.domain.conclusions.models import Conclusion, Item, Notice, Response
from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor
from haicap.foundation.ui.forms import DayField, Form

from .fields import UnitChoice, UnitsChoice, offer, secrecy_field, text_field


class DraftForm(Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    issuer = UnitChoice(
        label=_("In whose name"), help_text=_("The body that orders what the conclusion assigns.")
    )
    concluded_by = forms.CharField(
        label=_("Concluded by"), max_length=300, help_text=_("The position, in words.")
    )
    secrecy = secrecy_field()

    def __init__(self, *args: Any, issuers: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "issuer", issuers)


class ItemForm(Form):
    text = text_field(_("Text"), 5, max_length=10_000)
    part = forms.ChoiceField(
        label=_("Part of the document"), choices=Item.Part.choices, initial=Item.Part.TASKS
    )
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
        offer(self, "lead", queries.units_to_name(conclusion))
        session = conclusion.session
        offer(self, "communes", session.communes.all() if session else ())
        earlier = Conclusion.objects.visible_to(actor).exclude(pk=conclusion.pk)
        delivered = earlier.filter(state=Conclusion.State.DELIVERED).order_by(
            "-delivered_on", "-id"
        )
        self.fields["carries_out"].queryset = delivered  # type: ignore[attr-defined]


class ItemEditForm(ItemForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def initial_of_item(item: Item) -> dict[str, Any]:
    """An item as its form shows it."""
    names = ("text", "part", "number", "label", "wording", "addressee", "version")
    return {
        **{name: getattr(item, name) for name in names},
        "lead": item.lead.key if item.lead else None,
        "communes": list(item.communes.values_list("key", flat=True)),
        "carries_out": item.carries_out_id,
    }


class RemovalForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class PlaceForm(Form):
    to = forms.IntegerField(min_value=1)


class AnswersForm(Form):
    """An answer to each recommendation of the session that has none yet, prepared where a unit
    answered it; those left empty are left out."""

    def __init__(self, *args: Any, actor: Actor, conclusion: Conclusion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was typed to one that somebody else answered meanwhile stays on the page.
        typed = [name.removeprefix("text-") for name, words in self.data.items() if words.strip()]
        also = [int(each) for each in typed if each.isdecimal()]
        self.asked = queries.recommendations_to_answer(conclusion, actor, also=also)
        for asked in self.asked:
            prepared = asked.answers_seen[-1].text if asked.answers_seen else ""  # type: ignore[attr-defined]
            self.fields[f"text-{asked.pk}"] = text_field(
                _("Answer"), 3, max_length=10_000, required=False, initial=prepared
            )
            self.fields[f"outcome-{asked.pk}"] = forms.ChoiceField(
                label=_("Answered with"), choices=Response.Outcome.choices, required=False
            )

    @property
    def rows(self) -> list[tuple[Recommendation, Any, Any]]:
        """(recommendation, its text field, its outcome field)"""
        return [
            (asked, self[f"text-{asked.pk}"], self[f"outcome-{asked.pk}"]) for asked in self.asked
        ]

    @property
    def given(self) -> list[Answered]:
        return [
            Answered(asked, text, self.cleaned_data[f"outcome-{asked.pk}"])
            for asked in self.asked
            if (text := self.cleaned_data[f"text-{asked.pk}"].strip())
        ]


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
    text = text_field(_("What is to be done"), 4, max_length=10_000)
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
    overlaps_seen = forms.BooleanField(
        label=_("I have looked at the tasks that ask the same"), required=False
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {"text": item.text, "lead": item.lead, "assigned_on": timezone.localdate()}
        )
        super().__init__(*args, **kwargs)
        if not item.conclusion.notices.filter(state=Notice.State.ISSUED).exists():
            del self.fields["overlaps_seen"]  # before that, the issue asks
        units = list(queries.units_to_name(item.conclusion))
        for field in ("lead", "coordinating", "verifier"):
            offer(self, field, units)


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
        offer(self, "issuer", queries.issuers_seen(actor))
        offer(self, "commune", queries.communes_concerned())
