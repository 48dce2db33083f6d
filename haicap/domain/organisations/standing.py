"""What does an actor hold on a day, and which rules follow from it?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from haicap.foundation.access import Actor, Need, Refusal, Rule
from haicap.foundation.accounts.models import User

from .models import Appointment, Coverage, Kind, PositionKind, Unit

# Inside a commune everybody works for the commune; inside a province a department's officer
# does not work for the People's Committee, let alone the province.
STOPS_AT = (Kind.COMMUNE, Kind.PROVINCE)
LONGEST_WAY_UP = 6
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

    @property
    def units(self) -> frozenset[int]:
        """Units the actor acts in; who only administers one sees nothing of its work."""
        return frozenset(unit for unit, kinds in self.roles.items() if kinds - ADMINISTERING)

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


def standing_of(actor: Actor, on: date | None = None) -> Standing:
    """What the actor holds on a day (today unless said). At most three queries an actor."""
    if actor.user_id is None:
        return NOTHING
    day = on or timezone.localdate()
    memo: dict[date, Standing] = actor.memo.setdefault("standing", {})
    if day not in memo:
        memo[day] = _standing(actor.user_id, day)
    return memo[day]


def _standing(user_id: int, day: date) -> Standing:
    roles: defaultdict[int, set[str]] = defaultdict(set)
    own: defaultdict[int, set[str]] = defaultdict(set)
    groups = set()
    for appointment in appointments_of(user_id, day):
        kind = appointment.position.kind
        own[appointment.position.unit_id].add(kind)
        for unit in _acted_for(appointment.position.unit):
            roles[unit.pk].add(kind)
            if unit.kind == Kind.WORKING_GROUP and kind not in ADMINISTERING:
                groups.add(unit.pk)
    if not roles:
        return NOTHING
    acting = [unit for unit, kinds in roles.items() if kinds - ADMINISTERING]
    served = Unit.objects.filter(office_id__in=acting).values_list("pk", flat=True)
    followed = Coverage.objects.filter(in_force(day), group_id__in=groups) if groups else ()
    return Standing(
        roles={unit: frozenset(kinds) for unit, kinds in roles.items()},
        served=frozenset(served),
        followed=frozenset(coverage.commune_id for coverage in followed),
        own={unit: frozenset(kinds) for unit, kinds in own.items()},
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
    held_today = [each.position for each in appointments_of(user.pk, timezone.localdate())]
    positions = [
        position.title
        if position.kind in NAMED_BY_TITLE
        else f"{position.title}, {position.unit.full_name}"
        for position in held_today
    ]
    return Actor(
        name=str(user),
        user_id=user.pk,
        on_behalf_of="; ".join(positions),
        is_simulated=user.is_persona,
        is_administrator=any(
            position.kind == PositionKind.ADMINISTRATOR
            and position.unit.key == settings.HOME_PROVINCE
            for position in held_today
        ),
    )
