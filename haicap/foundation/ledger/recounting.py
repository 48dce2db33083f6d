"""Do the figures hold? Balances against postings, and postings against the registers."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from .folding import CLIMBED
from .posting import Line

Count = Callable[[], Iterable[Line]]
_registers: dict[str, Count] = {}

# Each balance that is not what the postings say, and each one that is missing.
ASTRAY = (
    "WITH RECURSIVE"
    + CLIMBED
    + """, expected AS (
    SELECT measure, above AS place, grain, start, dimensions, sum(delta) AS amount
    FROM (SELECT measure, above, day, dimensions, sum(delta) AS delta
          FROM ledger_posting posting JOIN climbed USING (place, day)
          WHERE NOT EXISTS (SELECT 1 FROM ledger_unfolded WHERE posting_id = posting.id)
          GROUP BY measure, above, day, dimensions) AS folded
    CROSS JOIN LATERAL (VALUES ('d', day), ('m', date_trunc('month', day)::date),
                               ('y', date_trunc('year', day)::date)) AS grains(grain, start)
    GROUP BY measure, above, grain, start, dimensions
)
SELECT 'balance by ' || grain, measure, place, start, dimensions::text,
       coalesce(balance.amount, 0), coalesce(expected.amount, 0)
FROM expected FULL JOIN ledger_balance balance USING (measure, place, grain, start, dimensions)
WHERE balance.amount IS DISTINCT FROM expected.amount ORDER BY 2, 3, 4, 1
"""
)

POSTED = """
SELECT place, day, dimensions::text, sum(delta) FROM ledger_posting
WHERE measure = %s GROUP BY place, day, dimensions
"""


def counts(measure: str) -> Callable[[Count], Count]:
    """Declare how a measure is counted from its register, for `verify`: one line a record."""

    def register(count: Count) -> Count:
        _registers[measure] = count
        return count

    return register


@dataclass(frozen=True)
class Difference:
    """A figure that is not what it should be."""

    what: str
    measure: str
    place: str
    day: date
    dimensions: str
    held: Decimal
    counted: Decimal

    def __str__(self) -> str:
        return (
            f"{self.what}: {self.measure} at {self.place} on {self.day} {self.dimensions}:"
            f" {self.held} where {self.counted} was counted"
        )


def verify() -> list[Difference]:
    """Recount everything as it stood at one moment; what differs, by measure and place."""
    is_inside = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if not is_inside:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(ASTRAY)
        astray = [Difference(*row) for row in cursor.fetchall()]
        for measure, count in sorted(_registers.items()):
            astray += _against_register(measure, count)
    return astray


def _against_register(measure: str, count: Count) -> Iterator[Difference]:
    found: defaultdict[tuple[str, date, str], list[Decimal]] = defaultdict(
        lambda: [Decimal(0), Decimal(0)]
    )
    with connection.cursor() as cursor:
        cursor.execute(POSTED, [measure])
        for place, day, dimensions, delta in cursor.fetchall():
            found[place, day, as_text(as_words(dimensions))][0] += delta
    for line in count():
        found[line.place, line.day, as_text(line.dimensions)][1] += Decimal(line.delta)
    for (place, day, dimensions), (held, counted) in sorted(found.items()):
        if held != counted:
            yield Difference("register", measure, place, day, dimensions, held, counted)


def as_text(dimensions: Mapping[str, str]) -> str:
    """Dimensions as one text that is the same for the same ones."""
    told = {name: str(value) for name, value in dimensions.items()}
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def as_words(dimensions: str) -> dict[str, str]:
    words: dict[str, str] = json.loads(dimensions)
    return words
