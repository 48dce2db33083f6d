"""Everything that changes notes and minutes."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import AgendaItem, Participant, Session
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import IllegalMove, LostRace, advance

from .models import Minutes, Note, Wording
from .rules import MINUTES_FLOW, may_write

LONGEST = 20_000


@transaction.atomic
def write_note(
    session: Session,
    *,
    actor: Actor,
    text: str,
    agenda_item: AgendaItem | None = None,
    speaker: Participant | None = None,
    speaker_words: str = "",
) -> Note:
    """Write down what one speaker said, after what is written already; saved at once.

    Two secretaries may write at the same time: the lock gives each note a number of its own.
    """
    require(may_write(actor, Note(session=session)))
    note = Note(
        session=session,
        agenda_item=agenda_item,
        speaker=speaker,
        speaker_words=_words("speaker_words", speaker_words, 300, may_be_empty=True),
        text=_words("text", text, LONGEST),
        written_by=actor.on_behalf_of or actor.name,
        written_at=timezone.now(),
        is_simulated=actor.is_simulated,
    )
    _check_parts(note)
    _open_minutes(session, actor)
    last = session.notes.aggregate(last=models.Max("number"))["last"] or 0
    note.number = last + 1
    note.save()
    record(actor=actor, event="note.write", subject=note, **_told(note))
    return note


@transaction.atomic
def mend_note(
    note: Note,
    *,
    actor: Actor,
    version: int,
    text: str,
    speaker: Participant | None = None,
    speaker_words: str = "",
) -> Note:
    """Other words, or another speaker; the earlier ones stay beside it.

    `version` is the one the writer had before them: where another was faster, LostRace is raised
    and nothing is written over.
    """
    require(may_write(actor, note))
    _open_minutes(note.session, actor)
    note = Note.objects.select_for_update(of=("self",)).select_related("session").get(pk=note.pk)
    if note.version != version:
        raise LostRace(_("Somebody else mended it meanwhile. Read theirs, then save yours again."))
    before = Wording(
        note=note,
        version=note.version,
        who=note.who,
        text=note.text,
        written_by=note.written_by,
        written_at=note.written_at,
    )
    note.text = _words("text", text, LONGEST)
    note.speaker = speaker
    note.speaker_words = _words("speaker_words", speaker_words, 300, may_be_empty=True)
    _check_parts(note)
    before.save()
    note.written_by, note.written_at = actor.on_behalf_of or actor.name, timezone.now()
    note.is_simulated = note.is_simulated or actor.is_simulated
    note.version += 1
    note.save()
    record(actor=actor, event="note.mend", subject=note, replaced=before.text, **_told(note))
    return note


@transaction.atomic
def draw_up_minutes(session: Session, *, actor: Actor, began: str = "", ended: str = "") -> Minutes:
    """The minutes of a session, with the hours at which it began and ended, as far as known."""
    require(may_write(actor, Note(session=session)))
    minutes = _open_minutes(session, actor)
    minutes.began = _words("began", began, 40, may_be_empty=True)
    minutes.ended = _words("ended", ended, 40, may_be_empty=True)
    minutes.save(update_fields=["began", "ended"])
    return minutes


def write_minutes(minutes: Minutes, *, actor: Actor) -> None:
    """The secretary signs: nothing is noted or mended any more."""
    changes = {"secretary": _named(actor), "written_on": timezone.localdate()}
    advance(MINUTES_FLOW, "write", actor=actor, thing=minutes, changes=changes)


def sign_minutes(minutes: Minutes, *, actor: Actor) -> None:
    """The chair signs: the minutes are a draft no longer."""
    changes = {"chair": _named(actor), "signed_on": timezone.localdate()}
    advance(MINUTES_FLOW, "sign", actor=actor, thing=minutes, changes=changes)


def return_minutes(minutes: Minutes, *, actor: Actor, reason: str) -> None:
    """The chair gives them back; the secretary's signature goes with it."""
    why = _words("reason", reason, 500)
    changes = {"secretary": "", "written_on": None}
    advance(MINUTES_FLOW, "return", actor=actor, thing=minutes, changes=changes, reason=why)


def _open_minutes(session: Session, actor: Actor) -> Minutes:
    """Those of the session, held open until the transaction ends; begun where there are none."""
    Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    minutes = Minutes.objects.filter(session=session).first()
    if minutes is None:
        minutes = Minutes(session=session, is_simulated=actor.is_simulated)
        minutes.save()
        record(actor=actor, event="minutes.draw_up", subject=minutes, after=minutes.state)
    if minutes.state != Minutes.State.DRAFTED:
        raise IllegalMove(_("The minutes are signed by the secretary: nothing is noted any more."))
    return minutes


def _check_parts(note: Note) -> None:
    if note.agenda_item and note.agenda_item.session_id != note.session_id:
        reason = _("This item is not on the agenda of the session.")
        raise Invalid("agenda_item", reason, note.agenda_item.pk)
    if note.speaker and note.speaker.session_id != note.session_id:
        raise Invalid("speaker", _("This person is not among those who took part."))
    if note.speaker and note.speaker_words:
        raise Invalid("speaker_words", _("Choose who spoke, or write it: not both."))
    if not note.who:
        raise Invalid("speaker", _("Say who spoke: choose, or write the position or the name."))


def _words(field: str, text: str, longest: int, *, may_be_empty: bool = False) -> str:
    said = text.strip()
    if not said and not may_be_empty:
        raise Invalid(field, _("Say it in words; this cannot be empty."), text)
    if len(said) > longest:
        reason = _("Give at most %(count)s characters.") % {"count": longest}
        raise Invalid(field, reason, f"{said[:40]}…")
    return said


def _told(note: Note) -> dict[str, Any]:
    return {"who": note.who, "number": note.number, "text": note.text}


def _named(actor: Actor) -> str:
    return "; ".join(each for each in (actor.name, actor.on_behalf_of) if each)[:300]
