"""How did a run end? Written down after it, in a transaction of its own.

A note must never cost the work it tells of: it is written when the work's own transaction is
over, waits for nobody's lock, and where it cannot be written the log says so and the job's
outcome stands.
"""

import logging
import traceback
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from procrastinate.worker import Worker

log = logging.getLogger(__name__)

LONGEST_ERROR = 2000
LONGEST_TRACE = 20_000
SECONDS_FOR_A_LOCK = 2


def noted(call_next: Callable[[], Any], context: JobContext, worker: Worker) -> Any:
    """Around the work of a job as a worker runs it; a direct call of the work is not noted."""
    began = timezone.now()
    try:
        result = call_next()
    except Exception as error:
        note(context.job, began, error)
        raise
    note(context.job, began)
    return result


async def noted_async(
    call_next: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker
) -> Any:
    """The same around work that is a coroutine."""
    began = timezone.now()
    try:
        result = await call_next()
    except Exception as error:
        await sync_to_async(note)(context.job, began, error)
        raise
    await sync_to_async(note)(context.job, began)
    return result


def note(job: Job, began: datetime, error: Exception | None = None) -> None:
    """Write down how a run ended. Never raises."""
    from .models import Outcome  # noqa: PLC0415  jobs are declared before there are models

    if error is None:
        _safely(job, began, Outcome.SUCCEEDED)
        return
    words = f"{type(error).__name__}: {error}".removesuffix(": ")
    trace = "".join(traceback.format_exception(error))
    _safely(job, began, Outcome.FAILED, error=_cut(words, LONGEST_ERROR), trace=_end(trace))


def note_death(job: Job, began: datetime) -> None:
    """Write down that a run was broken off with its worker. Never raises."""
    from .models import Outcome  # noqa: PLC0415

    _safely(job, began, Outcome.DIED)


def _safely(job: Job, began: datetime, outcome: str, **why: str) -> None:
    try:
        if not connection.in_atomic_block:
            # The work may have left a connection behind that the server has closed.
            close_old_connections()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{SECONDS_FOR_A_LOCK}s'")
            _write(job, began, outcome, why)
    except Exception:
        log.exception("the end of job %s %s was not noted", job.id, job.task_name)


def _write(job: Job, began: datetime, outcome: str, why: dict[str, str]) -> None:
    from .models import Failure, LastRun, Outcome  # noqa: PLC0415

    run: dict[str, Any] = {
        "name": job.task_name,
        "started_at": began,
        "ended_at": timezone.now(),
        "outcome": outcome,
    }
    LastRun.objects.bulk_create(
        [LastRun(**run)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["started_at", "ended_at", "outcome"],
    )
    if outcome != Outcome.SUCCEEDED:
        Failure.objects.create(**run, job_id=job.id or 0, attempt=job.attempts + 1, **why)


def _cut(text: str, most: int) -> str:
    text = _plain(text)
    return text if len(text) <= most else text[: most - 1] + "…"


def _end(trace: str) -> str:
    """The end of a traceback is where it says what happened."""
    trace = _plain(trace)
    return trace if len(trace) <= LONGEST_TRACE else "…\n" + trace[-LONGEST_TRACE:]


def _plain(text: str) -> str:
    """What PostgreSQL can keep: no NUL, no half of a character."""
    return text.replace("\0", "�").encode(errors="replace").decode()
