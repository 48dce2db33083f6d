"""Which boundaries claim the same ground? Geometry only, in degrees (WGS84)."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

METRES_A_DEGREE = 111_320.0
# Two surveys of one border never agree to the metre: what is nowhere wider, or smaller in all,
# is the seam between two drawings and no quarrel about ground.
SEAM_METRES = 50.0
SEAM_SQUARE_METRES = 10_000.0


@dataclass(frozen=True)
class Overlap:
    """Two shapes, by their places, and the ground that both claim."""

    first: int
    second: int
    square_kilometres: float


def overlaps(shapes: Sequence[Any]) -> Iterator[Overlap]:
    """Every two shapes that overlap by more than the seam of two drawings."""
    grounds = np.array(shapes, dtype=object)
    pairs = shapely.STRtree(grounds).query(grounds, predicate="intersects")
    for first, second in pairs.T.tolist():
        if first < second:
            ground = _in_metres(shapely.intersection(shapes[first], shapes[second]))
            if not _is_seam(ground):
                yield Overlap(first, second, ground.area / 1_000_000)


def _is_seam(ground: Any) -> bool:
    if ground.area <= SEAM_SQUARE_METRES:
        return True
    inside: bool = shapely.buffer(ground, -SEAM_METRES / 2).is_empty
    return inside


def _in_metres(ground: Any) -> Any:
    """The same ground with metres for degrees; over one commune the error is below a thousandth."""
    if ground.is_empty:
        return ground
    scale = math.cos(math.radians((ground.bounds[1] + ground.bounds[3]) / 2))
    return shapely.transform(
        ground, lambda points: points * np.array([scale, 1.0]) * METRES_A_DEGREE
    )
