"""What becomes of jobs whose worker died, and of rows of jobs that nobody asks about any more?"""

from datetime import datetime
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent
from procrastinate.jobs import Job, Status

from . import SCHEDULE, declare
from .noting import note_death, noted_async

# A worker reports every 10 seconds; a silent one is dead, or as good as.
SILENT_SECONDS = 60
HOURS_KEPT = 30 * 24
# The next turn of the schedule does the work of one that failed.
HOURS_KEPT_OF_THE_SCHEDULE = 24
FAILURES_KEPT = 50

EVERY_MINUTE, AT_NIGHT = "* * * * *", "23 20 * * *"
declare("jobs.rescue", _("Take jobs over from workers that died"), EVERY_MINUTE)
declare("jobs.forget", _("Forget jobs that failed long ago"), AT_NIGHT)


@app.periodic(cron=EVERY_MINUTE)
@app.task(
    name="jobs.rescue", queue=SCHEDULE, queueing_lock="jobs.rescue", task_middleware=[noted_async]
)
async def rescue(timestamp: int) -> None:
    """Let go of what a killed worker held: else a job that it was at would stand still for ever.

    Has no lock of its own, unlike other scheduled work: nobody would rescue the rescuer.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await sync_to_async(note_death)(job, await sync_to_async(_began)(job))
        if job.queueing_lock:
            # Of the schedule: its next turn waits already, for the lock that this one holds.
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        else:
            await app.job_manager.retry_job(job)


def _began(job: Job) -> datetime:
    started = ProcrastinateEvent.objects.filter(job_id=job.id, type="started")
    last = started.order_by("-id").values_list("at", flat=True).first()
    return last or timezone.now()


@app.periodic(cron=AT_NIGHT)
@app.task(
    name="jobs.forget", queue=SCHEDULE, queueing_lock="jobs.forget", task_middleware=[noted_async]
)
async def forget(timestamp: int) -> Any:
    """Drop what failed a month ago: whoever wanted to know why has looked."""
    of_any: dict[str, Any] = {
        "include_failed": True,
        "include_cancelled": True,
        "include_aborted": True,
    }
    await app.job_manager.delete_old_jobs(HOURS_KEPT_OF_THE_SCHEDULE, queue=SCHEDULE, **of_any)
    await app.job_manager.delete_old_jobs(HOURS_KEPT, **of_any)
    await sync_to_async(forget_failures)()


def forget_failures() -> int:
    """Keep the last failures of each name, and why each job that is still there failed last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM jobs_failure old USING ("
            "  SELECT id, row_number() OVER (PARTITION BY name ORDER BY id DESC) AS place"
            "  FROM jobs_failure) numbered"
            " WHERE old.id = numbered.id AND numbered.place > %s AND ("
            "  NOT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE id = old.job_id)"
            "  OR EXISTS (SELECT 1 FROM jobs_failure WHERE job_id = old.job_id AND id > old.id))",
            [FAILURES_KEPT],
        )
        return int(cursor.rowcount)
