"""Notes of a session and its minutes; what may be done with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Conclusion
from haicap.domain.meetings.models import Session
from haicap.foundation.access import Actor, require
from haicap.foundation.documents.letter import Letter
from haicap.foundation.workflow import IllegalMove, OpenMove

from .models import Minutes, Note
from .paper import letter_of
from .rules import MINUTES_FLOW, may_write


@dataclass(frozen=True)
class Doors:
    """Where the buttons lead: a page with a form, or an address that is posted to at once."""

    pages: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)


def notes_of(session: Session, actor: Actor) -> QuerySet[Note]:
    """In the order in which they were written down, with who spoke."""
    seen = Note.objects.visible_to(actor).filter(session=session)
    return seen.select_related("speaker__unit", "agenda_item").order_by("number")


def minutes_of(session: Session, actor: Actor) -> Minutes | None:
    seen = Minutes.objects.visible_to(actor).filter(session=session)
    return seen.select_related("session__convened_by", "session__group").first()


def document_of(session: Session, minutes: Minutes | None, actor: Actor) -> Letter:
    """The minutes on paper; a conclusion that is only drafted is not what was concluded."""
    seen = Conclusion.objects.visible_to(actor).filter(session=session)
    delivered = seen.filter(state=Conclusion.State.DELIVERED)
    concluded = list(delivered.prefetch_related("items").order_by("id"))
    return letter_of(session, minutes, list(notes_of(session, actor)), concluded)


def may_note(actor: Actor, session: Session) -> bool:
    """Is there something for the actor to type into, now?"""
    minutes = Minutes.objects.filter(session=session).first()
    is_open = minutes is None or minutes.state == Minutes.State.DRAFTED
    return is_open and may_write(actor, Note(session=session)) is None


def open_moves(actor: Actor, minutes: Minutes) -> list[OpenMove]:
    return MINUTES_FLOW.open_moves(actor, minutes)


def require_noting(session: Session, *, actor: Actor) -> None:
    """Before a form is shown: refused or not possible now is said at once, not after typing."""
    require(may_write(actor, Note(session=session)))
    minutes = Minutes.objects.filter(session=session).first()
    if minutes is not None and minutes.state != Minutes.State.DRAFTED:
        raise IllegalMove(_("The minutes are signed by the secretary: nothing is noted any more."))


def require_open(verb: str, *, actor: Actor, minutes: Minutes) -> None:
    """The same of a move of the minutes."""
    move = MINUTES_FLOW.moves[verb]
    if minutes.state not in move.from_states:
        raise IllegalMove(_("This is not possible now: here is how it stands."))
    require(move.rule(actor, minutes))


def awaits(minutes: Minutes) -> str | Promise | None:
    """Whose turn it is, in words; None: nobody's."""
    return MINUTES_FLOW.awaits[minutes.state]


def doors(minutes: Minutes) -> Doors:
    """Verb → address, for `{% moves open_moves doors.pages doors.posts %}`."""
    at = [minutes.session_id]
    return Doors(
        pages={"return": reverse("minutes:return", args=at)},
        posts={
            "write": reverse("minutes:writing", args=at),
            "sign": reverse("minutes:signing", args=at),
        },
    )
