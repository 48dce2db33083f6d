"""Sheets and how their rows stood; what may be done with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.domain.conclusions import queries as conclusions
from haicap.domain.conclusions.models import Conclusion
from haicap.domain.meetings.models import Session, SessionQuerySet
from haicap.foundation.access import Actor, Refusal, require
from haicap.foundation.workflow import IllegalMove, OpenMove

from .carrying import CarriedOver, Place, carried_over, delayed_projects, last_visits
from .comparing import Change, Pair
from .models import Row, Sheet, SheetQuerySet
from .rules import SHEET_FLOW, by_group_or_convener, by_the_rows_group_or_convener
from .seen import TaskThatDay, late_tasks, sees_all_of, sees_whole
from .standing import SheetRow, Standing, rows_of

__all__ = [
    "CarriedOver",
    "Change",
    "Doors",
    "Pair",
    "Place",
    "SheetRow",
    "Standing",
    "TaskThatDay",
    "awaits",
    "carried_over",
    "conclusion_to_carry_into",
    "delayed_projects",
    "doors",
    "last_visits",
    "late_tasks",
    "open_moves",
    "open_verbs",
    "require_row_move",
    "row_moves",
    "rows_of",
    "sees_all_of",
    "sees_whole",
    "sessions_followed_up",
    "sheets_following",
    "sheets_listed",
]


@dataclass(frozen=True)
class Doors:
    """Where the buttons lead: a page with a form, or an address that is posted to at once."""

    pages: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)


def open_moves(actor: Actor, thing: Sheet | Session) -> list[OpenMove]:
    """What the buttons show. Of a session: whether its sheet may be drawn up by this actor."""
    if isinstance(thing, Sheet):
        return SHEET_FLOW.open_moves(actor, thing)
    is_open = thing.state != Session.State.CANCELLED and not hasattr(thing, "sheet")
    move = OpenMove(
        "draw_up",
        _("Draw up the follow-up sheet"),
        by_group_or_convener(actor, Sheet(session=thing)),
    )
    return [move] if is_open and move.is_allowed else []


def open_verbs(actor: Actor, thing: Sheet | Session) -> list[str]:
    return [move.verb for move in open_moves(actor, thing) if move.is_allowed]


def doors(thing: Sheet | Session) -> Doors:
    """Verb → address, for `{% moves open_moves doors.pages doors.posts %}`."""
    if isinstance(thing, Session):
        return Doors(posts={"draw_up": reverse("followups:draw-up", args=[thing.pk])})
    return Doors(posts={"settle": reverse("followups:settlement", args=[thing.pk])})


def row_moves(actor: Actor, row: Row) -> list[OpenMove]:
    """What may be done with a row now: assess it, carry it over."""
    may = by_the_rows_group_or_convener(actor, row)
    moves = []
    if row.sheet.state == Sheet.State.DRAWN_UP:
        moves.append(OpenMove("assess", _("Assess"), may))
    conclusion = conclusion_to_carry_into(row.sheet) if row.carried_into_id is None else None
    if conclusion is not None:
        writes = "add_item" in conclusions.open_verbs(actor, conclusion)
        refusal = may if writes else Refusal(gettext("Only the concluding side carries rows over."))
        moves.append(OpenMove("carry_over", _("Carry over"), refusal))
    return moves


def require_row_move(verb: str, *, actor: Actor, row: Row) -> None:
    """Asked before a form is shown: refused or not possible now is said at once."""
    move = next((move for move in row_moves(actor, row) if move.verb == verb), None)
    if move is None:
        raise IllegalMove(gettext("This is not possible now: here is how it stands."))
    require(move.refusal)


def conclusion_to_carry_into(sheet: Sheet) -> Conclusion | None:
    """The conclusion of the sheet's own session that is being drafted; the latest of several."""
    drafts = Conclusion.objects.filter(session=sheet.session_id, state=Conclusion.State.DRAFTED)
    return drafts.select_related("issuer__office").order_by("-id").first()


def awaits(sheet: Sheet) -> str | Promise | None:
    """Whose turn it is, in words; None: nobody's."""
    return SHEET_FLOW.awaits[sheet.state]


def sheets_listed(actor: Actor) -> SheetQuerySet:
    """The sheets an actor may see, with their sessions and groups."""
    return Sheet.objects.visible_to(actor).select_related("session__group", "session__convened_by")


def sessions_followed_up(sheet: Sheet, actor: Actor) -> SessionQuerySet:
    """The earlier sessions to which the rows of a sheet go back, as far as the actor sees both."""
    rows = Row.objects.visible_to(actor).filter(sheet=sheet)
    concluded, asked = (
        rows.values("item__conclusion__session"),
        rows.values("recommendation__raised_at"),
    )
    sessions = Session.objects.visible_to(actor)
    return sessions.filter(Q(pk__in=concluded) | Q(pk__in=asked)).order_by("held_on", "id")


def sheets_following(session: Session, actor: Actor) -> SheetQuerySet:
    """The later sheets that take up what a session concluded, or what was asked for at it."""
    on_row = Q(item__conclusion__session=session) | Q(recommendation__raised_at=session)
    rows = Row.objects.visible_to(actor).filter(on_row)
    return (
        Sheet.objects.visible_to(actor).filter(pk__in=rows.values("sheet")).order_by("as_of", "id")
    )
