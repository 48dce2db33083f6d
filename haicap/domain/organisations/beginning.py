"""Which province is meant when a database is begun?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from .finding import find_units
from .models import Kind, Succession, Unit
from .naming import fold

READINGS = ("{}", "tỉnh {}", "thành phố {}")
"""A bare name may be a commune's too; said with its kind, only the province is left."""


@dataclass(frozen=True)
class Meant:
    """Provinces of today that a text may mean, and those of yesterday that bear the name."""

    provinces: Sequence[Unit] = ()
    former: Sequence[Unit] = ()
    """Provinces that are no more; `provinces` are then what became of them."""
    is_certain: bool = False
    """The text holds the whole name, or is the code: nothing was guessed."""


def province_meant(text: str, *, on: date | None = None) -> Meant:
    """Codes and names in any spelling; where nothing fits exactly, those that are like it."""
    day = on or timezone.localdate()
    found: dict[int, Unit] = {}
    for reading in READINGS:
        answer = find_units(reading.format(text), on=day)
        units = [answer.exact] if answer.exact else answer.candidates
        there = {unit.pk: unit for unit in units if unit.kind == Kind.PROVINCE}
        if any(_is_said(unit, text) for unit in there.values()):
            found = {unit.pk: unit for unit in there.values() if _is_said(unit, text)}
            break
        found |= there
    gone = [unit for unit in found.values() if unit.dissolved_on and unit.dissolved_on <= day]
    living = [unit for unit in found.values() if unit not in gone]
    if living or not gone:
        is_certain = len(living) == 1 and _is_said(living[0], text)
        return Meant(provinces=living, is_certain=is_certain)
    return Meant(provinces=_successors(gone), former=gone)


def _is_said(unit: Unit, text: str) -> bool:
    said = fold(text)
    return said == unit.code or fold(unit.name) in said


def _successors(gone: Sequence[Unit]) -> list[Unit]:
    """A province's own links, else those of the places that lay in it."""
    links = Succession.objects.filter(predecessor__in=gone, successor__kind=Kind.PROVINCE)
    successors = {link.successor_id for link in links}
    if not successors:
        within = Succession.objects.filter(predecessor__parent__parent__in=gone)
        above = within.values_list("successor__parent", flat=True)
        successors = {each for each in above if each is not None}
    return list(Unit.objects.filter(pk__in=successors, kind=Kind.PROVINCE).order_by("sort_key"))
