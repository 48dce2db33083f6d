"""The JSON door of notes and minutes, below a session: the same actions as the pages."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from haicap.domain.meetings.models import AgendaItem, Participant, Session
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.documents.sending import FORMATS, send_letter

from . import actions, queries
from .models import Minutes, Note

router = Router(tags=["minutes"])


class NoteOut(Schema):
    """What one speaker said."""

    number: int
    agenda_number: int | None = Field(description="Of the agenda item; null: under none.")
    who: str
    text: str
    written_by: str
    written_at: datetime
    version: int = Field(description="Say it when you mend the note.")
    is_simulated: bool


class MinutesOut(Schema):
    """Null days: not signed yet; empty hours: not recorded."""

    state: Literal["drafted", "written", "signed"]
    began: str
    ended: str
    secretary: str
    written_on: date | None
    chair: str
    signed_on: date | None
    notes: list[NoteOut]
    open_verbs: list[str]
    is_simulated: bool


class NoteIn(Schema):
    text: str = Field(max_length=actions.LONGEST)
    speaker: int | None = Field(None, description="A participant of the session.")
    speaker_words: str = Field("", max_length=300, description="Who spoke, if not among them.")
    agenda_number: int | None = Field(None, ge=1, le=32_767)


class MendingIn(Schema):
    text: str = Field(max_length=actions.LONGEST)
    speaker: int | None = None
    speaker_words: str = Field("", max_length=300)
    version: int


class HoursIn(Schema):
    began: str = Field("", max_length=40)
    ended: str = Field("", max_length=40)


class GivingBackIn(Schema):
    reason: str = Field(max_length=500)


class MinutesForm(Schema):
    form: Literal["pdf", "docx"] = "pdf"


FILES = {
    "responses": {
        200: {
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind, _made in FORMATS.values()
            }
        }
    }
}


@router.get("/{int:pk}/minutes", response=MinutesOut)
def read_minutes(request: ActorRequest, pk: int) -> Any:
    """The minutes with their notes; 404 where nothing is noted yet."""
    return _out(_minutes(request, pk), request)


@router.post("/{int:pk}/minutes", response={201: MinutesOut})
def draw_up_minutes(request: ActorRequest, pk: int, sent: HoursIn) -> Any:
    """Begin the minutes, or say when the session began and ended."""
    session = _session(request, pk)
    minutes = actions.draw_up_minutes(session, actor=request.actor, **sent.dict())
    return Status(201, _out(minutes, request))


@router.post("/{int:pk}/notes", response={201: NoteOut})
def write_note(request: ActorRequest, pk: int, sent: NoteIn) -> Any:
    """Write down what one speaker said, after what is written already."""
    session = _session(request, pk)
    note = actions.write_note(
        session,
        actor=request.actor,
        text=sent.text,
        agenda_item=_agenda_item(session, sent.agenda_number),
        speaker=_speaker(session, sent.speaker),
        speaker_words=sent.speaker_words,
    )
    return Status(201, _note(note))


@router.post("/{int:pk}/notes/{int:number}", response={201: NoteOut})
def mend_note(request: ActorRequest, pk: int, number: int, sent: MendingIn) -> Any:
    """Other words or another speaker; 409 where somebody else saved first."""
    session = _session(request, pk)
    note = get_object_or_404(queries.notes_of(session, request.actor), number=number)
    mended = actions.mend_note(
        note,
        actor=request.actor,
        version=sent.version,
        text=sent.text,
        speaker=_speaker(session, sent.speaker),
        speaker_words=sent.speaker_words,
    )
    return Status(201, _note(mended))


@router.post("/{int:pk}/minutes/writing", response={201: MinutesOut})
def write_minutes(request: ActorRequest, pk: int) -> Any:
    """Sign as secretary: nothing is noted any more."""
    minutes = _minutes(request, pk)
    actions.write_minutes(minutes, actor=request.actor)
    return Status(201, _out(minutes, request))


@router.post("/{int:pk}/minutes/signing", response={201: MinutesOut})
def sign_minutes(request: ActorRequest, pk: int) -> Any:
    """Sign as chair: the minutes are a draft no longer."""
    minutes = _minutes(request, pk)
    actions.sign_minutes(minutes, actor=request.actor)
    return Status(201, _out(minutes, request))


@router.post("/{int:pk}/minutes/return", response={201: MinutesOut})
def return_minutes(request: ActorRequest, pk: int, sent: GivingBackIn) -> Any:
    """Give them back to the secretary, with the reason."""
    minutes = _minutes(request, pk)
    actions.return_minutes(minutes, actor=request.actor, reason=sent.reason)
    return Status(201, _out(minutes, request))


@router.get("/{int:pk}/minutes/document", openapi_extra=FILES)
def read_minutes_document(
    request: ActorRequest, pk: int, asked: Query[MinutesForm]
) -> HttpResponse:
    """The minutes as PDF or DOCX; what is not known is left free for the hand."""
    session = _session(request, pk)
    found = queries.minutes_of(session, request.actor)
    return send_letter(queries.document_of(session, found, request.actor), asked.form)


def _session(request: ActorRequest, pk: int) -> Session:
    sessions = Session.objects.visible_to(request.actor)
    return get_object_or_404(sessions.select_related("convened_by__office", "group"), pk=pk)


def _minutes(request: ActorRequest, pk: int) -> Minutes:
    seen = Minutes.objects.visible_to(request.actor).select_related("session__convened_by__office")
    return get_object_or_404(seen, session=pk)


def _agenda_item(session: Session, number: int | None) -> AgendaItem | None:
    if number is None:
        return None
    item = session.agenda.filter(number=number).first()
    if item is None:
        reason = _("This item is not on the agenda of the session.")
        raise Invalid("agenda_number", reason, number)
    return item


def _speaker(session: Session, pk: int | None) -> Participant | None:
    if pk is None:
        return None
    speaker = session.participants.filter(pk=pk).first()
    if speaker is None:
        raise Invalid("speaker", _("This person is not among those who took part."), pk)
    return speaker


def _note(note: Note) -> dict[str, Any]:
    names = ("number", "who", "text", "written_by", "written_at", "version", "is_simulated")
    item = note.agenda_item
    return {"agenda_number": item.number if item else None} | {
        name: getattr(note, name) for name in names
    }


def _out(minutes: Minutes, request: ActorRequest) -> dict[str, Any]:
    names = ("state", "began", "ended", "secretary", "written_on", "chair", "signed_on")
    moves = queries.open_moves(request.actor, minutes)
    return {
        **{name: getattr(minutes, name) for name in (*names, "is_simulated")},
        "notes": [_note(each) for each in queries.notes_of(minutes.session, request.actor)],
        "open_verbs": [move.verb for move in moves if move.is_allowed],
    }
