"""How many tasks are done or open, in time or late: four numbers, each a door to its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from haicap.domain.tasks.queries import CELLS, Matrix


@dataclass(frozen=True)
class Door:
    label: str | Promise
    count: int
    address: str
    is_late: bool


def doors_of(matrix: Matrix, **narrowed: str) -> Sequence[Door]:
    """The four doors; `narrowed` goes on into the list (`lead="06529"`)."""
    return [
        Door(
            label,
            getattr(matrix, cell),
            f"{reverse('tasks:list')}?{urlencode({**narrowed, 'cell': cell})}",
            # Red is for what is overdue now; what was done late is over.
            is_late=cell == "open_overdue",
        )
        for cell, label in CELLS.items()
    ]
