"""Reads across units: what an actor holds, which unit was meant, what belongs together."""

from .standing import (
    Standing,
    actor_of,
    appointments_of,
    held,
    standing_of,
)

__all__ = [
    "Standing",
    "actor_of",
    "appointments_of",
    "held",
    "standing_of",
]
