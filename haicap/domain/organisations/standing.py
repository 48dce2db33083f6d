"""What does an actor hold on a day, and which rules follow from it?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from haicap.foundation.access import Actor, Need, Refusal, Rule
from haicap.foundation.accounts.models import User

from .models import (
    IN_WHOSE_PLACE,
    Appointment,
    Coverage,
    Deputising,
    Kind,
    Position,
    PositionKind,
    Unit,
)

# Inside a commune everybody works for the commune; inside a province a department's officer
# does not work for the People's Committee, let alone the province.
STOPS_AT = (Kind.COMMUNE, Kind.PROVINCE)
LONGEST_WAY_UP = 6  # bodies between an office of a commune and its province, and one to spare
ADMINISTERING = frozenset({str(PositionKind.ADMINISTRATOR)})


@dataclass(frozen=True)
class Standing:
    """What an actor holds on a day; every `visible_to` and every rule of place starts here."""

    roles: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Unit → kinds of position held there; a commune's bodies count for the commune too."""
    served: frozenset[int] = frozenset()
    """Units whose office the actor sits in: it sees what they issue and what is sent to them."""
    followed: frozenset[int] = frozenset()
    """Communes that a working group of the actor follows."""
    own: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Unit → kinds of position held in that very unit, whatever it counts for above."""
    in_place_of: frozenset[int] = frozenset()
    """Accounts in whose place the actor acts: where two hands are asked for, they are one."""

    @property
    def units(self) -> frozenset[int]:
        """Units the actor acts in; who only administers one sees nothing of its work."""
        return frozenset(unit for unit, kinds in self.roles.items() if kinds - ADMINISTERING)

    def units_of(self, *kinds: str) -> frozenset[int]:
        """Units in which one of these kinds of position is held."""
        wanted = set(kinds)
        return frozenset(unit for unit, held in self.roles.items() if held & wanted)

    @property
    def sides(self) -> frozenset[int]:
        """Own units, and those served: whose papers the actor sees."""
        return self.units | self.served

    @property
    def administered(self) -> frozenset[int]:
        """Units whose administrator the actor is."""
        return frozenset(unit for unit, kinds in self.own.items() if kinds & ADMINISTERING)

    def holds(self, unit_id: int | None, kinds: Iterable[str]) -> bool:
        return unit_id is not None and bool(self.roles.get(unit_id, frozenset()) & set(kinds))

    def holds_in(self, unit_id: int | None, kinds: Iterable[str]) -> bool:
        """In that very unit: the head of a commune's room is not the head of the commune."""
        return unit_id is not None and bool(self.own.get(unit_id, frozenset()) & set(kinds))


NOTHING = Standing()


def in_force(on: date, prefix: str = "") -> Q:
    begun = Q(**{f"{prefix}from_on": None}) | Q(**{f"{prefix}from_on__lte": on})
    lasting = Q(**{f"{prefix}until_on": None}) | Q(**{f"{prefix}until_on__gt": on})
    return begun & lasting


def appointments_of(user_id: int, on: date) -> list[Appointment]:
    """The positions an account holds on a day, with their units and those above them."""
    return list(
        Appointment.objects.filter(in_force(on), user_id=user_id)
        .select_related("position__unit__parent__parent__parent")
        .order_by("id")
    )


def deputisings_of(user_id: int, on: date, own: Sequence[Appointment]) -> list[Deputising]:
    """In whose place the holder of these positions acts on a day: see `beside`."""
    if not own:
        return []
    found = Deputising.objects.filter(
        in_force(on), in_force(on, "appointment__"), deputy_id=user_id
    ).select_related("appointment__user", "appointment__position__unit__parent__parent__parent")
    return [each for each in found.order_by("id") if beside(each.appointment.position.unit, own)]


def beside(unit: Unit, own: Iterable[Appointment]) -> list[Appointment]:
    """Those of somebody's positions by which they may act in a place in this unit.

    They lie in the unit or in the office that serves it; who only administers it does no work
    there.
    """
    places = {unit.pk, office_of(unit)}
    return [
        each
        for each in own
        if each.position.unit_id in places and each.position.kind not in ADMINISTERING
    ]


def office_of(unit: Unit) -> int | None:
    """The office of the unit, else of the nearest body above it that has one."""
    return next((each.office_id for each in upwards(unit) if each.office_id), None)


def upwards(unit: Unit) -> Iterator[Unit]:
    """The unit itself, then what it lies in or works for, the nearest first."""
    above: Unit | None = unit
    for _step in range(LONGEST_WAY_UP):
        if above is None:
            return
        yield above
        above = above.parent


@dataclass(frozen=True)
class Held:
    """What an account holds on a day, and in whose place it acts."""

    own: Sequence[Appointment] = ()
    deputising: Sequence[Deputising] = ()

    @property
    def positions(self) -> Iterator[Position]:
        """All that give rights: own ones, and those of who is deputised for."""
        yield from (each.position for each in self.own)
        yield from (each.appointment.position for each in self.deputising)


def held_by(actor: Actor, on: date) -> Held:
    """What the actor holds on a day. Two queries, once an actor."""
    if actor.user_id is None:
        return Held()
    memo: dict[date, Held] = actor.memo.setdefault("held", {})
    if on not in memo:
        own = appointments_of(actor.user_id, on)
        memo[on] = Held(own, deputisings_of(actor.user_id, on, own))
    return memo[on]


def standing_of(actor: Actor, on: date | None = None) -> Standing:
    """What the actor holds on a day (today unless said). At most four queries an actor."""
    if actor.user_id is None:
        return NOTHING
    day = on or timezone.localdate()
    memo: dict[date, Standing] = actor.memo.setdefault("standing", {})
    if day not in memo:
        memo[day] = _standing(held_by(actor, day), day)
    return memo[day]


def standing_of_unit(unit: Unit) -> Standing:
    """That of all who work in this unit alone: what waits for any of them waits for it."""
    kinds = set(PositionKind) - ADMINISTERING
    posts = [Appointment(position=Position(unit=unit, kind=kind)) for kind in sorted(kinds)]
    return _standing(Held(posts), timezone.localdate())


def in_own_right(actor: Actor) -> Actor:
    """The same person with what they hold themselves today: for what nobody passes on."""
    today = timezone.localdate()
    return replace(actor, memo={"held": {today: Held(held_by(actor, today).own)}})


def _standing(held: Held, day: date) -> Standing:
    roles: defaultdict[int, set[str]] = defaultdict(set)
    own: defaultdict[int, set[str]] = defaultdict(set)
    groups = set()
    for position in held.positions:
        own[position.unit_id].add(position.kind)
        for unit in _acted_for(position.unit):
            roles[unit.pk].add(position.kind)
            if unit.kind == Kind.WORKING_GROUP and position.kind not in ADMINISTERING:
                groups.add(unit.pk)
    if not roles:
        return NOTHING
    acting = [unit for unit, kinds in roles.items() if kinds - ADMINISTERING]
    served = Unit.objects.filter(office_id__in=acting).values_list("pk", flat=True)
    followed = Coverage.objects.filter(in_force(day), group_id__in=groups) if groups else ()
    principals = (each.appointment.user_id for each in held.deputising)
    return Standing(
        roles={unit: frozenset(kinds) for unit, kinds in roles.items()},
        served=frozenset(served),
        followed=frozenset(coverage.commune_id for coverage in followed),
        own={unit: frozenset(kinds) for unit, kinds in own.items()},
        in_place_of=frozenset(each for each in principals if each is not None),
    )


def _acted_for(unit: Unit) -> Iterable[Unit]:
    """The unit itself and, where it belongs to a commune, every unit up to the commune."""
    chain, above = [unit], unit.parent
    while above is not None and len(chain) < LONGEST_WAY_UP:
        if chain[-1].kind in STOPS_AT:
            break
        chain.append(above)
        above = above.parent
    return chain if chain[-1].kind == Kind.COMMUNE else [unit]


def held(relation: str, *kinds: PositionKind, otherwise: str | Promise) -> Rule:
    """A rule: the actor holds one of these kinds of position in the unit that `relation` names.

    `relation` is a foreign key of the record (`lead` reads `thing.lead_id`) or a path through
    others (`conclusion.issuer`). The house's own hand passes. `otherwise` is the lazy sentence
    of the refusal.
    """
    wanted = frozenset(str(kind) for kind in kinds)

    def by_position(actor: Actor, thing: Any) -> Refusal | None:
        if actor.is_house or standing_of(actor).holds(_unit_id(thing, relation), wanted):
            return None
        return Refusal(str(otherwise))

    by_position.needs = (Need(relation, wanted),)  # type: ignore[attr-defined]
    return by_position


def _unit_id(thing: Any, relation: str) -> int | None:
    *path, last = relation.split(".")
    for step in path:
        thing = getattr(thing, step)
        if thing is None:
            return None
    unit_id: int | None = getattr(thing, f"{last}_id")
    return unit_id


# A head's title names the unit already: “Chủ tịch Ủy ban nhân dân xã Lộc Bình”.
NAMED_BY_TITLE = (PositionKind.HEAD, PositionKind.DEPUTY)


def actor_of(user: User) -> Actor:
    """The actor for a signed-in account, with the position it acts in, in words."""
    actor = Actor(name=str(user), user_id=user.pk, is_simulated=user.is_persona)
    held = held_by(actor, timezone.localdate())
    actor.on_behalf_of = "; ".join(_in_words(held))
    actor.is_administrator = any(
        each.position.kind == PositionKind.ADMINISTRATOR
        and each.position.unit.key == settings.HOME_PROVINCE
        for each in held.own
    )
    return actor


def _in_words(held: Held) -> Iterator[str]:
    """Each own position, and in whose place one acts by it: “Phó Chủ tịch …, thay Chủ tịch …”."""
    places: defaultdict[int, list[str]] = defaultdict(list)
    for each in held.deputising:
        by = beside(each.appointment.position.unit, held.own)[0]
        places[by.pk].append(f"{IN_WHOSE_PLACE[each.form]} {position_in_words(each.appointment)}")
    for own in held.own:
        yield ", ".join([position_in_words(own), *places[own.pk]])


def position_in_words(appointment: Appointment) -> str:
    position = appointment.position
    if position.kind in NAMED_BY_TITLE:
        return appointment.title
    return f"{appointment.title}, {position.unit.full_name}"
