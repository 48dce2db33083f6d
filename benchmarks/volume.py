"""A database of the country's size: the worked case, and as many rows again as are asked for.

Rows are made by the server itself (`generate_series`), past the actions: only here. The units
are those of the home province, whose database this is. A fifth of everything is issued by,
addressed to or convened by its Party committee, so that the committee's clerk sees hundreds of
thousands of rows, and a commune's officer a fair share.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, transaction

from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.database.testing import execute_outside, use_database

from .figures import post_tasks

NAME = "haicap_bench"
_UNITS = """WITH u AS (
  SELECT array_agg(unit.id) FILTER (WHERE unit.kind = 'commune') AS communes,
    array_agg(unit.id) AS anyone,
    (array_agg(unit.id) FILTER (WHERE unit.key = '20.tinh-uy'))[1] AS party
  FROM organisations_unit unit JOIN organisations_unit above ON above.id = unit.parent_id
    LEFT JOIN organisations_unit top ON top.id = above.parent_id
  WHERE unit.dissolved_on IS NULL AND (above.key = '20' OR top.key = '20')),
 s AS (SELECT n, communes[1 + n %% cardinality(communes)] AS commune,
    anyone[1 + (n * 7919) %% cardinality(anyone)] AS one,
    CASE WHEN n %% 5 = 0 THEN party ELSE anyone[1 + (n * 104729) %% cardinality(anyone)] END AS side
  FROM u, generate_series(1, %(rows)s::bigint) n)"""

# What is filled → its statements, and one row of it for how many of those asked for. Whom a
# record concerns is told before the record comes: it then finds its circle once.
FILLED = {
    "tasks": ("""
      , c AS MATERIALIZED (SELECT one, side, organisations_circle_for(ARRAY[
          'task.lead o ' || one, 'task.verifier o ' || side, 'task.issuer s ' || side]) AS circle
        FROM (SELECT DISTINCT one, side FROM s) d)
      INSERT INTO tasks_task (circle_id, has_simulated_moves, is_simulated, text, lead_id,
        issuer_id, verifier_id, product, assigned_on, due_on, due_precision,
        percent, done_on, state)
      SELECT circle, false, false, 'Rà soát, báo cáo kết quả thực hiện nhiệm vụ số ' || n, one,
        side, side, '', date '2025-07-01' + (n %% 300)::int, date '2025-09-01' + (n %% 600)::int,
        'day', NULL,
        CASE WHEN n %% 4 = 0 THEN date '2025-09-01' + ((n * 31) %% 620)::int END,
        (ARRAY['verified', 'assigned', 'in_progress', 'reported'])[1 + n %% 4]
      FROM s JOIN c USING (one, side)""", 1),
    "recommendations": ("""
      INSERT INTO recommendations_recommendation_raised_by (recommendation_id, unit_id)
      SELECT %(after)s + n, commune FROM s;
      , c AS MATERIALIZED (SELECT commune, side, organisations_circle_for(ARRAY[
          'recommendation.raised f ' || commune, 'recommendation.addressed s ' || side]) AS circle
        FROM (SELECT DISTINCT commune, side FROM s) d)
      INSERT INTO recommendations_recommendation (id, circle_id, has_simulated_moves, is_simulated,
        text, category, is_joint, raised_on, addressed_to_id, ending, state)
      SELECT %(after)s + n, circle, false, false, 'Đề nghị bố trí kinh phí, hạng mục số ' || n,
        'STAFF', false, date '2025-07-01' + (n %% 300)::int, side, '',
        (ARRAY['raised', 'routed', 'answered', 'raised'])[1 + n %% 4]
      FROM s JOIN c USING (commune, side)""", 1),
    "sessions": ("""
      INSERT INTO meetings_session_communes (session_id, unit_id)
      SELECT %(after)s + n, commune FROM s;
      INSERT INTO meetings_session (id, has_simulated_moves, is_simulated, title, held_on,
        part_of_day, place, convened_by_id, state)
      SELECT %(after)s + n, false, false, 'Buổi làm việc số ' || n,
        date '2025-07-01' + (n %% 500)::int, '', '', side, 'held' FROM s""", 20),
    "conclusions with a notice each": ("""
      INSERT INTO conclusions_conclusion (id, has_simulated_moves, is_simulated, issuer_id,
        session_id, concluded_by, delivered_on, title, state)
      SELECT %(after)s + n, false, false, side, (SELECT max(id) FROM meetings_session) + 1 - n,
        'Bí thư', date '2025-07-01' + (n %% 500)::int, 'Kết luận số ' || n, 'delivered' FROM s;
      INSERT INTO conclusions_notice (has_simulated_moves, is_simulated, conclusion_id, issuer_id,
        symbol, document_type, number, series, issued_on, summary, state)
      SELECT false, false, id, issuer_id, id || '-TB/VPTU', 'TB', id, 'bench ' || issuer_id,
        delivered_on, 'Thông báo kết luận', 'issued' FROM conclusions_conclusion
        WHERE id > %(after)s""", 20),
    "reports": ("""
      INSERT INTO indicators_report_units (report_id, unit_id)
      SELECT %(after)s + n, commune FROM s;
      INSERT INTO indicators_report (id, is_simulated, title, reported_to_id, reported_on, period,
        outlook)
      SELECT %(after)s + n, false, 'Báo cáo số ' || n, side, date '2025-07-01' + (n %% 500)::int,
        'quý I/2026', '' FROM s""", 20),
    "figures": ("""
      , r AS (SELECT array_agg(id) AS reports FROM indicators_report),
      i AS (SELECT array_agg(id) AS indicators FROM indicators_indicator)
      INSERT INTO indicators_figure (is_simulated, report_id, indicator_id, value, bound, period,
        remark, reason)
      SELECT false, reports[1 + n %% cardinality(reports)],
        indicators[1 + (n / cardinality(reports)) %% cardinality(indicators)], n %% 10000,
        'exact', '', '', '' FROM s, r, i""", 1),
    "journal": ("""
      INSERT INTO journal_entry (recorded_at, effective_on, actor_id, actor_name, on_behalf_of,
        is_simulated, event, subject_type, subject_id, before, after, details, backdated_because)
      SELECT now(), current_date, NULL, 'Văn thư', '', false, 'task.assign', 'tasks.task',
        (SELECT min(id) FROM tasks_task) + n, '', 'assigned', '{"lead": "Xã Lộc Bình"}', '' FROM s
      """, 1),
}  # fmt: skip


@contextmanager
def country(rows: int) -> Iterator[None]:
    """Work in a database of its own, which is dropped afterwards."""
    plain = connection.settings_dict["NAME"]
    connections.close_all()
    execute_outside(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
    execute_outside(f'CREATE DATABASE "{NAME}"')
    use_database(NAME)
    try:
        _fill(rows)
        yield
    finally:
        connections.close_all()
        use_database(plain)
        execute_outside(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')


# What the statements above do not name is empty, false or 1 here: the rooms' columns only grow.
_UNNAMED = """
DO $$ DECLARE each record; BEGIN
    FOR each IN
        SELECT table_name, column_name,
            CASE data_type WHEN 'boolean' THEN 'false' WHEN 'integer' THEN '1'
                WHEN 'smallint' THEN '1' WHEN 'ARRAY' THEN '''{}'''
                ELSE '''''' END AS empty
        FROM information_schema.columns JOIN information_schema.tables USING (table_name)
        WHERE columns.table_schema = 'public' AND table_type = 'BASE TABLE'
          AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER'
          AND is_identity = 'NO'
          AND data_type IN (
              'boolean', 'character varying', 'text', 'integer', 'smallint', 'ARRAY')
    LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET DEFAULT %s', each.table_name,
                       each.column_name, each.empty);
    END LOOP;
END $$
"""


# Filled past triggers and checks of keys, circles and all: a million times each is what costs.
PAST_TRIGGERS = {"tasks", "recommendations", "figures"}
SAMPLE = 100
# Numbers that the statements above give themselves begin behind all that the case has.
AFTER = 1_000_000


def _run(what: str, sql: str, rows: int) -> None:
    """In one transaction: the units of a record come before it, and are checked at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        if what in PAST_TRIGGERS:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in sql.split(";\n"):
            cursor.execute(_UNITS + statement, {"rows": rows, "after": AFTER})


def _fill(rows: int) -> None:
    say("migrating, loading every unit and the worked case")
    call_command("migrate", verbosity=0)
    call_command("units", "load", verbosity=0)
    call_command("case", "load", "langson", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(_UNNAMED)
        words = _without_words(cursor)
    sizes = {what: max(rows // share, 1) for what, (_sql, share) in FILLED.items()}
    begun, done, total = time.monotonic(), 0, sum(sizes.values())
    for what, (sql, _share) in FILLED.items():
        a_row = (time.monotonic() - begun) / max(done, 1)
        left = f", about {a_row * (total - done):.0f} s left" if done else ""
        say(f"{sizes[what]:,} {what}{left}")
        _run(what, sql, sizes[what])
        done += sizes[what]
    _hold_against_the_triggers()
    say("making the indexes of words")
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for index in words:
            cursor.execute(index)
    say("posting what the tasks count as, and folding it")
    post_tasks()
    say("letting the database count what it has")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (id bigserial PRIMARY KEY, text text NOT NULL)")
        cursor.execute("VACUUM ANALYZE")


def _hold_against_the_triggers() -> None:
    """The circles filled in past the triggers are those that the triggers find."""
    for model in (Task, Recommendation):
        newest = model._default_manager.order_by("-pk")[:SAMPLE]
        filled = dict(newest.values_list("pk", "circle"))
        table = model._meta.db_table
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET circle_id = NULL WHERE id = ANY(%s)",  # noqa: S608  ours
                [list(filled)],
            )
            if dict(newest.values_list("pk", "circle")) != filled:
                raise RuntimeError(f"bench: the circles of {table} are not what its trigger finds")
            transaction.set_rollback(True)


def _without_words(cursor: Any) -> list[str]:
    """Takes the indexes of words away, which cost most in filling; returns how they are made."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes "
        "WHERE schemaname = 'public' AND indexdef LIKE '%haicap_folded%'"
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in indexes]


def say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr, flush=True)
