"""Reads of sessions: what may be done now, what came before, what a commune lived through."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.indicators.models import Report
from haicap.domain.meetings.models import Session, SiteVisit
from haicap.domain.meetings.rules import (
    CONVENERS,
    SESSION_FLOW,
    by_its_convening_side,
    by_its_convening_side_or_group,
)
from haicap.domain.organisations.models import PLACES, Kind, Unit
from haicap.domain.organisations.queries import standing_of
from haicap.foundation.access import Actor, Rule, require
from haicap.foundation.workflow import IllegalMove, OpenMove

# What is written down of a session, beside its moves: verb, the button's word, by whom.
ENTRIES: Sequence[tuple[str, Promise | str, Rule]] = (
    ("add_participant", gettext_lazy("Add who took part"), by_its_convening_side),
    ("add_agenda_item", gettext_lazy("Add to the agenda"), by_its_convening_side),
    ("record_visit", gettext_lazy("Record a visit"), by_its_convening_side_or_group),
    ("give_report", gettext_lazy("Add a report given"), by_its_convening_side),
)
LABELS: Mapping[str, Promise | str] = {
    **{verb: move.label for verb, move in SESSION_FLOW.moves.items()},
    **{verb: label for verb, label, _rule in ENTRIES},
}
PAGES = {
    "hold": "holding",
    "conclude": "concluding",
    "reschedule": "rescheduling",
    "cancel": "cancellation",
    "add_participant": "participants",
    "add_agenda_item": "agenda",
    "record_visit": "visits",
    "give_report": "reports",
}


@dataclass(frozen=True)
class Doors:
    """Where the buttons lead: a page with a form, or an address that is posted to at once."""

    pages: Mapping[str, str]
    posts: Mapping[str, str]


def open_moves(actor: Actor, session: Session) -> list[OpenMove]:
    """What the buttons show: moves with why not, and what this actor may write down now."""
    moves = SESSION_FLOW.open_moves(actor, session)
    if session.state == Session.State.CANCELLED:
        return moves
    entries = (OpenMove(verb, label, rule(actor, session)) for verb, label, rule in ENTRIES)
    return [*moves, *(entry for entry in entries if entry.is_allowed)]


def require_open(verb: str, *, actor: Actor, session: Session) -> None:
    """Before a form is shown: refused or not possible now is said at once, not after typing."""
    if move := SESSION_FLOW.moves.get(verb):
        if session.state not in move.from_states:
            raise IllegalMove(_("This is not possible any more: the session has moved on."))
        require(move.rule(actor, session))
        return
    if session.state == Session.State.CANCELLED:
        raise IllegalMove(_("The session is cancelled: nothing more is written down of it."))
    require(next(rule for name, _label, rule in ENTRIES if name == verb)(actor, session))


def open_verbs(actor: Actor, session: Session) -> list[str]:
    return [move.verb for move in open_moves(actor, session) if move.is_allowed]


def awaits(session: Session) -> str | Promise | None:
    """Whose turn it is, in words; None: the session is at its end."""
    return SESSION_FLOW.awaits[session.state]


def doors(session: Session) -> Doors:
    """Verb → address, for every move and entry; each opens a page with its form."""
    pages = {verb: reverse(f"meetings:{name}", args=[session.pk]) for verb, name in PAGES.items()}
    return Doors(pages=pages, posts={})


def sessions_of(
    actor: Actor,
    *,
    commune: Unit | None = None,
    year: int | None = None,
    state: str = "",
    text: str = "",
) -> QuerySet[Session]:
    """The sessions an actor may see, with what a list shows of them: two queries."""
    sessions = Session.objects.visible_to(actor)
    if commune:
        visited = Session.communes.through.objects.filter(unit=commune)
        sessions = sessions.filter(pk__in=visited.values("session"))
    if year:
        sessions = sessions.filter(held_on__year=year)
    if state:
        sessions = sessions.filter(state=state)
    if text:
        sessions = sessions.filter(title__says=text)
    communes = Prefetch("communes", Unit.objects.order_by("sort_key"))
    return sessions.select_related("convened_by", "group").prefetch_related(communes)


def earlier_sessions_of(communes: Iterable[Unit], before: date) -> QuerySet[Session]:
    """Sessions that took place with any of these communes before a day, oldest first.

    For what draws up a sheet: not narrowed to what somebody may see.
    """
    return _with_any_of(communes).filter(held_on__lt=before).order_by("held_on", "id")


def sessions_before(session: Session) -> QuerySet[Session]:
    """Earlier sessions with any of this session's communes, oldest first.

    Where a day is not known, the one that was planned first is taken to be the earlier.
    """
    earlier = Q(pk__lt=session.pk)
    if session.held_on:
        earlier = Q(held_on__lt=session.held_on) | Q(held_on=None, pk__lt=session.pk)
    others = _with_any_of(session.communes.all()).exclude(pk=session.pk)
    return others.filter(earlier).order_by("held_on", "id")


def _with_any_of(communes: Iterable[Unit]) -> QuerySet[Session]:
    visited = Session.communes.through.objects.filter(unit__in=[unit.pk for unit in communes])
    return Session.objects.took_place().filter(pk__in=visited.values("session"))


def timeline_of_commune(unit: Unit, *, actor: Actor) -> QuerySet[Session]:
    """The sessions with a commune that an actor may see, newest first, and what was seen there."""
    visits = Prefetch("visits", SiteVisit.objects.filter(commune=unit).order_by("id"))
    return sessions_of(actor, commune=unit).prefetch_related(visits).order_by("-listed_on", "-id")


def reports_to_give(actor: Actor, session: Session) -> QuerySet[Report]:
    """Reports of the session's communes and participants, not given at it yet."""
    asked = Q(units__in=session.communes.all())
    present = Q(units__in=session.participants.exclude(unit=None).values("unit"))
    return (
        Report.objects.visible_to(actor)
        .filter(asked | present)
        .exclude(pk__in=session.reports.values("pk"))
        .distinct()
        .order_by("-id")
    )


def units_convened_for(actor: Actor) -> QuerySet[Unit]:
    """The provincial bodies for which an actor may plan a session today."""
    standing = standing_of(actor)
    mine = [unit for unit in standing.units if standing.holds(unit, CONVENERS)]
    in_communes = Q(kind__in=PLACES) | Q(parent__kind=Kind.COMMUNE)
    return (
        Unit.objects.in_force(timezone.localdate())
        .filter(Q(pk__in=mine) | Q(office__in=mine))
        .exclude(in_communes | Q(parent__parent__kind=Kind.COMMUNE))
        .order_by("sort_key")
    )


def units_present(session: Session) -> QuerySet[Unit]:
    """Units that may have sent somebody: the province's bodies, the communes and their bodies."""
    place = Q(pk__in=session.communes.values("pk")) | Q(parent__in=session.communes.values("pk"))
    home = settings.HOME_PROVINCE
    above = Q(parent__key=home) | Q(parent__parent__key=home)
    bodies = above & ~Q(kind__in=PLACES) & ~Q(parent__kind=Kind.COMMUNE)
    there = Unit.objects.in_force(session.held_on or timezone.localdate())
    return there.filter(place | bodies).order_by("sort_key")


def working_groups() -> QuerySet[Unit]:
    there = Unit.objects.in_force(timezone.localdate())
    return there.filter(kind=Kind.WORKING_GROUP).order_by("sort_key")
