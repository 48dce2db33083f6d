"""What a figure is: folded and not yet folded together, exact at once.

Nothing posted is None, “not known”; a sum of zero is zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from .windows import Window

Key = tuple[str | None, ...]
GRAINS = {"day": "d", "month": "m", "quarter": "m", "year": "y"}
SOURCES_AT_ONCE = 100

# Both tables in one statement: a fold between two statements would hide a posting or show it twice.
COUNTED = """
SELECT {columns}, sum(amount), sum(postings) FROM (
    SELECT place, start AS day, dimensions, amount, postings FROM ledger_balance
    WHERE measure = %(measure)s AND place = ANY(%(places)s) AND dimensions @> %(dimensions)s
      AND ({parts})
    UNION ALL
    SELECT place, day, dimensions, delta, 1
    FROM ledger_unfolded CROSS JOIN LATERAL unnest(places) AS place
    WHERE measure = %(measure)s AND places && %(places)s::varchar[] AND place = ANY(%(places)s)
      AND dimensions @> %(dimensions)s
      AND (%(first)s::date IS NULL OR day >= %(first)s) AND day <= %(last)s
) AS counted GROUP BY {columns}
"""

DOWN = """
WITH RECURSIVE down(place, from_on, until_on) AS (
    SELECT %(place)s::varchar, NULL::date, NULL::date
    UNION
    SELECT branch.place, greatest(branch.from_on, down.from_on),
           least(branch.until_on, down.until_on)
    FROM down JOIN ledger_branch branch ON branch.above = down.place
)
SELECT source_type, source_id, sum(delta) FROM down JOIN ledger_posting posting USING (place)
WHERE measure = %(measure)s AND dimensions @> %(dimensions)s
  AND (%(first)s::date IS NULL OR day >= %(first)s) AND day <= %(last)s
  AND (from_on IS NULL OR day >= from_on) AND (until_on IS NULL OR day < until_on)
  AND (source_type, source_id) > (%(after_type)s, %(after_id)s)
GROUP BY source_type, source_id HAVING sum(delta) <> 0
ORDER BY source_type, source_id LIMIT %(size)s
"""


def balance(measure: str, place: str, window: Window, **dimensions: str) -> Decimal | None:
    """A figure of a place with all below it; of the postings that carry these dimensions."""
    return balances(measure, [place], window, **dimensions).get((place,))


def balances(
    measure: str,
    places: Sequence[str],
    window: Window,
    *,
    by: Sequence[str] = (),
    **dimensions: str,
) -> dict[Key, Decimal]:
    """(place, value of each dimension in `by`) → figure, in one query; what is not known lacks.

    A posting without a dimension of `by` counts under None.
    """
    columns = ["place", *(f"dimensions ->> %(by{place})s" for place in range(len(by)))]
    given = {f"by{place}": name for place, name in enumerate(by)}
    rows = _counted(columns, measure, places, window, dimensions, given)
    return {tuple(row[:-2]): row[-2] for row in rows}


def series(
    measure: str, place: str, window: Window, grain: str, **dimensions: str
) -> list[tuple[date, Decimal]]:
    """A figure by day, month, quarter or year: (first day, figure), oldest first.

    The window must begin and end with the grain. Periods in which nothing was posted lack.
    Raises ValueError for another window.
    """
    step = GRAINS[grain]
    if window.first is None or any(part.grain not in _coarser(step) for part in window.parts):
        raise ValueError(f"a series by {grain} needs whole ones, not {window}")
    column = f"date_trunc('{grain}', day)::date"
    only = f"grain = '{step}' AND start BETWEEN %(first)s AND %(last)s"
    rows = _counted([column], measure, [place], window, dimensions, {}, parts=only)
    return sorted((row[0], row[1]) for row in rows)


def _coarser(step: str) -> str:
    return "dmy"["dmy".index(step) :]


def _counted(
    columns: Sequence[str],
    measure: str,
    places: Sequence[str],
    window: Window,
    dimensions: Mapping[str, str],
    given: Mapping[str, Any],
    parts: str = "",
) -> list[tuple[Any, ...]]:
    asked = {**given, "measure": measure, "places": list(places), "dimensions": Jsonb(dimensions)}
    asked |= {"first": window.first, "last": window.last}
    conditions = []
    for number, part in enumerate(window.parts):
        asked |= {f"from{number}": part.first, f"to{number}": part.last}
        since = f"AND start >= %(from{number})s" if part.first else ""
        conditions.append(f"(grain = '{part.grain}' {since} AND start <= %(to{number})s)")
    statement = COUNTED.format(columns=", ".join(columns), parts=parts or " OR ".join(conditions))
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())


@dataclass(frozen=True)
class Counted:
    """A record behind a figure, and how much of it the record is."""

    source_type: str
    source_id: str
    amount: Decimal


def sources_of(
    measure: str,
    place: str,
    window: Window,
    *,
    after: Counted | None = None,
    size: int = SOURCES_AT_ONCE,
    **dimensions: str,
) -> list[Counted]:
    """The records that a figure counts, in one query, in the order of their keys.

    Their amounts sum up to the figure; what cancels out (counted, then taken back) is not
    there. `after` is the last one of the page before.
    """
    asked: dict[str, Any] = {
        "measure": measure,
        "place": place,
        "first": window.first,
        "last": window.last,
        "dimensions": Jsonb(dimensions),
        "after_type": after.source_type if after else "",
        "after_id": after.source_id if after else "",
        "size": size,
    }
    with connection.cursor() as cursor:
        cursor.execute(DOWN, asked)
        return [Counted(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Ratio:
    """A part of a whole that says what it was made of and how it was rounded."""

    numerator: Decimal | None
    denominator: Decimal | None
    decimals: int = 2
    rounding: str = ROUND_HALF_UP

    @property
    def percent(self) -> Decimal | None:
        """None where one of the two is not known, or there is no whole to be a part of."""
        if self.numerator is None or not self.denominator:
            return None
        exact = self.numerator * 100 / self.denominator
        return exact.quantize(Decimal(1).scaleb(-self.decimals), rounding=self.rounding)
