"""What an actor sees, and how much of it there is: the same circles answer both.

A record is posted once at each unit it concerns, and once at its circle. Somebody of several
units sees the sum over them, less what more than one of them sees: read at the circles that join
units of theirs, which are few. So a number costs the same whatever the number of records.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from haicap.foundation.access import Actor
from haicap.foundation.ledger.posting import Line
from haicap.foundation.ledger.reading import balances
from haicap.foundation.ledger.windows import Window

from .models import Concern, Unit
from .standing import Standing, standing_of


def circles_seen(actor: Actor) -> "QuerySet[Concern, int]":
    """The circles in which the actor has a unit, for `circle__in`: what `visible_to` asks."""
    return Concern.objects.seen_by(standing_of(actor)).values_list("circle", flat=True)


def units_concerned(actor: Actor, role: str, records: "QuerySet[Any]") -> QuerySet[Unit]:
    """The units that have this role in any of these records that the actor may see, by name.

    One record a circle is looked for: a circle may be left without any.
    """
    theirs = Concern.objects.filter(role=role, circle__in=circles_seen(actor))
    inside = Exists(records.order_by().filter(circle=OuterRef("circle")))
    return Unit.objects.filter(pk__in=theirs.filter(inside).values("unit")).order_by("sort_key")


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
    actor: Actor,
    measure: str,
    windows: Sequence[Window],
    *,
    by: str,
    narrowed_to: tuple[str, int] | None = None,
) -> list[Counter[str]]:
    """For each window: value of a dimension → how many records of it the actor may see.

    Reads what `sight_lines` posted, in a query for each window and one more for somebody who
    has several units. `narrowed_to` is the role and the unit to which `sight_lines` narrowed.
    """
    standing = standing_of(actor)
    wanted = _sights(standing)
    within = narrowed_to[1] if narrowed_to else None
    places = {_place(unit, within): needed for unit, needed in wanted.items()}
    twice = _seen_twice(standing, narrowed_to) if len(wanted) > 1 else {}
    counted = []
    for window in windows:
        numbers: Counter[str] = Counter()
        rows = balances(measure, [*places, *twice], window, by=("sight", by))
        for (place, sight, value), amount in rows.items():
            if place in twice:
                numbers[value or ""] -= twice[place] * int(amount)
            elif place and places[place] in (sight or ""):
                numbers[value or ""] += int(amount)
        counted.append(numbers)
    return counted


def _sights(standing: Standing) -> Mapping[int, str]:
    """Unit → which sight somebody who stands so needs there; their own units need none."""
    if not standing.units:
        return {}
    followed = dict.fromkeys(standing.followed, str(Concern.Sight.FOLLOWERS))
    served = dict.fromkeys(standing.served, str(Concern.Sight.SIDE))
    return {**followed, **served, **dict.fromkeys(standing.units, "")}


def _seen_twice(standing: Standing, narrowed_to: tuple[str, int] | None) -> dict[str, int]:
    """Place of a circle → in how many units too many the actor sees what lies in it."""
    seen = Concern.objects.seen_by(standing)
    if narrowed_to is not None:
        role, unit = narrowed_to
        within = Concern.objects.filter(role=role, unit=unit)
        seen = seen.filter(circle__in=within.values("circle"))
    units = seen.values_list("circle").annotate(units=Count("unit", distinct=True))
    return {f"circle/{circle}": count - 1 for circle, count in units.filter(units__gt=1)}
