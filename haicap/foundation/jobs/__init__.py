"""Background and scheduled work, kept as rows in PostgreSQL.

A room declares its jobs in its `jobs.py` with `@job` and `@every`; a job's row is written in
the transaction that asks for it, and a job may run twice, so it must be safe to.
"""

from collections.abc import Callable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

Work = Callable[..., Any]

# After 3, 9, 27 … seconds; the eighth and last time after nearly two hours. Then the row stays
# for a month, marked as failed, and the log has the traceback.
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=3)


def job(name: str, *, queue: str = "default") -> Callable[[Work], Any]:
    """Declare a background job under a name that is stored: never a Python path.

    A job that raises is tried again, for some hours: one fault of the moment loses nothing.
    """
    return app.task(name=name, queue=queue, retry=AGAIN)


def every(cron: str, *, name: str) -> Callable[[Work], Any]:
    """Declare a job that the schedule starts, by a cron line in UTC (7 hours behind Việt Nam).

    The work is called without arguments. A job still running when its next turn comes is
    not started twice: the schedule waits on a lock of its name. One that fails is not tried
    again: its next turn does its work.
    """

    def declare(work: Work) -> Any:
        def run(timestamp: int) -> None:
            work()

        run.__name__, run.__doc__ = work.__name__, work.__doc__
        return app.periodic(cron=cron)(
            app.task(name=name, queue="schedule", queueing_lock=name, lock=name)(run)
        )

    return declare
