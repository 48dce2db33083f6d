"""Background and scheduled work, kept as rows in PostgreSQL.

A room declares its jobs in its `jobs.py` with `@job` and `@every`; a job's row is written in
the transaction that asks for it, and a job may run twice, so it must be safe to. How each run
ended is noted beside it (`noting.py`), since the row of a job that succeeded is deleted at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .noting import noted

Work = Callable[..., Any]

# After 3, 9, 27 … seconds; the eighth and last time after nearly two hours. Then the row stays
# for a month, marked as failed, and the log has the traceback.
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=3)
SCHEDULE = "schedule"
"""The queue of what the clock starts."""


@dataclass(frozen=True)
class Declared:
    """A job as a person knows it."""

    name: str
    title: Promise | str
    cron: str = ""
    """When the schedule starts it, in UTC; empty: when something asks for it."""


_declared: dict[str, Declared] = {}


def declare(name: str, title: Promise | str, cron: str = "") -> None:
    """Make a job known by its title; `job` and `every` do it for theirs."""
    _declared[name] = Declared(name, title, cron)


def declared() -> Mapping[str, Declared]:
    return _declared


def job(name: str, *, title: Promise | str, queue: str = "default") -> Callable[[Work], Any]:
    """Declare a background job under a name that is stored: never a Python path.

    `title` is a lazy gettext message: what it does, in words of those who run the house. A job
    that raises is tried again, for some hours: one fault of the moment loses nothing.
    """
    declare(name, title)
    return app.task(name=name, queue=queue, retry=AGAIN, task_middleware=[noted])


def every(cron: str, *, name: str, title: Promise | str) -> Callable[[Work], Any]:
    """Declare a job that the schedule starts, by a cron line in UTC (7 hours behind Việt Nam).

    The work is called without arguments. A job still running when its next turn comes is
    not started twice: the schedule waits on a lock of its name. One that fails is not tried
    again: its next turn does its work.
    """

    def scheduled(work: Work) -> Any:
        def run(timestamp: int) -> None:
            work()

        run.__name__, run.__doc__ = work.__name__, work.__doc__
        declare(name, title, cron)
        task = app.task(
            name=name, queue=SCHEDULE, queueing_lock=name, lock=name, task_middleware=[noted]
        )
        return app.periodic(cron=cron)(task(run))

    return scheduled
