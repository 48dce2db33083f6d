"""Who is to be told what a unit has to know: the accounts behind its positions, for many units."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .models import Appointment, Deputising, Kind, PositionKind, Unit
from .standing import LONGEST_WAY_UP, beside, in_force

# Who heads one of these in a commune heads the commune; who heads a room of it does not.
HEADING_A_COMMUNE = (Kind.COMMUNE, Kind.PARTY_COMMITTEE, Kind.PEOPLES_COMMITTEE)


@dataclass(frozen=True)
class People:
    """Accounts by unit and kind of position, on one day."""

    by_unit: Mapping[int, Mapping[str, frozenset[int]]]

    def of(self, unit_id: int | None, *kinds: str) -> frozenset[int]:
        """Those who hold a position of one of these kinds there."""
        if unit_id is None:
            return frozenset()
        held = self.by_unit.get(unit_id, {})
        return frozenset().union(*(held.get(kind, frozenset()) for kind in kinds))


def people_in_office(on: date, kinds: Iterable[str]) -> People:
    """Who holds these kinds of position on a day, or acts in the holder's place.

    The positions of a commune's bodies count for the commune, too. At most four queries,
    however many units there are.
    """
    wanted = list(kinds)
    above = {pk: (parent, kind) for pk, parent, kind in _units()}
    found: defaultdict[int, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for user, unit, kind in [*_holders(on, wanted), *_deputies(on, wanted)]:
        for each in _counts_for(unit, kind, above):
            found[each][kind].add(user)
    frozen = {
        unit: {kind: frozenset(users) for kind, users in held.items()}
        for unit, held in found.items()
    }
    return People(frozen)


def _units() -> Iterator[tuple[int, int | None, str]]:
    return Unit.objects.values_list("pk", "parent_id", "kind").iterator()


def _holders(on: date, kinds: list[str]) -> Iterator[tuple[int, int, str]]:
    held = Appointment.objects.filter(in_force(on), position__kind__in=kinds, user__isnull=False)
    return held.values_list("user_id", "position__unit_id", "position__kind").iterator()


def _deputies(on: date, kinds: list[str]) -> Iterator[tuple[int, int, str]]:
    deputising = list(
        Deputising.objects.filter(
            in_force(on), in_force(on, "appointment__"), appointment__position__kind__in=kinds
        ).select_related("appointment__position__unit__parent__parent__parent")
    )
    own: defaultdict[int, list[Appointment]] = defaultdict(list)
    theirs = Appointment.objects.filter(
        in_force(on), user__in={each.deputy_id for each in deputising}
    ).select_related("position")
    for held in theirs if deputising else ():
        own[held.user_id or 0].append(held)
    for each in deputising:
        position = each.appointment.position
        if beside(position.unit, own[each.deputy_id]):
            yield each.deputy_id, position.unit_id, position.kind


def _counts_for(unit: int, kind: str, above: Mapping[int, tuple[int | None, str]]) -> Iterator[int]:
    """The unit itself, and the commune that it is a body of."""
    yield unit
    if kind == PositionKind.HEAD and above[unit][1] not in HEADING_A_COMMUNE:
        return
    current: int | None = above[unit][0]
    for _step in range(LONGEST_WAY_UP):
        if current is None or above[unit][1] == Kind.COMMUNE:
            return
        if above[current][1] == Kind.COMMUNE:
            yield current
            return
        current = above[current][0]
