"""Which unit was meant? One if it is certain, else those to choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from .models import PLACES, Kind, Unit, UnitCode, UnitName, UnitQuerySet
from .naming import fold
from .seeking import Sought, is_spelt, ways_to_read

MOST = 60
SIMILAR = 8


@dataclass(frozen=True)
class Found:
    """What a search came to: one unit, or several to choose from, or none."""

    text: str
    exact: Unit | None = None
    """The only unit that can be meant."""
    candidates: Sequence[Unit] = ()
    """Those that may be meant, the home province's first; the exact one is the only one."""
    is_guess: bool = False
    """No unit bears the name; these are like it."""
    has_more: bool = False

    @property
    def is_ambiguous(self) -> bool:
        return self.exact is None and bool(self.candidates) and not self.is_guess


def find_units(text: str, *, on: date | None = None, province: str | None = None) -> Found:
    """The unit that a typed text means on a day (today unless said).

    Understands codes and keys, a kind before the name (“thị trấn Lộc Bình”), missing
    diacritics, “cũ” for what existed before, and what the place lies in after a comma.
    `province` is a province's code. A name that several provinces have is never decided for
    the reader: all are candidates.
    """
    day = on or timezone.localdate()
    ways = list(ways_to_read(text))
    for read in ways:
        if matches := _matches(read, day, province):
            exact = matches[0] if len(matches) == 1 else None
            return Found(text, exact, matches[:MOST], has_more=len(matches) > MOST)
    guesses = _containing(ways[0], day, province) or _similar(ways[0], day, province)
    return Found(text, None, guesses[:MOST], is_guess=True, has_more=len(guesses) > MOST)


def province_of(unit: Unit) -> Unit | None:
    """The province a unit lies in or works for; a province is its own."""
    above: Unit | None = unit
    while above is not None and above.kind != Kind.PROVINCE:
        above = above.parent
    return above


def _matches(read: Sought, day: date, province: str | None) -> list[Unit]:
    if read.key:
        return list(_units().filter(key=read.key))
    found = _by_code(read) if read.code else _by_name(read)
    found = [unit for unit in found if _lies_in(unit, read.hints, province)]
    return _ordered(_of_their_time(found, read, day))


def _units() -> UnitQuerySet:
    return Unit.objects.all().select_related("parent__parent__parent")


def _by_code(read: Sought) -> list[Unit]:
    coded = UnitCode.objects.filter(code=read.code).values("unit")
    return list(_units().filter(pk__in=coded))


def _by_name(read: Sought) -> list[Unit]:
    """Bearers of the name, now or once; with diacritics where they were typed."""
    if not read.whole:
        return []
    condition = Q(folded=read.whole)
    for reading in read.readings:
        # The end is what the index can find; `_bears` then asks for the whole name.
        condition |= Q(folded=reading.folded) | Q(folded__endswith=f" {reading.folded}")
    named = [name for name in UnitName.objects.filter(condition) if _bears(name, read)]
    spelt = [name for name in named if _is_as_typed(name, read)]
    # Some may be written as typed by chance when nothing was accented: then all may be meant.
    chosen = spelt if spelt and read.is_accented else named
    return list(_units().filter(pk__in={name.unit_id for name in chosen}))


def _bears(name: UnitName, read: Sought) -> bool:
    """The whole name, not its end: “Bình” is not “Lộc Bình”."""
    bare, full = fold(name.name), name.folded
    return full == read.whole or any(
        bare == reading.folded and reading.designation in ("", name.designation)
        for reading in read.readings
    )


def _is_as_typed(name: UnitName, read: Sought) -> bool:
    return any(
        is_spelt(reading.name, name.name) or is_spelt(reading.name, str(name))
        for reading in read.readings
    )


def _of_their_time(units: Iterable[Unit], read: Sought, day: date) -> list[Unit]:
    """Units of that day; those gone if “cũ” was said or nothing else bears the name."""
    there: list[Unit] = []
    gone: list[Unit] = []
    for unit in units:
        (gone if unit.dissolved_on and unit.dissolved_on <= day else there).append(unit)
    there = [unit for unit in there if unit.established_on is None or unit.established_on <= day]
    return gone if read.wants_former else there or gone


def _lies_in(unit: Unit, hints: Sequence[str], province: str | None) -> bool:
    above, names, codes = unit.parent, set(), {unit.code}
    while above is not None:
        names.add(fold(above.name))
        codes.add(above.code)
        above = above.parent
    is_there = province is None or province in codes
    return is_there and all(hint in names for hint in hints)


def _ordered(units: Iterable[Unit]) -> list[Unit]:
    """The home province first, then provinces, districts, communes, bodies by their names."""
    kinds = [*PLACES, *(kind for kind in Kind if kind not in PLACES)]

    def place(unit: Unit) -> tuple[bool, int, str, str]:
        province = province_of(unit)
        away = province is None or province.code != settings.HOME_PROVINCE
        where = province.sort_key if province else ""
        return away, kinds.index(Kind(unit.kind)), unit.sort_key, where + unit.key

    return sorted(units, key=place)


def _containing(read: Sought, day: date, province: str | None) -> list[Unit]:
    """Units whose name holds the words somewhere: “tài chính”, “đảng ủy xã lộc”."""
    if len(read.whole) < 2 or read.code:
        return []
    found = _units().in_force(day).filter(folded__contains=read.whole)[: 4 * MOST]
    return _ordered(unit for unit in found if _lies_in(unit, read.hints, province))


def _similar(read: Sought, day: date, province: str | None) -> list[Unit]:
    """Units whose name is like it: a slip of the hand."""
    if len(read.whole) < 3 or read.code:
        return []
    names = {reading.folded for reading in read.readings}
    like = Q()
    for name in names:
        like |= Q(folded__trigram_similar=name)
    found = _units().in_force(day).filter(like, kind__in=PLACES)
    near = [unit for unit in found if _lies_in(unit, read.hints, province)]
    return sorted(near, key=lambda unit: -_likeness(unit, names))[:SIMILAR]


def _likeness(unit: Unit, names: Iterable[str]) -> float:
    """Pairs of letters in common, of all pairs (Dice): enough to order a few."""
    own = _pairs(fold(unit.name))
    return max(2 * len(own & _pairs(name)) / (len(own) + len(_pairs(name)) or 1) for name in names)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
