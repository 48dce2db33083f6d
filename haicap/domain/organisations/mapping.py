"""Where does a commune lie among the others? Its own boundary, else a cell around its centroid.

Geometry only, in degrees (WGS84, longitude before latitude), worked out once for a set of units.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPoint, mapping
from shapely.geometry.base import BaseGeometry

HULL = 0.4  # 0 follows every point, 1 is convex: bays of the province stay outside
APART = 4  # times the usual distance of neighbours: then the sea lies between
LONELY = 0.1  # degrees around a place that has no neighbour to measure by
TWIN = 0.002  # degrees between two places that are recorded at one point
SPECK = 1e-9  # square degrees, some ten square metres: what rounding leaves


@dataclass(frozen=True)
class Spot:
    """A unit and the point in its middle."""

    key: str
    name: str
    longitude: float = 0.0
    latitude: float = 0.0


@dataclass(frozen=True)
class Patch:
    """What stands for a commune on the map."""

    key: str
    name: str
    shape: Any
    is_schematic: bool
    """A cell of our own making, not a boundary."""


def scale_at(latitude: float) -> float:
    """How much shorter a degree of longitude is than one of latitude.

    Equirectangular with this one factor: inside a province, at most three degrees high this near
    to the equator, the error is below two hundredths. No map projection is worth more here.
    """
    return math.cos(math.radians(latitude))


@lru_cache(maxsize=128)
def patches_of(spots: tuple[Spot, ...], outlines: tuple[tuple[str, str], ...]) -> tuple[Patch, ...]:
    """One patch a commune, none over another: boundaries where known, cells between them.

    `outlines` are keys with GeoJSON. A commune whose cell lies wholly inside the boundaries of
    others has no patch: one of the two is wrong, and we do not know which.
    """
    known = {key: shapely.from_geojson(text) for key, text in outlines}
    cells = cells_of([_centred(spot, known.get(spot.key)) for spot in spots])
    taken = shapely.union_all(list(known.values())) if known else None
    found = []
    for spot in spots:
        own = known.get(spot.key)
        cell = cells[spot.key] if own is None else own
        if own is None and taken is not None:
            cell = _part_with(cell.difference(taken), shapely.Point(spot.longitude, spot.latitude))
        if not cell.is_empty:
            found.append(Patch(spot.key, spot.name, cell, is_schematic=own is None))
    return tuple(found)


def _centred(spot: Spot, outline: BaseGeometry | None) -> Spot:
    """A place with a boundary is where that is, whatever point is recorded for it."""
    if outline is None:
        return spot
    inside = shapely.point_on_surface(outline)
    return Spot(spot.key, spot.name, inside.x, inside.y)


def cells_of(spots: Sequence[Spot]) -> dict[str, BaseGeometry]:
    """For each place the ground that is nearer to it than to any other, near the province."""
    if not spots:
        return {}
    factor = scale_at(sum(spot.latitude for spot in spots) / len(spots))
    points = _told_apart(np.array([(s.longitude * factor, s.latitude) for s in spots]))
    ground = _ground(points)
    cells = _voronoi(points, ground)
    flat = [
        _part_with(cell.intersection(ground), shapely.Point(point))
        for cell, point in zip(cells, points, strict=True)
    ]
    back = shapely.transform(flat, lambda xy: xy / (factor, 1))
    return {spot.key: cell for spot, cell in zip(spots, back, strict=True)}


def clusters(points: Any) -> list[list[int]]:
    """Which places belong together: no gap between them is wide enough for open sea."""
    reach = APART * _usual_distance(points)
    left, found = set(range(len(points))), []
    while left:
        group, edge = [], [min(left)]
        left.discard(edge[0])
        while edge:
            here = edge.pop()
            group.append(here)
            near = [at for at in left if math.dist(points[here], points[at]) <= reach]
            left.difference_update(near)
            edge.extend(near)
        found.append(sorted(group))
    return sorted(found, key=lambda group: (-len(group), group))


def _told_apart(points: Any) -> Any:
    """Two places recorded at one point get a cell each all the same."""
    seen: dict[tuple[float, float], int] = {}
    for at, (x, y) in enumerate(points.copy()):
        times = seen.get((x, y), 0)
        seen[x, y] = times + 1
        points[at, 0] = x + times * TWIN
    return points


def _usual_distance(points: Any) -> float:
    """What most places have to their nearest neighbour: nine of ten have less."""
    if len(points) < 2:
        return LONELY
    between = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(between, np.inf)
    return float(np.quantile(between.min(axis=1), 0.9))


def _ground(points: Any) -> BaseGeometry:
    margin = min(_usual_distance(points) / 2, LONELY)
    hulls = [
        shapely.concave_hull(MultiPoint(points[group]), ratio=HULL).buffer(margin)
        for group in clusters(points)
    ]
    return shapely.union_all(hulls)


def _voronoi(points: Any, ground: BaseGeometry) -> list[BaseGeometry]:
    if len(points) == 1:
        return [ground]
    around = MultiPoint(points)
    cells = shapely.voronoi_polygons(around, extend_to=ground.envelope, ordered=True)
    return list(shapely.get_parts(cells))


def _part_with(ground: BaseGeometry, point: BaseGeometry) -> BaseGeometry:
    """The one piece of a cut cell that its place lies in, else the nearest one."""
    pieces = [each for each in shapely.get_parts(ground) if each.area > SPECK]
    if not pieces:
        return shapely.Polygon()
    return min(pieces, key=lambda piece: piece.distance(point))


def as_feature(patch: Patch, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature; five decimals are a metre."""
    rounded = shapely.transform(patch.shape, lambda xy: np.round(xy, 5))
    return {
        "type": "Feature",
        "id": patch.key,
        "geometry": mapping(rounded),
        "properties": {**properties, "is_schematic": patch.is_schematic},
    }
