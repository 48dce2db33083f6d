"""How do official boundaries come onto the map, and again when they have changed?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import shapely
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from haicap.domain.organisations.finding import find_units
from haicap.domain.organisations.models import Boundary, Unit, UnitCode
from haicap.domain.organisations.outlines import Outline, simplified
from haicap.domain.organisations.overlaps import overlaps
from haicap.domain.organisations.queries import communes_of
from haicap.domain.organisations.rules import by_the_house
from haicap.domain.organisations.standing import in_force
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record

from .units import effective_day

LONGEST_BASIS = 300


@dataclass
class Compared:
    """What a file holds for a province on a day, and what a load did about it."""

    matched: list[tuple[Outline, Unit]] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    """Features that are no commune of this province, each with the reason."""
    missing: list[Unit] = field(default_factory=list)
    """Communes for which the file holds no boundary."""
    added: int = 0
    replaced: int = 0

    @property
    def changed_nothing(self) -> bool:
        return not (self.added or self.replaced)


def compare_boundaries(outlines: Sequence[Outline], *, province: Unit, from_on: date) -> Compared:
    """Which feature is which commune of the province on that day; nothing is written."""
    communes = {each.pk: each for each in communes_of(province, on=from_on)}
    codes = dict(
        UnitCode.objects.filter(
            in_force(from_on), scheme=UnitCode.Scheme.STATISTICAL, unit__in=communes
        ).values_list("code", "unit_id")
    )
    compared = Compared()
    claims: defaultdict[int, list[Outline]] = defaultdict(list)
    for outline in outlines:
        found = _meant(outline, codes, province, from_on)
        if isinstance(found, str):
            compared.unmatched.append(f"{outline}: {found}")
        elif found in communes:
            claims[found].append(outline)
        else:
            compared.unmatched.append(f"{outline}: {_('It is no commune of this province.')}")
    for pk, claiming in claims.items():
        if len(claiming) == 1:
            compared.matched.append((claiming[0], communes[pk]))
        else:
            reason = _("Several features name this commune; join them to one MultiPolygon.")
            compared.unmatched.extend(f"{each}: {reason}" for each in claiming)
    _leave_out_overlapping(compared, communes, from_on)
    with_one = {unit.pk for _outline, unit in compared.matched}
    compared.missing = [each for pk, each in communes.items() if pk not in with_one]
    return compared


@transaction.atomic
def load_boundaries(
    outlines: Sequence[Outline],
    *,
    actor: Actor,
    province: Unit,
    from_on: date,
    basis: str,
    partly: bool = False,
) -> Compared:
    """Let these boundaries hold from a day on; again: changes nothing.

    Raises Refused; Invalid where a feature is no commune of the province, unless `partly`.
    """
    require(by_the_house(actor))
    basis = " ".join(basis.split())
    if not basis or len(basis) > LONGEST_BASIS:
        raise Invalid("basis", _("Name the source of the boundaries, in up to 300 letters."), basis)
    # One load at a time: two would each end what the other began.
    Unit.objects.select_for_update().get(pk=province.pk)
    compared = compare_boundaries(outlines, province=province, from_on=from_on)
    if compared.unmatched and not partly:
        raise Invalid("features", compared.unmatched[0], len(compared.unmatched))
    _write(compared, from_on, basis)
    if not compared.changed_nothing:
        record(
            actor=actor,
            event="boundary.load",
            subject=province,
            effective_on=effective_day(actor, from_on),
            unit=province.full_name,
            count=compared.added + compared.replaced,
            on=from_on.isoformat(),
            basis=basis,
        )
    return compared


def _meant(outline: Outline, codes: dict[str, int], province: Unit, day: date) -> int | str:
    """The commune's number, or why none can be told: by its code, by its name where it has none."""
    if outline.code:
        return codes.get(outline.code) or _("No commune of this province has this code then.")
    if not outline.name:
        return _("It has neither a code nor a name.")
    found = find_units(outline.name, on=day, province=province.code)
    if found.exact is not None:
        return found.exact.pk
    if found.is_ambiguous:
        return _("Several units bear this name; give the code.")
    return _("No unit of this province bears this name.")


def _leave_out_overlapping(compared: Compared, communes: dict[int, Unit], day: date) -> None:
    """Ground belongs to one commune: of two that claim it, neither is taken.

    Nor is one that claims what another holds already, of which the file says nothing.
    """
    given = {unit.pk for _outline, unit in compared.matched}
    others = Boundary.objects.filter(in_force(day), unit__in=communes.keys() - given)
    held = [(communes[row.unit_id], shapely.from_geojson(row.shape)) for row in others]
    claims = [(unit, outline.shape) for outline, unit in compared.matched] + held
    wrong = set()
    for found in overlaps([ground for _unit, ground in claims]):
        for own, other in ((found.first, found.second), (found.second, found.first)):
            if own < len(compared.matched):
                wrong.add(own)
                reason = _("It overlaps %(commune)s by %(area)s km².") % {
                    "commune": claims[other][0].full_name,
                    "area": number_format(found.square_kilometres, 2),
                }
                outline, unit = compared.matched[own]
                compared.unmatched.append(f"{outline}, {unit.full_name}: {reason}")
    compared.matched = [each for place, each in enumerate(compared.matched) if place not in wrong]


def _write(compared: Compared, from_on: date, basis: str) -> None:
    units = [unit for _outline, unit in compared.matched]
    held: defaultdict[int, list[Boundary]] = defaultdict(list)
    for row in Boundary.objects.filter(unit__in=units).order_by("from_on"):
        held[row.unit_id].append(row)
    shown = simplified([outline.shape for outline, _unit in compared.matched])
    new = []
    for (outline, unit), fewer in zip(compared.matched, shown, strict=True):
        row = Boundary(unit=unit, from_on=from_on, basis=basis)
        row.shape, row.shown = shapely.to_geojson(outline.shape), shapely.to_geojson(fewer)
        if _make_room(row, held[unit.pk], compared):
            new.append(row)
    Boundary.objects.bulk_create(new, batch_size=100)


def _make_room(row: Boundary, held: Sequence[Boundary], compared: Compared) -> bool:
    """End what held before, and make way for a correction; False where all stands already."""
    same = next((each for each in held if each.from_on == row.from_on), None)
    if same is not None and (same.shape, same.basis) == (row.shape, row.basis):
        return False
    before = [each for each in held if each.from_on < row.from_on]
    after = [each for each in held if each.from_on > row.from_on]
    row.until_on = after[0].from_on if after else None
    if before:
        Boundary.objects.filter(pk=before[-1].pk).update(until_on=row.from_on)
    if same is not None:
        same.delete()
        compared.replaced += 1
    else:
        compared.added += 1
    return True
