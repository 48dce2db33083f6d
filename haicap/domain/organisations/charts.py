"""What does the map of a province show today, and what must it say about itself?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .drawing import Drawing, Region, draw
from .mapping import Patch, Spot, as_feature, patches_of
from .models import Boundary, Unit
from .standing import in_force


@dataclass
class Place:
    """A commune on the map, as the page shows it; value and tone are the page's own."""

    unit: Unit
    region: Region
    value: str = ""
    told: str = ""
    """The value with what it counts: part of the name that a screen reader reads."""
    tone: str = ""

    @property
    def name(self) -> str:
        return f"{self.unit.full_name}: {self.told}" if self.told else self.unit.full_name


@dataclass
class Chart:
    """The map of some communes: what is drawn, what is not, and how far to trust it."""

    drawing: Drawing
    patches: Sequence[Patch]
    places: list[Place]
    missing: list[Unit]
    """Communes whose place nobody has recorded: named below the map."""
    bases: tuple[str, ...] = ()
    label: str = ""
    legend: list[tuple[str, str]] = field(default_factory=list)
    marked: Region | None = None

    @cached_property
    def schematic(self) -> int:
        return sum(patch.is_schematic for patch in self.patches)

    @property
    def is_schematic(self) -> bool:
        """Nothing on it is a boundary."""
        return self.schematic == len(self.patches)

    @property
    def notes(self) -> list[str]:
        """What a reader must know before trusting a line of it."""
        return [*self._of_the_lines(), *self._of_the_frame()]

    def _of_the_lines(self) -> Iterable[str]:
        if self.is_schematic:
            yield _(
                "Schematic drawing: each area surrounds the centre of a commune and does not show"
                " its administrative boundary."
            )
            return
        yield _("Boundaries: %(basis)s.") % {"basis": "; ".join(self.bases)}
        if self.schematic:
            yield ngettext(
                "%(count)s commune without boundary data, with a dashed outline, is schematic and"
                " does not show an administrative boundary.",
                "%(count)s communes without boundary data, with dashed outlines, are schematic and"
                " do not show administrative boundaries.",
                self.schematic,
            ) % {"count": number_format(self.schematic)}

    def _of_the_frame(self) -> Iterable[str]:
        if self.drawing.boxes:
            yield _("Islands far from the mainland are drawn in boxes, not at their true place.")

    def mark(self, unit: Unit) -> None:
        """Let one commune stand out."""
        self.marked = next((each.region for each in self.places if each.unit == unit), None)


def chart_of(
    communes: Sequence[Unit], *, on: date | None = None, with_values: bool = False
) -> Chart:
    """The map of these communes on a day: one query, and geometry that is kept between requests."""
    held = Boundary.objects.filter(in_force(on or timezone.localdate()), unit__in=communes)
    found = list(held.order_by("unit__key").values_list("pk", "unit__key", "basis"))
    outlines = _outlines(tuple(pk for pk, _key, _basis in found))
    outlined = {key for _pk, key, _basis in found}
    spots = tuple(
        Spot(each.key, each.name, float(each.longitude or 0), float(each.latitude or 0))
        for each in communes
        if each.key in outlined or (each.latitude is not None and each.longitude is not None)
    )
    patches = patches_of(spots, outlines)
    drawing = draw(patches, with_values=with_values)
    by_key = {each.key: each for each in communes}
    places = [Place(by_key[region.key], region) for region in drawing.regions]
    drawn = {region.key for region in drawing.regions}
    missing = [each for each in communes if each.key not in drawn]
    bases = tuple(sorted({basis for _pk, _key, basis in found}))
    return Chart(drawing, patches, places, missing, bases)


def features_of(communes: Sequence[Unit], *, on: date | None = None) -> dict[str, Any]:
    """The same map as GeoJSON; a commune whose place is not known has no geometry."""
    chart = chart_of(communes, on=on)
    units = {each.key: each for each in communes}
    features = [as_feature(patch, _properties(units[patch.key])) for patch in chart.patches]
    for unit in chart.missing:
        nowhere = {"type": "Feature", "id": unit.key, "geometry": None}
        features.append({**nowhere, "properties": {**_properties(unit), "is_schematic": True}})
    return {"type": "FeatureCollection", "features": features}


def _properties(unit: Unit) -> dict[str, Any]:
    return {"key": unit.key, "code": unit.code, "name": unit.name, "full_name": unit.full_name}


@lru_cache(maxsize=64)
def _outlines(numbers: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Shapes by the keys of their units; a row's shape never changes, so it is read once."""
    if not numbers:
        return ()
    rows = Boundary.objects.filter(pk__in=numbers).order_by("unit__key")
    return tuple(rows.values_list("unit__key", "shown"))
