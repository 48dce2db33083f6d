"""What becomes of jobs whose worker died, and of rows of jobs that nobody asks about any more?"""

from typing import Any

from procrastinate.contrib.django import app
from procrastinate.jobs import Status

# A worker reports every 10 seconds; a silent one is dead, or as good as.
SILENT_SECONDS = 60
HOURS_KEPT = 30 * 24


@app.periodic(cron="* * * * *")
@app.task(name="jobs.rescue", queue="schedule", queueing_lock="jobs.rescue")
async def rescue(timestamp: int) -> None:
    """Let go of what a killed worker held: else a job that it was at would stand still for ever.

    Has no lock of its own, unlike other scheduled work: nobody would rescue the rescuer.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.queueing_lock:
            # Of the schedule: its next turn waits already, for the lock that this one holds.
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        else:
            await app.job_manager.retry_job(job)


@app.periodic(cron="23 20 * * *")
@app.task(name="jobs.forget", queue="schedule", queueing_lock="jobs.forget")
async def forget(timestamp: int) -> Any:
    """Drop what failed a month ago: whoever wanted to know why has looked."""
    await app.job_manager.delete_old_jobs(
        HOURS_KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )
