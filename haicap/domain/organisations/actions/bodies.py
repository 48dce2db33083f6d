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
    new = {unit.key: unit for place in places for unit in _missing(place, known)}
    if not new:
        return 0
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


def _planned(place: Unit) -> Iterator[tuple[dict[str, str], str]]:
    """Each body a place of this kind has, with the text it rests on."""
    parts = ["commune"] if place.kind == Kind.COMMUNE else ["province", "departments"]
    for part in parts:
        for body in _plan()[part]["bodies"]:
            yield body, _plan()[part]["basis"]


def _missing(place: Unit, known: dict[str, Unit]) -> Iterator[Unit]:
    written = f"{place.designation} {place.name}"
    for body, _basis in _planned(place):
        key = f"{place.key}.{body['key']}"
        if key in known:
            continue
        words = body["name"] if place.designation in RURAL else body.get("urban", body["name"])
        unit = Unit(key=key, kind=body["kind"], established_on=place.established_on)
        describe(unit, name=words.format(place=written, name=place.name))
        yield unit


def _wire(new: dict[str, Unit], known: dict[str, Unit], places: list[Unit]) -> None:
    """Insert the new bodies, then join each to the body it is under and to its office."""
    write_units(new.values())
    every = known | new
    for place in places:
        for body, _basis in _planned(place):
            unit = new.get(f"{place.key}.{body['key']}")
            if unit:
                unit.parent = every[f"{place.key}.{body['under']}"] if "under" in body else place
                unit.office = every.get(f"{place.key}.{body.get('office')}")
    Unit.objects.bulk_update(new.values(), ["parent", "office"], batch_size=500)
