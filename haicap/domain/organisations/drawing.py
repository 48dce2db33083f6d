"""How is a province put on paper: the frame, a box for far islands, names that fit?"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.affinity import translate

from .mapping import Patch, clusters, scale_at

WIDTH, HEIGHT = 800.0, 860.0  # the main picture fits in; units of the drawing
EDGE = 8.0
BOX, ROOM = 150.0, 24.0  # of a far island, and what the box leaves around it
FAR = 0.3  # of the diagonal of the main part: farther islands would shrink all the rest
SIZES = (15, 13, 11)
LETTER, LINE = 0.58, 1.2  # of the size: how wide a letter is at most on average, how high a line
VALUE = "88888"  # as wide as any number that is written on a commune


@dataclass(frozen=True)
class Line:
    """A line of a label; numbers are text, so that no locale writes them with a comma."""

    x: str
    y: str
    words: str
    is_value: bool = False


@dataclass(frozen=True)
class Region:
    """One commune: a closed path, and its label if that fits inside."""

    key: str
    path: str
    is_schematic: bool
    size: int = SIZES[0]
    lines: tuple[Line, ...] = ()
    middle: tuple[str, str] = ("0", "0")


@dataclass(frozen=True)
class Box:
    """A frame in which something far away is drawn."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Drawing:
    """A province, ready for the page."""

    width: str
    height: str
    regions: tuple[Region, ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass
class Sheet:
    """Where each patch goes: its shape in units of the drawing, y downwards."""

    height: float = 2 * EDGE
    shapes: dict[str, Any] = field(default_factory=dict)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)


@lru_cache(maxsize=128)
def draw(patches: tuple[Patch, ...], *, with_values: bool) -> Drawing:
    """The drawing of these patches, with room for a number under each name if asked."""
    sheet = laid_out(patches)
    regions = tuple(
        _region(patch, sheet.shapes[patch.key], with_values=with_values) for patch in patches
    )
    boxes = tuple(Box(*(_written(each) for each in box)) for box in sheet.boxes)
    return Drawing(_written(WIDTH), _written(sheet.height), regions, boxes)


def laid_out(patches: Sequence[Patch]) -> Sheet:
    """Everything near in one picture; what lies far out, each in a box below it."""
    sheet = Sheet()
    if not patches:
        return sheet
    shapes = _projected(patches)
    near, far = _near_and_far(shapes)
    fitted, height = _fitted([shapes[at] for at in near], WIDTH - 2 * EDGE, HEIGHT)
    for at, each in zip(near, fitted, strict=True):
        sheet.shapes[patches[at].key] = _moved(each, EDGE, EDGE)
    sheet.height = height + 2 * EDGE
    for number, group in enumerate(far):
        _put_in_box(sheet, number, [patches[at].key for at in group], [shapes[at] for at in group])
    if far:
        sheet.height = max(y + height for _x, y, _width, height in sheet.boxes) + EDGE
    return sheet


def _put_in_box(sheet: Sheet, number: int, keys: Sequence[str], shapes: Sequence[Any]) -> None:
    abreast = int((WIDTH - EDGE) // (BOX + EDGE))
    top = sheet.height if not sheet.boxes else sheet.boxes[0][1]
    x = EDGE + (number % abreast) * (BOX + EDGE)
    y = top + (number // abreast) * (BOX + EDGE)
    sheet.boxes.append((x, y, BOX, BOX))
    inside, height = _fitted(shapes, BOX - 2 * ROOM, BOX - 2 * ROOM)
    for key, each in zip(keys, inside, strict=True):
        right = shapely.total_bounds(inside)[2]
        sheet.shapes[key] = _moved(each, x + (BOX - right) / 2, y + (BOX - height) / 2)


def _projected(patches: Sequence[Patch]) -> list[Any]:
    shapes = [patch.shape for patch in patches]
    bounds = shapely.total_bounds(shapes)
    factor = scale_at((bounds[1] + bounds[3]) / 2)
    return list(shapely.transform(shapes, lambda xy: xy * (factor, -1)))


def _near_and_far(shapes: Sequence[Any]) -> tuple[list[int], list[list[int]]]:
    middles = np.array([(each.centroid.x, each.centroid.y) for each in shapes])
    groups = clusters(middles)
    main = shapely.box(*shapely.total_bounds([shapes[at] for at in groups[0]]))
    left, bottom, right, top = main.bounds
    limit = FAR * math.dist((left, bottom), (right, top))
    near, far = list(groups[0]), []
    for group in groups[1:]:
        distance = main.distance(shapely.MultiPoint(middles[group]))
        if distance > limit:
            far.append(group)
        else:
            near.extend(group)
    return sorted(near), far


def _fitted(shapes: Sequence[Any], width: float, height: float) -> tuple[list[Any], float]:
    """Scaled into the frame from its corner, as large as it allows; with the height it takes."""
    left, top, right, bottom = shapely.total_bounds(shapes)
    scale = min(width / (right - left), height / (bottom - top))
    # A narrow province stands in the middle of the width.
    aside = (width - (right - left) * scale) / 2
    fitted = shapely.transform(shapes, lambda xy: (xy - (left, top)) * scale + (aside, 0))
    return list(fitted), (bottom - top) * scale


def _moved(each: Any, right: float, down: float) -> Any:
    return translate(each, right, down)


def _region(patch: Patch, shape: Any, *, with_values: bool) -> Region:
    x, y = _middle(shape)
    middle = _written(x), _written(y)
    path = "".join(_ring(ring) for ring in _rings(shape))
    for words in _labels(patch.name, with_values=with_values):
        for size in SIZES:
            if _fits(shape, x, y, size, words):
                lines = tuple(_lines(x, y, size, words, with_values=with_values))
                return Region(patch.key, path, patch.is_schematic, size, lines, middle)
    return Region(patch.key, path, patch.is_schematic, middle=middle)


def _middle(shape: Any) -> tuple[float, float]:
    """The middle of the largest circle inside: where a label has most room."""
    widest = max(shapely.get_parts(shape), key=lambda part: part.area)
    x, y = shapely.maximum_inscribed_circle(widest, tolerance=1).coords[0]
    return x, y


def _labels(name: str, *, with_values: bool) -> Iterator[list[str]]:
    """The ways to write it, the most telling first: in one line, in two, the number alone."""
    value = [VALUE] if with_values else []
    yield [name, *value]
    words = name.split()
    if len(words) > 1:
        half = (len(words) + 1) // 2
        yield [" ".join(words[:half]), " ".join(words[half:]), *value]
    if value:
        yield value


def _fits(shape: Any, x: float, y: float, size: int, words: Sequence[str]) -> bool:
    width = LETTER * size * max(len(each) for each in words)
    height = LINE * size * len(words)
    around = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return bool(shape.contains(around))


def _lines(
    x: float, y: float, size: int, words: Sequence[str], *, with_values: bool
) -> Iterator[Line]:
    first = y - LINE * size * (len(words) - 1) / 2 + 0.35 * size  # letters stand on their line
    for number, each in enumerate(words):
        is_value = with_values and number == len(words) - 1
        yield Line(_written(x), _written(first + LINE * size * number), each, is_value)


def _rings(shape: Any) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        yield part.exterior
        yield from part.interiors


def _ring(ring: Any) -> str:
    points = (f"{_written(x)} {_written(y)}" for x, y in ring.coords[:-1])
    return f"M{'L'.join(points)}Z"


def _written(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
