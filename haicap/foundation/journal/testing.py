"""For tests: what a worker does with the reactions that wait."""

from django.db import connection

from .jobs import react


def react_to_all() -> int:
    """Run the reactions of every entry that waits for them, once each; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'journal.react' AND status = 'todo'"
            " RETURNING (args->>'entry_id')::bigint"
        )
        waiting = sorted(row[0] for row in cursor.fetchall())
    for entry_id in waiting:
        react(entry_id)
    return len(waiting)
