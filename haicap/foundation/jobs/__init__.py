"""Background and scheduled work, kept as rows in PostgreSQL.

A room declares its jobs in its `jobs.py` with `@job` and `@every`; a job's row is written in
the transaction that asks for it, and a job may run twice, so it must be safe to.
"""

from collections.abc import Callable
from typing import Any

from procrastinate.contrib.django import app

Work = Callable[..., Any]


def job(name: str, *, queue: str = "default") -> Callable[[Work], Any]:
    """Declare a background job under a name that is stored: never a Python path."""
    return app.task(name=name, queue=queue)


def every(cron: str, *, name: str) -> Callable[[Work], Any]:
    """Declare a job that the schedule starts, by a cron line in the server's time zone.

    The work is called without arguments. A job still running when its next turn comes is
    not started twice: the schedule waits on a lock of its name.
    """

    def declare(work: Work) -> Any:
        def run(timestamp: int) -> None:
            work()

        run.__name__, run.__doc__ = work.__name__, work.__doc__
        return app.periodic(cron=cron)(
            app.task(name=name, queue="schedule", queueing_lock=name, lock=name)(run)
        )

    return declare
