"""Which tone of the map has a number, and what does each tone mean?"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _

Number = int | Decimal
STEPS = 4


def tones_of(values: Iterable[Number | None]) -> dict[Number | None, str]:
    """The tone of each number: none of nothing known, the first of zero, four for the rest."""
    found: dict[Number | None, str] = {None: "tone-unknown", 0: "tone-0"}
    for step, numbers in enumerate(_steps(values), start=1):
        found.update(dict.fromkeys(numbers, f"tone-{step}"))
    return found


def legend_of(values: Iterable[Number | None]) -> list[tuple[str, str]]:
    """Each tone that occurs, with the numbers it stands for."""
    given = set(values)
    legend = [("tone-0", "0")] if 0 in given else []
    for step, numbers in enumerate(_steps(given), start=1):
        ends = dict.fromkeys((numbers[0], numbers[-1]))
        words = " – ".join(number_format(end, force_grouping=True) for end in ends)
        legend.append((f"tone-{step}", words))
    if None in given:
        legend.append(("tone-unknown", _("not known")))
    return legend


def _steps(values: Iterable[Number | None]) -> list[list[Number]]:
    """The different numbers above zero in order, cut into as many equal parts as there are tones.

    Equal in how many numbers, not in how far they reach: one large city does not make all other
    communes look alike.
    """
    numbers = sorted({value for value in values if value})
    steps = min(STEPS, len(numbers))
    cuts = [round(step * len(numbers) / steps) for step in range(steps + 1)] if steps else []
    return [numbers[begin:end] for begin, end in pairwise(cuts)]
