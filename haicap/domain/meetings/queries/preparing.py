"""Reads of what makes a session ready: who is invited, what was handed in, the month ahead."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.meetings.models import (
    Invitation,
    Material,
    Participant,
    ReportRequest,
    Session,
    SitePhoto,
)
from haicap.domain.meetings.rules import (
    by_its_convening_side,
    by_its_convening_side_or_group,
    by_whom_it_invites,
    by_whose_paper_it_is,
    not_before_its_day,
)
from haicap.domain.organisations.models import Appointment, Kind, Position, PositionKind, Unit
from haicap.domain.organisations.queries import in_force
from haicap.foundation.access import Actor, Invalid, Refusal, Refused, Rule, all_of, require
from haicap.foundation.workflow import IllegalMove

from .sessions import sessions_of, units_present

LEADING = (PositionKind.HEAD, PositionKind.DEPUTY)


@dataclass(frozen=True)
class Invited:
    """An invitation, who holds the position on the day, and whether the actor may answer."""

    invitation: Invitation
    holders: Sequence[str]
    may_answer: bool


def invited_to(session: Session, actor: Actor, *, unanswered: bool = False) -> Sequence[Invited]:
    """Who is invited to a session that the actor sees, the chair first; two queries."""
    rows = session.invitations.select_related("unit__office", "position", "session__convened_by")
    if unanswered:
        rows = rows.filter(answer="")
    order = list(Participant.Role.values)
    found = sorted(rows, key=lambda each: (order.index(each.role), each.pk))
    names = _holders([each.position_id for each in found], session.held_on)
    is_open = session.state == Session.State.PLANNED
    return [
        Invited(
            each,
            names[each.position_id],
            is_open and by_whom_it_invites(actor, each) is None,
        )
        for each in found
    ]


def _holders(
    positions: Iterable[int | None], day: date | None
) -> Mapping[int | None, Sequence[str]]:
    held = Appointment.objects.filter(
        in_force(day or timezone.localdate()), position__in={each for each in positions if each}
    )
    names: defaultdict[int | None, list[str]] = defaultdict(list)
    for each in held.select_related("user").order_by("id"):
        names[each.position_id].append(each.person)
    return names


@dataclass(frozen=True)
class Collected:
    """What a commune was asked for, what came of it and when, what is missing."""

    request: ReportRequest
    materials: Sequence[Material]

    @property
    def missing(self) -> list[str]:
        """The kinds that were asked for and are not here."""
        given = {each.kind for each in self.materials}
        return [str(Material.Kind(kind).label) for kind in self.request.wanted if kind not in given]

    @property
    def is_late(self) -> bool:
        """Something is missing after its day, or came after it."""
        due = self.request.due_on
        if self.missing:
            return timezone.localdate() > due
        first: dict[str, date] = {}
        for each in self.materials:
            first[each.kind] = min(each.handed_on, first.get(each.kind, each.handed_on))
        return any(first[kind] > due for kind in self.request.wanted)


def collected_for(session: Session, actor: Actor) -> Sequence[Collected]:
    """Commune by commune, as far as the actor may see it; two queries."""
    asked = ReportRequest.objects.visible_to(actor).filter(session=session)
    papers: defaultdict[int, list[Material]] = defaultdict(list)
    for each in materials_of(session, actor):
        papers[each.unit_id].append(each)
    ordered = asked.select_related("commune").order_by("commune__sort_key", "id")
    return [Collected(each, papers[each.commune_id]) for each in ordered]


def materials_of(session: Session, actor: Actor) -> QuerySet[Material]:
    seen = Material.objects.visible_to(actor).filter(session=session)
    return seen.select_related("unit", "file").order_by("unit__sort_key", "kind", "id")


def photos_of(session: Session, actor: Actor) -> QuerySet[SitePhoto]:
    seen = SitePhoto.objects.visible_to(actor).filter(visit__session=session)
    return seen.select_related("file", "visit")


def units_handing_in(actor: Actor, session: Session) -> QuerySet[Unit]:
    """Of the communes and invited units, those for which the actor may hand in papers."""
    theirs = Q(pk__in=session.communes.values("pk")) | Q(
        pk__in=session.invitations.exclude(unit=None).values("unit")
    )
    units = Unit.objects.filter(theirs).order_by("sort_key")
    allowed = [
        unit.pk
        for unit in units
        if by_whose_paper_it_is(actor, Material(session=session, unit=unit)) is None
    ]
    return units.filter(pk__in=allowed)


def positions_to_invite(session: Session) -> QuerySet[Position]:
    """Positions of the province's bodies, the communes of the session and its group."""
    group = Unit.objects.filter(pk__in=[session.group_id] if session.group_id else [])
    places = Q(unit__in=units_present(session).values("pk")) | Q(unit__in=group.values("pk"))
    working = Position.objects.filter(places).exclude(kind=PositionKind.ADMINISTRATOR)
    return working.select_related("unit").order_by("unit__sort_key", "title")


def positions_to_chair(conveners: QuerySet[Unit]) -> QuerySet[Position]:
    """Who may chair what these units convene: their heads and deputies."""
    leading = Position.objects.filter(unit__in=conveners.values("pk"), kind__in=LEADING)
    return leading.select_related("unit").order_by("unit__sort_key", "kind", "title")


@dataclass(frozen=True)
class SessionDay:
    """A day of the calendar and the sessions on it."""

    on: date
    sessions: Sequence[Session]


@dataclass(frozen=True)
class SessionMonth:
    """The weeks of a month, Monday first; days of other months are None."""

    first: date
    weeks: Sequence[Sequence[SessionDay | None]]

    @property
    def last(self) -> date:
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def count(self) -> int:
        return sum(len(day.sessions) for week in self.weeks for day in week if day)


def month_of_sessions(sessions: Iterable[Session], first: date) -> SessionMonth:
    """Sessions of one month, laid out by day, the earlier ones of a day first."""
    by_day: defaultdict[date, list[Session]] = defaultdict(list)
    for each in sessions:
        if each.held_on:
            by_day[each.held_on].append(each)
    days = monthrange(first.year, first.month)[1]
    cells: list[SessionDay | None] = [None] * first.weekday()
    for number in range(days):
        day = first + timedelta(days=number)
        cells.append(SessionDay(day, by_day[day]))
    cells += [None] * (-len(cells) % 7)
    return SessionMonth(first, list(_by_week(cells)))


def _by_week(cells: Sequence[SessionDay | None]) -> Iterator[Sequence[SessionDay | None]]:
    return (cells[at : at + 7] for at in range(0, len(cells), 7))


def communes_to_ask(session: Session) -> QuerySet[Unit]:
    return session.communes.filter(kind=Kind.COMMUNE).order_by("sort_key")


@dataclass(frozen=True)
class _Preparing:
    """What makes a session ready or tells how it went: by whom, and in which states."""

    rule: Rule
    states: frozenset[str]


_TO_COME = frozenset({Session.State.PLANNED})
_NOT_CANCELLED = frozenset(Session.State.values) - {Session.State.CANCELLED}
PREPARING: Mapping[str, _Preparing] = {
    "invite": _Preparing(by_its_convening_side, _TO_COME),
    "ask_communes": _Preparing(by_its_convening_side, _TO_COME),
    "note_attendance": _Preparing(
        all_of(by_its_convening_side, not_before_its_day), frozenset(_NOT_CANCELLED)
    ),
    "record_visit": _Preparing(by_its_convening_side_or_group, frozenset(_NOT_CANCELLED)),
}


def preparing_verbs(actor: Actor, session: Session) -> list[str]:
    """What the actor may do now to make the session ready, or to tell how it went."""
    return [
        verb
        for verb, each in PREPARING.items()
        if session.state in each.states and each.rule(actor, session) is None
    ]


def require_preparing(verb: str, *, actor: Actor, session: Session) -> None:
    """Before a form is shown: refused, or not possible now."""
    wanted = PREPARING[verb]
    if session.state not in wanted.states:
        raise IllegalMove(_("This is not possible any more: the session has moved on."))
    require(wanted.rule(actor, session))


def require_answering(actor: Actor, invitation: Invitation) -> None:
    if invitation.session.state != Session.State.PLANNED:
        raise IllegalMove(_("This is not possible any more: the session has moved on."))
    require(by_whom_it_invites(actor, invitation))


def require_handing_in(actor: Actor, session: Session) -> None:
    if session.state == Session.State.CANCELLED:
        raise IllegalMove(_("The session is cancelled: nothing more is written down of it."))
    if not units_handing_in(actor, session).exists():
        raise Refused(Refusal(_("You act for no unit that hands in papers for this session.")))


def people_expected(session: Session) -> list[Invitation | Participant]:
    """Who was invited, then who is named in the minutes without having been invited."""
    invited = list(
        session.invitations.select_related("unit", "position", "participant", "session").order_by(
            "id"
        )
    )
    others = session.participants.filter(invitation=None).select_related("unit").order_by("id")
    return [*invited, *others]


def month_asked(text: str, today: date) -> date:
    """The first day of the month that is asked for, else of this one. Raises Invalid."""
    if not text:
        return today.replace(day=1)
    try:
        year, month = (int(part) for part in text.split("-"))
        return date(year, month, 1) if 1900 <= year <= 9000 else today.replace(year=0)
    except ValueError:
        raise Invalid("month", _("Give a month as 2026-03."), text) from None


def sessions_in_month(actor: Actor, first: date) -> QuerySet[Session]:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return sessions_of(actor).filter(listed_on__range=(first, last))
