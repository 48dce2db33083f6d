"""What runs in the background, what waits, what failed and why, and what would run next?

The number of queries is the same however much there is of it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinateWorker,
)

from haicap.foundation.access import Actor
from haicap.foundation.jobs import SCHEDULE, Declared, declared
from haicap.foundation.jobs.jobs import SILENT_SECONDS
from haicap.foundation.jobs.models import Failure, LastRun

from .rules import by_administrators
from .turns import in_words, next_turn

MOST_COUNTED = 10_000
"""Waiting jobs beyond this are “more than”: nobody needs the exact number of a flood."""
MOST_SHOWN = 50

Jobs = QuerySet[ProcrastinateJob]


@dataclass(frozen=True)
class Worker:
    """Who works on jobs, and when it last said so."""

    number: int
    heartbeat_at: datetime
    is_alive: bool


@dataclass(frozen=True)
class Line:
    """A declared job: when it runs, how its last run ended."""

    declared: Declared
    schedule: str
    """Its turns in words; empty: it runs when something asks for it."""
    next_at: datetime | None
    last: LastRun | None
    failure: Failure | None
    """Why its last run failed, where it did."""
    retriable: int | None
    """The number of the failed job of the schedule that may be tried again."""


@dataclass(frozen=True)
class Overview:
    """Everything but the failed jobs, which are a list of their own."""

    workers: Sequence[Worker]
    running: Sequence[Any]
    waiting: int
    waiting_is_more: bool
    first_waiting: Any | None
    """The job that is next in line, with the moment since when it waits."""
    retrying: Sequence[Any]
    retrying_is_more: bool
    lines: Sequence[Line]

    @property
    def is_anybody_at_work(self) -> bool:
        return any(worker.is_alive for worker in self.workers)


def jobs_visible_to(actor: Actor) -> Jobs:
    """Every job, to whoever runs the installation; to others none."""
    jobs = ProcrastinateJob.objects.all()
    return jobs.none() if by_administrators(actor) else jobs


def is_job_known(number: int, *, actor: Actor) -> bool:
    """Is there such a job, or was there one that failed?"""
    if by_administrators(actor):
        return False
    is_there = ProcrastinateJob.objects.filter(pk=number).exists()
    return is_there or Failure.objects.filter(job_id=number).exists()


def title_of(name: str) -> str:
    """The job in words; one that this version does not declare, by its name."""
    known = declared().get(name)
    return str(known.title) if known else name


def known_names() -> Collection[str]:
    """The names of all jobs that this version can run."""
    return app.tasks.keys()


def failed(actor: Actor) -> Any:
    """What failed for good and waits for a person; what the clock starts is not among it.

    Each with why (`error`, `outcome`) and when (`failed_at`).
    """
    return _told(jobs_visible_to(actor).filter(status="failed").exclude(queue_name=SCHEDULE))


def reason_of(job: Any) -> str:
    """Why a job failed last, in words."""
    if job.task_name not in known_names():
        return _("This version knows no job of this name.")
    if job.outcome is None:
        return _("The reason was not noted; the log of the worker has it.")
    return _in_words(job.outcome, job.error)


def reason_in(failure: Failure) -> str:
    return _in_words(failure.outcome, failure.error)


def _in_words(outcome: str, error: str) -> str:
    if outcome == "died":
        return _("Its worker died while it ran.")
    return error


def overview(actor: Actor) -> Overview:
    """How the work in the background stands now; empty for who may not see it."""
    jobs, now = jobs_visible_to(actor), timezone.now()
    todo = jobs.filter(status="todo")
    waiting = todo.order_by()[: MOST_COUNTED + 1].count()
    retrying = list(
        _told(todo.filter(attempts__gt=0)).order_by("scheduled_at", "id")[: MOST_SHOWN + 1]
    )
    return Overview(
        workers=[] if by_administrators(actor) else list(_workers(now)),
        running=list(_since(jobs.filter(status="doing"), "started").order_by("id")),
        waiting=min(waiting, MOST_COUNTED),
        waiting_is_more=waiting > MOST_COUNTED,
        first_waiting=_first_waiting(todo, now),
        retrying=retrying[:MOST_SHOWN],
        retrying_is_more=len(retrying) > MOST_SHOWN,
        lines=list(_lines(jobs, now)),
    )


def failures_of(name: str) -> QuerySet[Failure]:
    """The last failures of a job, newest first, as many as are kept."""
    return Failure.objects.filter(name=name).order_by("-id")[:MOST_SHOWN]


def line_of(name: str, actor: Actor) -> Line | None:
    """One declared job, for who may see it."""
    lines = _lines(jobs_visible_to(actor), timezone.now())
    return next((line for line in lines if line.declared.name == name), None)


def _workers(now: datetime) -> Iterator[Worker]:
    alive_since = now - timedelta(seconds=SILENT_SECONDS)
    for each in ProcrastinateWorker.objects.order_by("id"):
        yield Worker(each.pk, each.last_heartbeat, each.last_heartbeat >= alive_since)


def _since(jobs: Jobs, event: str) -> Jobs:
    """Each with the moment of the last such event of it."""
    events = ProcrastinateEvent.objects.filter(job=OuterRef("pk"), type=event).order_by("-id")
    return jobs.select_related("worker").annotate(since=Subquery(events.values("at")[:1]))


def _told(jobs: Jobs) -> Jobs:
    """Each with how and why its last attempt ended."""
    last = Failure.objects.filter(job_id=OuterRef("pk")).order_by("-id")
    given_up = ProcrastinateEvent.objects.filter(job=OuterRef("pk"), type="failed").order_by("-id")
    return jobs.annotate(
        failed_at=Coalesce(
            Subquery(last.values("ended_at")[:1]), Subquery(given_up.values("at")[:1])
        ),
        outcome=Subquery(last.values("outcome")[:1]),
        error=Subquery(last.values("error")[:1]),
    )


def _first_waiting(todo: Jobs, now: datetime) -> Any | None:
    due = todo.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=now))
    return _since(due, "deferred").order_by("-priority", "id").first()


def _lines(jobs: Jobs, now: datetime) -> Iterator[Line]:
    last = {run.name: run for run in LastRun.objects.all()}
    newest = Failure.objects.order_by("name", "-id").distinct("name").defer("trace")
    failures = {failure.name: failure for failure in newest}
    stuck = jobs.filter(status="failed", queue_name=SCHEDULE).order_by("task_name", "-id")
    retriable = dict(stuck.distinct("task_name").values_list("task_name", "id"))
    for each in sorted(declared().values(), key=lambda known: str(known.title)):
        run = last.get(each.name)
        has_failed = run is not None and run.outcome != "succeeded"
        yield Line(
            declared=each,
            schedule=in_words(each.cron) if each.cron else "",
            next_at=next_turn(each.name, now) if each.cron else None,
            last=run,
            failure=failures.get(each.name) if has_failed else None,
            retriable=retriable.get(each.name) if has_failed else None,
        )
