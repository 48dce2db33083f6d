"""What people type: a recommendation, where it goes, its answer, how it ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor
from haicap.foundation.ui.forms import DayField, Form

from .models import Recommendation, RecommendationQuerySet
from .queries import addressees_of, answering_units, categories, communes_of, found, raisers_seen

LONGEST = 10_000


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One unit, by its key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), to_field_name="key", **kwargs)


class RaiseForm(Form):
    text = forms.CharField(
        label=_("What is asked for"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        help_text=_("One matter at a time: each gets its own answer."),
    )
    category = forms.ChoiceField(label=_("Category"))
    raised_by = UnitField(label=_("Commune"), empty_label=None)
    addressed_to = UnitField(label=_("Addressed to"))
    raised_on = DayField(label=_("Raised on"), required=False)
    raised_at = forms.ModelChoiceField(
        label=_("Raised at the session"), queryset=Session.objects.none(), required=False
    )
    located_in = UnitField(
        label=_("Where it lies"),
        required=False,
        help_text=_("The commune of the project or object it speaks of."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = communes_of(actor)
        self._offer("category", choices=[("", "—"), *categories().items()])
        self._offer("raised_by", queryset=communes)
        self._offer("located_in", queryset=communes)
        self._offer("addressed_to", queryset=addressees_of(communes))
        sessions = Session.objects.visible_to(actor).order_by("-held_on", "-id")
        self._offer("raised_at", queryset=sessions)

    def _offer(self, field: str, **given: Any) -> None:
        for name, value in given.items():
            setattr(self.fields[field], name, value)


class RoutingForm(Form):
    to = forms.ModelMultipleChoiceField(
        label=_("Units that are to answer"),
        queryset=Unit.objects.none(),
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = answering_units(recommendation)  # type: ignore[attr-defined]


class AnswerForm(Form):
    text = forms.CharField(
        label=_("Answer"), widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST
    )
    document = forms.CharField(
        label=_("Number and symbol of the document"),
        max_length=60,
        required=False,
        help_text=_("If it was also answered in a document, for example 1806/STC-NS."),
    )


class EndingForm(Form):
    ending = forms.ChoiceField(
        label=_("How it ended"),
        choices=Recommendation.Ending.choices,
        widget=forms.RadioSelect,
    )


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        help_text=_("What the answer leaves open."),
    )


class Narrowing(Form):
    """The filters above the list; they stand in the address, so a list can be kept and sent."""

    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("all")), *Recommendation.State.choices], required=False
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    commune = UnitField(label=_("Commune"), empty_label=_("all"), required=False)
    text = forms.CharField(label=_("Words in it"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        offered = [("", _("all")), *categories().items()]
        self.fields["category"].choices = offered  # type: ignore[attr-defined]
        self.fields["commune"].queryset = raisers_seen(actor)  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def listed(self) -> RecommendationQuerySet:
        """What was asked for; a wrong value narrows nothing, and is told."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if commune := given.get("commune"):
            given["commune"] = commune.key
        return found(Recommendation.objects.visible_to(self.actor), **given)
