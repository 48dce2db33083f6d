"""What an actor sees, and how much of it there is: the same circles answer both.

A record is posted once at each unit it concerns, and once at its circle. Somebody of several
units sees the sum over them, less what more than one of them sees: read at the circles that join
units of theirs, which are few. So a number costs the same whatever the number of records.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, ForeignKey, Lookup, OuterRef, Q, QuerySet, Subquery

from haicap.foundation.access import Actor
from haicap.foundation.ledger.posting import Line
from haicap.foundation.ledger.reading import balances
from haicap.foundation.ledger.windows import Window

from .models import Concern, Unit
from .standing import Standing, standing_of

# So many circles are asked once and named; more are looked up by the database each time.
NAMED_AT_MOST = 5000


def in_circles_seen(actor: Actor, circle: str = "circle") -> Q:
    """Records in a circle in which the actor has a unit: what `visible_to` asks.

    Where the actor only reads, the circles are read once and named in each question: the
    planner then knows how many records lie in them, and reads the newest where most are seen.
    """
    named = _named(actor) if actor.only_reads else None
    if named is None:
        return Q(**{f"{circle}__in": circles_seen(actor)})
    return Q(**{f"{circle}__any_of": named})


def _named(actor: Actor) -> list[int] | None:
    """None: too many to be named."""
    if "circles" not in actor.memo:
        found = list(circles_seen(actor).order_by().distinct()[: NAMED_AT_MOST + 1])
        actor.memo["circles"] = found if len(found) <= NAMED_AT_MOST else None
    named: list[int] | None = actor.memo["circles"]
    return named


@ForeignKey.register_lookup
class AnyOf(Lookup):
    """One of many numbers, sent as one value: `IN` would send and plan each by itself."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        column, given = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*given, list(self.rhs)]


def circles_seen(actor: Actor) -> "QuerySet[Concern, int]":
    """The circles in which the actor has a unit, for `circle__in`."""
    return Concern.objects.seen_by(standing_of(actor)).values_list("circle", flat=True)


def circles_seen_of(actor: Actor, role: str, unit: Unit) -> "QuerySet[Concern, int]":
    """Of these circles, those in which a unit has a role: one answer, not two to be matched."""
    concerned = Concern.objects.filter(circle=OuterRef("circle"), role=role, unit=unit)
    return circles_seen(actor).filter(Exists(concerned))


def units_concerned(actor: Actor, role: str, records: "QuerySet[Any]") -> QuerySet[Unit]:
    """The units that have this role in any of these records that the actor may see, by name.

    One record a circle is looked for: a circle may be left without any.
    """
    theirs = Concern.objects.filter(in_circles_seen(actor), role=role)
    inside = Exists(records.order_by().filter(circle=OuterRef("circle")))
    # Found before they are named: in one statement, read as a form reads its choices, the
    # database would go through all units in their order and look for each in the circles.
    found = set(theirs.filter(inside).values_list("unit", flat=True))
    units = Unit.objects.filter(pk__in=found).order_by("sort_key")
    return units.only("key", "designation", "name")


def sight_lines(
    measure: str,
    day: date,
    *,
    circle: int,
    concerns: Iterable[tuple[int, str]],
    narrowed_to: int | None = None,
    **dimensions: str,
) -> Iterator[Line]:
    """How a record is posted so that everybody's number of them can be read (`seen_count`).

    `concerns` are (unit, sight) of its circle; `narrowed_to` a unit by which lists are narrowed,
    the lead: the same number is then known for that unit alone.
    """
    sights: defaultdict[int, set[str]] = defaultdict(set)
    for unit, sight in concerns:
        sights[unit].add(sight)
    for unit, seen in sorted(sights.items()):
        told = {**dimensions, "sight": "".join(sorted(seen))}
        whole = _place(unit)
        if narrowed_to is None:
            yield Line(measure, whole, day, dimensions=told)
        else:
            yield Line(measure, _place(unit, narrowed_to), day, dimensions=told, below=whole)
    if len(sights) > 1:
        yield Line(measure, f"circle/{circle}", day, dimensions=dimensions)


def _place(unit: int, narrowed_to: int | None = None) -> str:
    return f"seen/{unit}" if narrowed_to is None else f"seen/{unit}/{narrowed_to}"


def seen_counts(
    actor: Actor, measure: str, windows: Sequence[Window], *, by: str
) -> list[Counter[str]]:
    """For each window: value of a dimension → how many records of it the actor may see.

    Reads what `sight_lines` posted, in a query for each window and one more for somebody who
    has several units.
    """
    standing = standing_of(actor)
    wanted = _sights(standing)
    places = {_place(unit): (None, needed) for unit, needed in wanted.items()}
    twice: Twice = {}
    if len(wanted) > 1:
        circles = _joined(standing)
        twice = {f"circle/{circle}": (None, seen_in - 1) for circle, seen_in in circles}
    return [each[None] for each in _counted(measure, windows, by, places, twice)]


def seen_counts_of(
    actor: Actor,
    measure: str,
    windows: Sequence[Window],
    *,
    by: str,
    role: str,
    units: Collection[int],
) -> list[Mapping[int | None, Counter[str]]]:
    """The same of each unit in the role to which `sight_lines` narrowed; as few queries."""
    standing = standing_of(actor)
    wanted = _sights(standing)
    places = {
        _place(unit, narrowed_to): (narrowed_to, needed)
        for unit, needed in wanted.items()
        for narrowed_to in units
    }
    twice: Twice = {}
    if len(wanted) > 1:
        within = Concern.objects.filter(role=role, unit__in=units, circle=OuterRef("circle"))
        joined = _joined(standing).annotate(within=Subquery(within.values("unit")[:1]))
        twice = {
            f"circle/{circle}": (unit, seen_in - 1)
            for circle, seen_in, unit in joined.filter(within__isnull=False)
        }
    return _counted(measure, windows, by, places, twice)


# Place of a circle → for which narrowing, and in how many units too many its records are seen.
Twice = dict[str, tuple[int | None, int]]


def _sights(standing: Standing) -> Mapping[int, str]:
    """Unit → the sights by which somebody who stands so sees there, any will do; their own units
    need none."""
    if not standing.units:
        return {}
    needed = dict.fromkeys(standing.followed, str(Concern.Sight.FOLLOWERS))
    for unit in standing.served:
        needed[unit] = needed.get(unit, "") + str(Concern.Sight.SIDE)
    return needed | dict.fromkeys(standing.units, "")


def _joined(standing: Standing) -> "QuerySet[Concern, Any]":
    """(circle, in how many units) for each that somebody who stands so sees in several."""
    seen = Concern.objects.seen_by(standing).values_list("circle")
    return seen.annotate(units=Count("unit", distinct=True)).filter(units__gt=1)


def _counted(
    measure: str,
    windows: Sequence[Window],
    by: str,
    places: Mapping[str, tuple[int | None, str]],
    twice: Twice,
) -> list[Mapping[int | None, Counter[str]]]:
    counted: list[Mapping[int | None, Counter[str]]] = []
    for window in windows:
        numbers: defaultdict[int | None, Counter[str]] = defaultdict(Counter)
        rows = balances(measure, [*places, *twice], window, by=("sight", by))
        for (place, sight, value), amount in rows.items():
            if place in twice:
                narrowed_to, too_many = twice[place]
                numbers[narrowed_to][value or ""] -= too_many * int(amount)
            elif place and _is_seen(places[place][1], sight or ""):
                numbers[places[place][0]][value or ""] += int(amount)
        counted.append(numbers)
    return counted


def _is_seen(needed: str, sight: str) -> bool:
    return not needed or bool(set(needed) & set(sight))
