"""What people type: a recommendation, where it goes, its answer, how it ended."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor
from haicap.foundation.ui.forms import DayField, Form

from .actions import GivenPoint, GivenStep, Outcome
from .models import Recommendation, RecommendationQuerySet
from .queries import (
    addressees_of,
    answering_units,
    categories,
    communes_of,
    communes_to_invite,
    found,
    leads_seen,
    outcomes,
    raisers_seen,
)

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
    lead = UnitField(
        label=_("Unit that leads"),
        required=False,
        help_text=_("It answers for all. None chosen: the first of the units below."),
    )
    to = forms.ModelMultipleChoiceField(
        label=_("Units that are to answer"),
        queryset=Unit.objects.none(),
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("lead", "to"):
            self.fields[field].queryset = answering_units(recommendation)  # type: ignore[attr-defined]


class ReroutingForm(RoutingForm):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        help_text=_("Why others answer it. The day by which it is answered stays."),
    )


class ContributionForm(Form):
    """What a unit says in its document: to all, and to each commune that asked."""

    text = forms.CharField(
        label=_("Answer"), widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST
    )
    document = forms.CharField(
        label=_("Number and symbol of the document"),
        max_length=60,
        help_text=_("For example 1806/STC-NS."),
    )
    given_on = DayField(label=_("Day of the document"), required=False)

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = list(recommendation.raised_by.order_by("sort_key"))
        self.communes = {f"point-{each.key}": each for each in communes if len(communes) > 1}
        for name, commune in self.communes.items():
            self.fields[name] = forms.CharField(
                label=_("To %(commune)s") % {"commune": commune},
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=LONGEST,
                required=False,
            )

    @property
    def given(self) -> dict[str, Any]:
        """What `give_answer` is called with."""
        cleaned = self.cleaned_data
        points = [
            GivenPoint(text=cleaned[name], commune=commune)
            for name, commune in self.communes.items()
            if cleaned[name].strip()
        ]
        told = {name: cleaned[name] for name in ("text", "document", "given_on")}
        return {**told, "points": points}


class AnswerForm(ContributionForm):
    result = forms.ChoiceField(label=_("Result of the handling"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
        help_text=_("Needed where it is explained, forwarded or not accepted."),
    )
    steps = forms.CharField(
        label=_("Roadmap"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
        help_text=_("Where it is being or to be resolved: a line for each step, day first."),
    )
    forwarded_to = forms.CharField(label=_("Forwarded to"), max_length=300, required=False)
    forwarded_by = forms.CharField(label=_("Forwarded by document"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = list(outcomes().items())  # type: ignore[attr-defined]

    def clean_steps(self) -> list[GivenStep]:
        return [_step(line) for line in self.cleaned_data["steps"].splitlines() if line.strip()]

    @property
    def given(self) -> dict[str, Any]:
        names = ("result", "reason", "steps", "forwarded_to", "forwarded_by")
        outcome = Outcome(**{name: self.cleaned_data[name] for name in names})
        return {**super().given, "outcome": outcome}


def _step(line: str) -> GivenStep:
    day, _space, text = line.strip().partition(" ")
    try:
        due_on = datetime.strptime(day.rstrip(":"), "%d/%m/%Y").date()  # noqa: DTZ007  a day
    except ValueError:
        reason = _("Begin each step with its day, such as 31/12/2026: “%(line)s”.")
        raise forms.ValidationError(reason % {"line": line[:80]}) from None
    return GivenStep(text=text, due_on=due_on)


class EndingForm(Form):
    is_satisfied = forms.TypedChoiceField(
        label=_("Does the answer satisfy your commune?"),
        choices=[("yes", _("satisfied")), ("no", _("not satisfied"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Remark"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        required=False,
        help_text=_("Needed where you are not satisfied: what the answer leaves open."),
    )
    ending = forms.ChoiceField(
        label=_("How it ended"),
        choices=Recommendation.Ending.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if recommendation.result:
            del self.fields["ending"]


class InvitationForm(Form):
    communes = forms.ModelMultipleChoiceField(
        label=_("Communes to ask"),
        queryset=Unit.objects.none(),
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see the recommendation from then on, and may join it."),
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = communes_to_invite(recommendation)
        self.fields["communes"].queryset = offered  # type: ignore[attr-defined]


class CommuneForm(Form):
    """In the name of which commune: those in whose name one may."""

    commune = UnitField(label=_("Commune"), empty_label=None)

    def __init__(self, *args: Any, communes: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [commune.pk for commune in communes]
        offered = Unit.objects.filter(pk__in=keys).order_by("sort_key")
        self.fields["commune"].queryset = offered  # type: ignore[attr-defined]


class JoiningForm(CommuneForm):
    text = forms.CharField(
        label=_("What your commune asks for, in your own words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )
    amount = forms.DecimalField(
        label=_("How many or how much"), max_digits=16, decimal_places=2, required=False
    )
    unit_of_measure = forms.CharField(
        label=_("Counted in"), max_length=60, required=False, help_text=_("For example: xe, km.")
    )


class TwinForm(Form):
    other = forms.ModelChoiceField(label=_("The other"), queryset=Recommendation.objects.none())
    is_same = forms.TypedChoiceField(
        label=_("Is it the same matter?"),
        choices=[("yes", _("the same matter")), ("no", _("another matter"))],
        coerce=lambda value: value == "yes",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = Recommendation.objects.visible_to(actor)
        self.fields["other"].queryset = visible  # type: ignore[attr-defined]


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
    department = UnitField(label=_("Unit that leads"), empty_label=_("all"), required=False)
    result = forms.ChoiceField(
        label=_("Result"),
        choices=[("", _("all")), *Recommendation.Ending.choices],
        required=False,
    )
    older_than = forms.IntegerField(
        label=_("Older than (days)"), min_value=0, max_value=36_500, required=False
    )
    is_late = forms.BooleanField(label=_("Answer late"), required=False)
    text = forms.CharField(label=_("Words in it"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        offered = [("", _("all")), *categories().items()]
        self.fields["category"].choices = offered  # type: ignore[attr-defined]
        self.fields["commune"].queryset = raisers_seen(actor)  # type: ignore[attr-defined]
        self.fields["department"].queryset = leads_seen(actor)  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def listed(self) -> RecommendationQuerySet:
        """What was asked for; a wrong value narrows nothing, and is told."""
        given = {name: value for name, value in self.cleaned_data.items() if value or value == 0}
        for name in ("commune", "department"):
            if unit := given.get(name):
                given[name] = unit.key
        return found(Recommendation.objects.visible_to(self.actor), **given)
