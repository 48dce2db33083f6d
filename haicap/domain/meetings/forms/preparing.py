"""What is typed to make a session ready: invitations, answers, papers, attendance, pictures."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.domain.meetings import queries
from haicap.domain.meetings.models import Invitation, Material, Participant, Session
from haicap.domain.organisations.models import Unit
from haicap.foundation.ui.forms import DayField, Form, SeveralFilesField

from .sessions import Choosing, Overriding, PositionField, despite_field, unit_field, units_field


class InvitationForm(Overriding, Choosing):
    """A position, a unit or somebody outside."""

    role = forms.ChoiceField(label=_("Role"), choices=Participant.Role.choices)
    position = PositionField(_("Position"))
    unit = unit_field(_("Unit"), required=False, empty_label="–")
    outside = forms.CharField(
        label=_("Somebody outside"),
        max_length=300,
        required=False,
        help_text=_("Only who is no unit here. Choose a position, a unit or write a name."),
    )
    despite = despite_field()

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        positions, present = queries.positions_to_invite(session), queries.units_present(session)
        self.offer({"position": positions, "unit": present})


class AnswerForm(Form):
    """Whether they come."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=Invitation.Answer.choices, widget=forms.RadioSelect
    )
    deputy = forms.CharField(
        label=_("Who comes instead"),
        max_length=300,
        required=False,
        help_text=_("By name or position, where a deputy is sent."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Needed from who does not come."),
    )


class AskingForm(Choosing):
    """Which papers are wanted from whom, by when."""

    communes = units_field(_("Communes"))
    wants_report = forms.BooleanField(label=_("Their report"), required=False, initial=True)
    wants_recommendations = forms.BooleanField(
        label=_("Their recommendations"), required=False, initial=True
    )
    subject = forms.CharField(label=_("What it is to be about"), max_length=500, required=False)
    due_on = DayField(label=_("To be handed in by"))

    def __init__(self, *args: Any, communes: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"communes": communes})


class HandingInForm(Choosing):
    """Papers for a session."""

    unit = unit_field(_("Whose papers"), empty_label=None)
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=Material.Kind.choices)
    papers = SeveralFilesField(label=_("Files"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"unit": units})


class FindingsForm(Form):
    """What was found at a place."""

    findings = forms.CharField(label=_("Findings"), widget=forms.Textarea(attrs={"rows": 6}))


class PhotoForm(Form):
    """A picture and what it shows."""

    file = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG or WEBP"))
    description = forms.CharField(
        label=_("What it shows"),
        max_length=300,
        help_text=_("Read out to who does not see the picture."),
    )


NOT_NOTED: tuple[str, str | Promise] = ("", _("not noted"))


class AttendanceForm(Form):
    """A choice a person, and who stood in for them."""

    def __init__(
        self, *args: Any, people: Sequence[Invitation | Participant], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for number, (who, noted) in enumerate(self._noted_so_far()):
            name = str(who)
            self.fields[f"attendance_{number}"] = forms.ChoiceField(
                label=name,
                choices=[NOT_NOTED, *Participant.Attendance.choices],
                required=False,
                initial=noted.attendance if noted else "",
            )
            self.fields[f"stood_in_by_{number}"] = forms.CharField(
                label=_("Stood in for by"),
                max_length=300,
                required=False,
                initial=noted.stood_in_by if noted else "",
            )

    def _noted_so_far(self) -> Iterator[tuple[Invitation | Participant, Participant | None]]:
        for who in self.people:
            yield who, who.participant if isinstance(who, Invitation) else who

    def noted(self, make: Callable[..., Any]) -> list[Any]:
        """What was chosen, person by person; who is left at “not noted” is left out."""
        given = self.cleaned_data
        return [
            make(who, given[f"attendance_{number}"], given[f"stood_in_by_{number}"])
            for number, who in enumerate(self.people)
            if given[f"attendance_{number}"]
        ]
