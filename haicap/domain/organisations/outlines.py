"""What does a file of boundaries hold? GeoJSON, read as a stranger's: every fault has a name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError
from shapely.geometry import shape

from haicap.foundation.access import Invalid

MOST_BYTES = 200 * 1024 * 1024
MOST_FEATURES = 5000
MOST_POINTS = 5_000_000
COUNTRY = (102.0, 6.0, 118.0, 24.0)  # Việt Nam with its archipelagos, generously
WGS84 = ("CRS84", "4326")
CODE_LENGTH = 5  # a program may have read a commune's code as a number
MENDED_AREA = 0.01  # more than this part of the area must not be changed by mending
SHOWN = 0.001  # degrees, a hundred metres: half a unit of the drawing of a province


@dataclass(frozen=True)
class Outline:
    """One feature of the file."""

    place: int
    """Where it stands in the file, from one."""
    code: str
    name: str
    shape: Any
    was_mended: bool = False

    def __str__(self) -> str:
        words = " ".join(each for each in (self.code, self.name) if each)
        return words or f"#{self.place}"


@dataclass
class Reading:
    """All features of a file: those that can be taken, and what is wrong with the others."""

    outlines: list[Outline] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_outlines(path: Path, *, code: str = "code", name: str = "name") -> Reading:
    """The boundaries in a GeoJSON file; `code` and `name` are its names for those properties.

    Raises Invalid where the file as a whole cannot be taken.
    """
    reading = Reading()
    points = 0
    for place, feature in enumerate(_features(path), start=1):
        label = _label(place, feature, code, name)
        try:
            given = _geometry(feature)
            points += shapely.get_num_coordinates(given)
            _require_degrees(given)
            mended = _mended(given)
        except _Fault as fault:
            reading.faults.append(f"{label}: {fault}")
            continue
        kept = Outline(place, label.code, label.name, mended, was_mended=mended is not given)
        reading.outlines.append(kept)
        if points > MOST_POINTS:
            raise Invalid("file", _("The file has more points than a map of a province needs."))
    return reading


def simplified(shapes: Sequence[Any]) -> list[Any]:
    """With fewer points; common borders stay common where the shapes meet without gap or overlap.

    Otherwise each by itself: hair-fine gaps may show, and no shape is lost.
    """
    whole = np.array(shapes, dtype=object)
    if len(whole) and shapely.coverage_is_valid(whole):
        fewer = shapely.coverage_simplify(whole, SHOWN)
    else:
        fewer = shapely.simplify(whole, SHOWN, preserve_topology=True)
    return [
        less if less.is_valid and not less.is_empty else full
        for less, full in zip(fewer, whole, strict=True)
    ]


class _Fault(Exception):
    """Why one feature cannot be taken."""


def _features(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Invalid("file", _("The file is larger than 200 MB."), str(path))
        loaded = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise Invalid("file", _("The file cannot be read."), str(path)) from problem
    except (ValueError, RecursionError) as problem:
        raise Invalid("file", _("The file is not JSON in UTF-8."), str(path)) from problem
    if not isinstance(loaded, dict) or loaded.get("type") != "FeatureCollection":
        raise Invalid("file", _("The file is not a GeoJSON FeatureCollection."), str(path))
    features = loaded.get("features")
    if not isinstance(features, list) or not features:
        raise Invalid("features", _("The file has no features."), str(path))
    if len(features) > MOST_FEATURES:
        raise Invalid("features", _("The file has more than 5,000 features."), len(features))
    _require_wgs84(loaded.get("crs"))
    return features


def _require_wgs84(crs: Any) -> None:
    named = json.dumps(crs, ensure_ascii=False) if crs else ""
    if named and not any(known in named for known in WGS84):
        raise Invalid("crs", _projected(), named)


def _projected() -> str:
    return _(
        "The coordinates are not degrees of longitude and latitude (WGS84). Data in VN-2000 must"
        " be converted to WGS84 (EPSG:4326) first, for example in QGIS."
    )


def _label(place: int, feature: Any, code: str, name: str) -> Outline:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    held: Mapping[str, Any] = properties if isinstance(properties, dict) else {}
    coded = _text(held.get(code))
    if coded.isdecimal():
        coded = coded.zfill(CODE_LENGTH)
    return Outline(place, coded, _text(held.get(name)), None)


def _text(value: Any) -> str:
    """What a property says, on one line; true and false say nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(str(value).split()).replace("\0", "")[:200]


def _geometry(feature: Any) -> Any:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _Fault(_("The geometry must be a Polygon or a MultiPolygon."))
    try:
        given = shapely.force_2d(shape(geometry))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise _Fault(_("The coordinates cannot be read as rings.")) from None
    if given.is_empty or not np.isfinite(shapely.get_coordinates(given)).all():
        raise _Fault(_("The coordinates cannot be read as rings."))
    return given


def _require_degrees(given: Any) -> None:
    west, south, east, north = given.bounds
    if west < -180 or east > 180 or max(abs(south), abs(north)) > 180:
        raise _Fault(_projected())
    left, bottom, right, top = COUNTRY
    if bottom <= west and east <= top and left <= south and north <= right:
        raise _Fault(_("Latitude stands before longitude: GeoJSON wants longitude first."))
    if not (left <= west and east <= right and bottom <= south and north <= top):
        raise _Fault(_("It lies outside Việt Nam."))


def _mended(given: Any) -> Any:
    """The same ground with rings that do not cross themselves; holes are kept."""
    if given.is_valid:
        return given
    valid = shapely.make_valid(given, method="structure", keep_collapsed=False)
    grounds = list(_polygons(valid))
    mended = grounds[0] if len(grounds) == 1 else shapely.MultiPolygon(grounds)
    # The signed area of rings that cross cancels out: a figure of eight is not the ground it meant.
    if mended.is_empty or abs(mended.area - given.area) > MENDED_AREA * given.convex_hull.area:
        raise _Fault(_("Its rings cross themselves and cannot be mended without changing it."))
    return mended


def _polygons(found: Any) -> Iterator[Any]:
    for part in shapely.get_parts(found):
        if part.geom_type == "Polygon":
            yield part
        elif part.geom_type == "MultiPolygon":
            yield from shapely.get_parts(part)
