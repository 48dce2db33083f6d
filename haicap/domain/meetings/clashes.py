"""Which sessions want the same person, place or commune at the same time?

Read from everything that is planned, also from what the planner may not see: a clash that is
hidden helps nobody. What the other session is about is told only to who may see it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Appointment, Position, Unit
from haicap.domain.organisations.queries import in_force
from haicap.foundation.access import Actor
from haicap.foundation.search.folding import fold

from .models import Invitation, Participant, Session

NOON = time(12)
WHOLE_DAY = (time.min, time.max)
PARTS: Mapping[str, tuple[time, time]] = {
    Session.PartOfDay.MORNING: (time.min, NOON),
    Session.PartOfDay.AFTERNOON: (NOON, time.max),
}
# A person through any position: by account, and by name where there is none.
Identity = tuple[str, str]
People = Mapping[Identity, str]


@dataclass(frozen=True)
class Clash:
    """Who, or what, is wanted twice, and by which other session."""

    what: str
    session: Session


def span_of(session: Session) -> tuple[time, time]:
    """From when to when it takes place; what is not known takes the part of the day, or all."""
    begin, end = PARTS.get(session.part_of_day, WHOLE_DAY)
    if session.begins_at:
        begin, end = session.begins_at, end if session.begins_at < end else time.max
    return begin, session.ends_at or end


def overlaps(one: Session, other: Session) -> bool:
    (begin, end), (others_begin, others_end) = span_of(one), span_of(other)
    return begin < others_end and others_begin < end


def clashes_of(
    plan: Session, communes: Iterable[Unit], positions: Collection[int]
) -> Sequence[Clash]:
    """With all other sessions of its day; `plan` may not be saved yet. Four queries at most."""
    if plan.held_on is None:
        return []
    same_day = Session.objects.filter(listed_on=plan.held_on).exclude(state=Session.State.CANCELLED)
    others = [
        each
        for each in same_day.exclude(pk=plan.pk).prefetch_related("communes").order_by("id")
        if overlaps(plan, each)
    ]
    if not others:
        return []
    wanted = {unit.pk for unit in communes}
    people = holders_on(positions, plan.held_on)
    engaged = engaged_in(others, plan.held_on)
    return [
        Clash(what, other)
        for other in others
        for what in _shared(plan, other, wanted, people, engaged[other.pk])
    ]


def _shared(
    plan: Session, other: Session, communes: set[int], people: People, engaged: People
) -> Iterator[str]:
    if plan.place and fold(plan.place) == fold(other.place):
        yield plan.place
    yield from (str(unit) for unit in other.communes.all() if unit.pk in communes)
    # Known by account and by name: told once.
    yield from dict.fromkeys(people[each] for each in people if each in engaged)


def holders_on(positions: Collection[int], day: date) -> People:
    """Who holds any of these positions on a day."""
    found = Appointment.objects.filter(in_force(day), position__in=positions)
    people: dict[Identity, str] = {}
    for each in found.select_related("position__unit", "user"):
        people.update(dict.fromkeys(_identities(each), each.person))
    return people


def _identities(each: Appointment) -> Iterator[Identity]:
    if each.user_id:
        yield ("account", str(each.user_id))
    if each.person_name:
        yield ("name", fold(each.person_name))


def engaged_in(sessions: Collection[Session], day: date) -> Mapping[int, People]:
    """Session → who is invited to it by a position, or named for it."""
    engaged: defaultdict[int, dict[Identity, str]] = defaultdict(dict)
    invited = Invitation.objects.filter(session__in=sessions).exclude(
        answer__in=[Invitation.Answer.DECLINES, Invitation.Answer.DEPUTY]
    )
    by_position: defaultdict[int, list[int]] = defaultdict(list)
    for session, position in invited.exclude(position=None).values_list("session", "position"):
        by_position[position].append(session)
    held = Appointment.objects.filter(in_force(day), position__in=by_position)
    for each in held.select_related("user"):
        for session in by_position[each.position_id]:
            engaged[session].update(dict.fromkeys(_identities(each), each.person))
    named = Participant.objects.filter(session__in=sessions).exclude(person_name="")
    for session, name in named.values_list("session", "person_name"):
        engaged[session]["name", fold(name)] = name
    return engaged


def positions_invited(session: Session) -> set[int]:
    """The positions of a session by which somebody is wanted there."""
    asked = Invitation.objects.filter(session=session).exclude(position=None)
    return set(asked.values_list("position", flat=True))


def told(clashes: Iterable[Clash], actor: Actor) -> str:
    """In words: what is wanted twice, and by which session as far as the actor may see it."""
    found = list(clashes)
    numbers = {each.session.pk for each in found}
    seen = set(
        Session.objects.visible_to(actor).filter(pk__in=numbers).values_list("pk", flat=True)
    )
    elsewhere = _("another session")
    words = (
        f"{each.what} ({each.session.title if each.session.pk in seen else elsewhere})"
        for each in found
    )
    return "; ".join(words)


def positions_of(*positions: Position | None) -> set[int]:
    return {each.pk for each in positions if each}
