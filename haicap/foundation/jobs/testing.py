"""A worker for tests, and rows of jobs as they stand."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app


def work(until: Callable[[], Any] = lambda: False, seconds: float = 20.0) -> None:
    """A worker as `haicap worker` runs it, until something is so or the time is over."""
    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()) as replaced:

        async def working() -> None:
            async with replaced.open_async():
                worker = asyncio.create_task(
                    replaced.run_worker_async(
                        fetch_job_polling_interval=0.1,
                        delete_jobs="successful",
                        install_signal_handlers=False,
                    )
                )
                end = time.monotonic() + seconds
                while time.monotonic() < end and not await asyncio.to_thread(until):
                    await asyncio.sleep(0.1)
                worker.cancel()
                with suppress(asyncio.CancelledError):
                    await worker

        asyncio.run(working())


def rows(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def jobs_of(task: str) -> list[Any]:
    """Status, attempts and whether it waits for a later time, of every job row of a task."""
    return rows(
        "SELECT status::text, attempts, scheduled_at > now() FROM procrastinate_jobs"
        " WHERE task_name = %s",
        task,
    )


def job_row(
    task: str = "journal.react", status: str = "todo", attempts: int = 0, **columns: Any
) -> int:
    """A row as procrastinate would have it, without the way there. Returns its number."""
    given = {"queue_name": "default", "args": '{"entry_id": 1}'} | columns
    names = "".join(f", {name}" for name in given)
    [(number,)] = rows(
        f"INSERT INTO procrastinate_jobs (task_name, status, attempts{names})"  # noqa: S608
        f" VALUES (%s, %s, %s{', %s' * len(given)}) RETURNING id",
        task,
        status,
        attempts,
        *given.values(),
    )
    return int(number)


def worker_row(silent_for: str = "0") -> int:
    """A worker that gave its last sign of life so long ago. Returns its number."""
    [(number,)] = rows(
        "INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - %s::interval) RETURNING id",
        silent_for,
    )
    return int(number)
