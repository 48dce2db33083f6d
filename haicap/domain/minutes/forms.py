"""What a secretary types at a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.domain.meetings.models import AgendaItem, Participant, Session
from haicap.foundation.ui.forms import Form

from .actions import LONGEST


class NoteForm(Form):
    speaker = forms.ModelChoiceField(
        Participant.objects.none(),
        label=_("Who speaks"),
        required=False,
        empty_label=_("somebody else, written beside"),
    )
    speaker_words = forms.CharField(
        label=_("Position or name, if not among those who took part"),
        max_length=300,
        required=False,
    )
    text = forms.CharField(
        label=_("What is said"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "vi"}),
    )
    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=_("Item of the agenda"),
        required=False,
        empty_label=_("none of them"),
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = {"speaker": session.participants.order_by("id"), "agenda_item": session.agenda}
        for name, rows in parts.items():
            self.fields[name].queryset = rows.all()  # type: ignore[attr-defined]


class MendingForm(NoteForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["agenda_item"]


class HoursForm(Form):
    began = forms.CharField(
        label=_("Began at"), max_length=40, required=False, help_text=_("As stated: 8 giờ 00")
    )
    ended = forms.CharField(label=_("Ended at"), max_length=40, required=False)


class ReturnForm(Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
