"""Which bodies does a province have, and each of its communes?"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.organisations.rules import by_the_house
from haicap.foundation.access import Actor, require
from haicap.foundation.journal.writing import record

from .units import describe, write_units

RURAL = ("xã", "tỉnh")


@cache
def _plan() -> dict[str, Any]:
    text = files("haicap.domain.organisations").joinpath("bodies.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@transaction.atomic
def ensure_bodies(province: Unit, *, actor: Actor) -> int:
    """Establish what is missing of the bodies of a province and of its communes; says how many.

    Keys are the place's key and the body's: `20.tinh-uy`, `06529.vp-ubnd` (see bodies.toml).
    """
    require(by_the_house(actor))
    communes = province.children.filter(kind=Kind.COMMUNE).in_force(timezone.localdate())
    places = [province, *communes.order_by("key")]
    known = _bodies_of(places)
    new: dict[str, Unit] = {}
    for place in places:
        for basis, units in _missing(place, known):
            write_units(units, basis=basis)
            new |= {unit.key: unit for unit in units}
    if new:
        _wire(new, known, places)
        record(
            actor=actor,
            event="unit.organise",
            subject=province,
            unit=province.full_name,
            count=len(new),
        )
    return len(new)


def _bodies_of(places: list[Unit]) -> dict[str, Unit]:
    of_places = Q(parent__in=places) | Q(parent__parent__in=places)
    bodies = Unit.objects.filter(of_places).exclude(kind__in=[Kind.COMMUNE, Kind.DISTRICT])
    return {unit.key: unit for unit in bodies}


def _planned(place: Unit) -> list[dict[str, Any]]:
    """The parts of the plan for a place of this kind: each with its basis and its bodies."""
    parts = ["commune"] if place.kind == Kind.COMMUNE else ["province", "departments"]
    return [_plan()[part] for part in parts]


def _missing(place: Unit, known: dict[str, Unit]) -> Iterator[tuple[str, list[Unit]]]:
    for part in _planned(place):
        absent = [body for body in part["bodies"] if f"{place.key}.{body['key']}" not in known]
        yield part["basis"], [_body(place, body) for body in absent]


def _body(place: Unit, body: dict[str, str]) -> Unit:
    words = body["name"] if place.designation in RURAL else body.get("urban", body["name"])
    unit = Unit(
        key=f"{place.key}.{body['key']}", kind=body["kind"], established_on=place.established_on
    )
    written = f"{place.designation} {place.name}"
    describe(unit, name=words.format(place=written, name=place.name))
    return unit


def _wire(new: dict[str, Unit], known: dict[str, Unit], places: list[Unit]) -> None:
    """Join each new body to the one it is under and to its office, now that all are there."""
    every = known | new
    for place in places:
        for body in (body for part in _planned(place) for body in part["bodies"]):
            if unit := new.get(f"{place.key}.{body['key']}"):
                unit.parent = every[f"{place.key}.{body['under']}"] if "under" in body else place
                unit.office = every.get(f"{place.key}.{body.get('office')}")
    Unit.objects.bulk_update(new.values(), ["parent", "office"], batch_size=500)
