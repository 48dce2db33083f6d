"""Does a dashboard of counts cost the same at thirty times the entries? At most 1.2 ×.

The figures of tasks of one province and two years, posted once, ten and thirty times as often as
`--rows` says. What is read each time is what the desk reads, and a number for every commune.
"""

from collections.abc import Iterator
from statistics import median

from django.db import connection
from django.utils import timezone

from haicap.domain.cases.models import Persona
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.organisations.queries import actor_of
from haicap.domain.tasks.counting import OPEN, SEEN
from haicap.domain.tasks.queries import matrix_seen
from haicap.foundation.ledger.folding import rebuild
from haicap.foundation.ledger.models import Posting
from haicap.foundation.ledger.reading import balances
from haicap.foundation.ledger.windows import Window

from .measuring import Line, seconds
from .volume import say

CLERK = "van-thu"
TIMES_AS_MANY = (1, 10, 30)
READINGS = 41

POSTED = """
WITH u AS (
    SELECT array_agg(unit.id) AS units,
        (array_agg(unit.id) FILTER (WHERE unit.key = '20.tinh-uy'))[1] AS party
    FROM organisations_unit unit JOIN organisations_unit above ON above.id = unit.parent_id
    WHERE above.key = '20' AND unit.dissolved_on IS NULL)
INSERT INTO ledger_posting (posted_at, measure, place, day, dimensions, delta, source_type,
    source_id)
SELECT now(), 'task.seen', 'seen/' || CASE WHEN n %% 5 = 0 THEN party
        ELSE units[1 + (n * 7919) %% cardinality(units)] END,
    date '2025-07-01' + ((n * 31) %% 730)::int,
    jsonb_build_object('sight', 'os',
        'cell', (ARRAY['open', 'done_on_time', 'done_late'])[1 + n %% 3]),
    1, 'tasks.task', n
FROM u, generate_series(%(first)s::bigint, %(last)s::bigint) n
"""


def main(rows: int) -> Iterator[Line]:
    first: dict[str, float] = {}
    for times in TIMES_AS_MANY:
        entries = _grow_to(rows * times)
        for name, taken in _readings().items():
            ratio = taken / first.setdefault(name, taken)
            told = f"{taken * 1000:.2f} ms at {entries:,} entries"
            yield Line(name, ratio, 1.2, told)


def _grow_to(wanted: int) -> int:
    there = Posting.objects.count()
    say(f"{wanted - there:,} more entries of the ledger, and folding them")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_posting DISABLE TRIGGER ledger_posting_waits")
        cursor.execute(POSTED, {"first": there + 1, "last": wanted})
        cursor.execute("ALTER TABLE ledger_posting ENABLE TRIGGER ledger_posting_waits")
        rebuild()
        cursor.execute("VACUUM ANALYZE ledger_balance")
        cursor.execute("ANALYZE ledger_posting")
    return Posting.objects.count()


def _readings() -> dict[str, float]:
    clerk = actor_of(Persona.objects.get(code=CLERK).user)
    today = timezone.localdate()
    communes = Unit.objects.filter(kind=Kind.COMMUNE, parent__key="20").in_force(today)
    places = [f"seen/{pk}" for pk in communes.values_list("pk", flat=True)]
    works = {
        "the four numbers of the desk": lambda: matrix_seen(clerk, today),
        "what is open in every commune": lambda: balances(
            SEEN, places, Window.up_to(today), by=("cell",), cell=OPEN
        ),
    }
    return {
        name: median(seconds(work) for _time in range(READINGS)) for name, work in works.items()
    }
