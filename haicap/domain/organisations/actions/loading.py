"""How do the official lists come into the database, and again when they have changed?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import PLACES, Kind, Succession, Unit, UnitCode, UnitName
from haicap.domain.organisations.naming import fold
from haicap.domain.organisations.reference import TWO_TIERS_SINCE, Called, Place, Reference
from haicap.domain.organisations.rules import by_the_house
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record

from .units import describe

Row = TypeVar("Row", bound=Model)


BATCH = 2000
LOADING = 20_250_701  # one load at a time: two would each insert everything
DETAILS = ("kind", "established_on", "dissolved_on", "latitude", "longitude", "area_km2")
PRESENT = ("name", "designation", "code", "folded", "sort_key")


@dataclass
class Loaded:
    """What a load found in the lists, and what it had to do about it."""

    places: int = 0
    links: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def changed_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)


@transaction.atomic
def load_units(
    *,
    actor: Actor,
    reference: Reference | None = None,
    progress: Callable[[int], Any] = lambda _rows: None,
) -> Loaded:
    """Make the places, their names, codes and links what the lists say; again: changes nothing.

    A name once known stays, also one given by `rename_unit`. `progress` is told how many rows
    each step was about. Raises Refused, ReferenceUnusable, and Invalid for a home province that
    is none of today's.
    """
    require(by_the_house(actor))
    reference = reference or Reference()
    places = reference.places
    _check_home(places)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING])
    done = Loaded(places=len(places), links=len(reference.links))
    timelines = _timelines(places)
    units = _load_places(places, timelines, done, progress)
    _load_names(places, timelines, units, done)
    progress(len(places))
    _load_codes(places, units, done)
    progress(len(places))
    _load_links(reference, units, done)
    progress(len(reference.links))
    if not done.changed_nothing:
        _count_again()
        _tell(actor, units[settings.HOME_PROVINCE], done)
    return done


def _check_home(places: Sequence[Place]) -> None:
    home = settings.HOME_PROVINCE
    if not any(place.key == home and place.kind == Kind.PROVINCE for place in places):
        reason = _("No province has this statistical code today; Lạng Sơn has 20.")
        raise Invalid("HAICAP_PROVINCE", reason, home)


def _count_again() -> None:
    """PostgreSQL plans by what it last counted: nothing, in tables that were empty just now."""
    with connection.cursor() as cursor:
        for model in (Unit, UnitName, UnitCode, Succession):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"ANALYZE {table}")


def _tell(actor: Actor, home: Unit, done: Loaded) -> None:
    changed = done.changed + done.removed
    record(
        actor=actor,
        event="unit.load",
        subject=home,
        added=done.added,
        changed=changed,
        links=done.links,
    )


def _timelines(places: Sequence[Place]) -> dict[str, list[Called]]:
    """Every name of each place in its order: those listed, and those known already."""
    timelines = {place.key: {called.from_on: called for called in place.called} for place in places}
    known = UnitName.objects.filter(unit__kind__in=PLACES).values_list(
        "unit__key", "from_on", "name", "designation", "basis"
    )
    for key, from_on, name, designation, basis in known:
        if key in timelines:
            timelines[key].setdefault(from_on, Called(from_on, name, designation, basis))
    return {key: sorted(names.values(), key=_begin) for key, names in timelines.items()}


def _begin(called: Called) -> date:
    return called.from_on or date.min


def _load_places(
    places: Sequence[Place],
    timelines: Mapping[str, list[Called]],
    done: Loaded,
    progress: Callable[[int], Any],
) -> dict[str, Unit]:
    units = {unit.key: unit for unit in Unit.objects.places()}
    levels: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        levels[place.kind].append(place)
    for level in levels.values():  # parents first: children carry their keys
        new, changed = [], []
        for place in level:
            unit = units.setdefault(place.key, Unit(key=place.key))
            before = _held(unit)
            _describe_place(unit, place, units, timelines[place.key])
            if unit._state.adding:
                new.append(unit)
            elif before != _held(unit):
                changed.append(unit)
        Unit.objects.bulk_create(new, batch_size=BATCH)
        Unit.objects.bulk_update(changed, [*DETAILS, *PRESENT, "parent"], batch_size=500)
        done.added += len(new)
        done.changed += len(changed)
        progress(len(level))
    return units


def _held(unit: Unit) -> tuple[Any, ...]:
    return (unit.parent_id, *(getattr(unit, name) for name in (*DETAILS, *PRESENT)))


def _describe_place(
    unit: Unit, place: Place, units: Mapping[str, Unit], names: Sequence[Called]
) -> None:
    unit.kind = place.kind
    unit.parent = units[place.parent_key] if place.parent_key else None
    unit.established_on, unit.dissolved_on = place.established_on, place.dissolved_on
    unit.latitude = _decimal(place.latitude, 6)
    unit.longitude = _decimal(place.longitude, 6)
    unit.area_km2 = _decimal(place.area_km2, 2)
    today = timezone.localdate()
    # A name still to come is known and not yet shown.
    present = [called for called in names if _begin(called) <= today][-1:] or names[:1]
    describe(unit, name=present[0].name, designation=present[0].designation, code=place.code)


def _decimal(value: float | None, places: int) -> Decimal | None:
    return None if value is None else Decimal(repr(value)).quantize(Decimal(1).scaleb(-places))


def _load_names(
    places: Iterable[Place],
    timelines: Mapping[str, list[Called]],
    units: Mapping[str, Unit],
    done: Loaded,
) -> None:
    wanted = [
        UnitName(
            unit=units[place.key],
            name=called.name,
            designation=called.designation,
            folded=fold(f"{called.designation} {called.name}"),
            from_on=called.from_on,
            until_on=following.from_on if following else place.dissolved_on,
            basis=called.basis,
        )
        for place in places
        for called, following in zip_longest(timelines[place.key], timelines[place.key][1:])
    ]
    kept = UnitName.objects.filter(unit__kind__in=PLACES)
    values = ("name", "designation", "folded", "until_on", "basis")
    _match(UnitName, kept, wanted, ("unit_id", "from_on"), values, done)


def _load_codes(places: Iterable[Place], units: Mapping[str, Unit], done: Loaded) -> None:
    wanted = [
        UnitCode(
            unit=units[place.key],
            scheme=coded.scheme,
            code=coded.code,
            from_on=coded.from_on,
            until_on=place.dissolved_on,
            basis=coded.basis,
        )
        for place in places
        for coded in place.codes
    ]
    kept = UnitCode.objects.filter(unit__kind__in=PLACES)
    values = ("code", "until_on", "basis")
    _match(UnitCode, kept, wanted, ("unit_id", "scheme", "from_on"), values, done)


def _load_links(reference: Reference, units: Mapping[str, Unit], done: Loaded) -> None:
    wanted = [
        Succession(
            predecessor=units[link.predecessor_key],
            successor=units[link.successor_key],
            on=link.on,
            is_partial=link.is_partial,
            basis=link.basis,
        )
        for link in reference.links
    ]
    kept = Succession.objects.filter(on=TWO_TIERS_SINCE)
    same = ("predecessor_id", "successor_id")
    surplus = _match(Succession, kept, wanted, same, ("is_partial", "basis"), done)
    # What became of a place is one statement of the lists: a link they dropped was wrong.
    done.removed += Succession.objects.filter(pk__in=[row.pk for row in surplus]).delete()[0]


def _match(
    model: type[Row],
    kept: Iterable[Row],
    wanted: Iterable[Row],
    same: Sequence[str],
    values: Sequence[str],
    done: Loaded,
) -> list[Row]:
    """Insert what is missing, correct what differs; returns what the lists do not hold."""
    known = {_values(row, same): row for row in kept}
    new, changed = [], []
    for row in wanted:
        held = known.pop(_values(row, same), None)
        if held is None:
            new.append(row)
        elif _values(held, values) != _values(row, values):
            row.pk = held.pk
            changed.append(row)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    model._default_manager.bulk_update(changed, values, batch_size=500)
    done.added += len(new)
    done.changed += len(changed)
    return list(known.values())


def _values(row: Model, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)
