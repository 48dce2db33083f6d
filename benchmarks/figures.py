"""What the filled tasks count as, posted by the server itself: what their actions would post.

Held against the product's own function on a sample, so that what is measured is what is true.
"""

from django.db import connection

from haicap.domain.tasks.counting import SEEN, seen
from haicap.domain.tasks.models import Task
from haicap.foundation.ledger.folding import rebuild
from haicap.foundation.ledger.models import Posting

SAMPLE = 50

POSTED = """
ANALYZE tasks_task;
ANALYZE organisations_concern;
CREATE TEMPORARY TABLE bench_told AS
SELECT id, circle_id, lead_id, coalesce(due_on, date '9999-12-31') AS day,
    CASE WHEN state <> 'verified' THEN 'open' WHEN done_on > due_on THEN 'done_late'
         ELSE 'done_on_time' END AS cell
FROM tasks_task WHERE state <> 'cancelled'
    AND NOT EXISTS (SELECT FROM ledger_posting WHERE source_type = 'tasks.task'
                    AND source_id = tasks_task.id::text);
CREATE TEMPORARY TABLE bench_sights AS
SELECT circle_id, unit_id, string_agg(DISTINCT sight, '' ORDER BY sight) AS sight,
    count(*) OVER (PARTITION BY circle_id) AS units
FROM organisations_concern GROUP BY circle_id, unit_id;
INSERT INTO ledger_branch (place, above)
SELECT DISTINCT 'seen/' || unit_id || '/' || lead_id, 'seen/' || unit_id
FROM bench_told JOIN bench_sights USING (circle_id) ON CONFLICT DO NOTHING;
ANALYZE ledger_branch;
ALTER TABLE ledger_posting DISABLE TRIGGER ledger_posting_waits;
INSERT INTO ledger_posting (posted_at, measure, place, day, dimensions, delta, source_type,
    source_id)
SELECT now(), 'task.seen', 'seen/' || unit_id || '/' || lead_id, day,
    jsonb_build_object('cell', cell, 'sight', sight), 1, 'tasks.task', id
FROM bench_told JOIN bench_sights USING (circle_id)
UNION ALL
SELECT now(), 'task.seen', 'circle/' || circle_id, day, jsonb_build_object('cell', cell), 1,
    'tasks.task', id
FROM bench_told WHERE EXISTS
    (SELECT FROM bench_sights WHERE circle_id = bench_told.circle_id AND units > 1);
ALTER TABLE ledger_posting ENABLE TRIGGER ledger_posting_waits;
"""


def post_tasks() -> None:
    with connection.cursor() as cursor:
        for statement in POSTED.split(";\n"):
            if statement.strip():
                cursor.execute(statement)
    rebuild()
    _hold_against_the_product()


def _hold_against_the_product() -> None:
    sample = Task.objects.filter(pk__in=Task.objects.order_by("-pk").values("pk")[:SAMPLE])
    told = sorted((str(pk), line.place, line.day) for pk, line in seen(sample))
    keys = list(sample.values_list("pk", flat=True))
    posted = Posting.objects.filter(
        measure=SEEN, source_type="tasks.task", source_id__in=[str(key) for key in keys]
    )
    held = sorted(posted.values_list("source_id", "place", "day"))
    if told != held:
        raise RuntimeError("bench: the filled figures are not what tasks count as")
