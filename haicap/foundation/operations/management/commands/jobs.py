"""`haicap jobs list|retry`: what runs, waits and failed, and trying again, at the console."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from haicap.foundation.access import Actor, house
from haicap.foundation.operations import actions, queries
from haicap.foundation.workflow import MoveFailed

CONSOLE = "haicap jobs"
MOST = 1000


class Command(BaseCommand):
    help = "Tell what runs in the background, what failed and why; have a failed job tried again."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("list", help="workers, jobs that run, wait or failed, the schedule")
        retry = deeds.add_parser("retry", help="have a failed job tried once more, at once")
        retry.add_argument("number", type=int)

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        actor = house(CONSOLE, on_behalf_of="Haicap")
        with translation.override("en"):
            if deed == "list":
                for line in _told(actor):
                    self.stdout.write(line)
                return
            try:
                job = actions.retry_job(options["number"], actor=actor)
            except MoveFailed as problem:
                raise CommandError(str(problem)) from problem
            self.stdout.write(f"Job {job.pk} ({job.task_name}) is tried again now.")


def _told(actor: Actor) -> Iterator[str]:
    now = queries.overview(actor)
    if not now.is_anybody_at_work:
        yield "NO WORKER IS ALIVE: nothing below runs until one is started (haicap worker)."
    for worker in now.workers:
        life = "alive" if worker.is_alive else "silent"
        yield f"worker {worker.number}: {life}, last sign of life {_at(worker.heartbeat_at)}"
    for job in now.running:
        yield f"running: job {job.pk} {job.task_name}, since {_at(job.since)}"
    more = "more than " if now.waiting_is_more else ""
    yield f"waiting: {more}{now.waiting:,}"
    for job in now.retrying:
        yield (
            f"tried again at {_at(job.scheduled_at)}: job {job.pk} {job.task_name}, failed"
            f" {job.attempts} times: {queries.reason_of(job)}"
        )
    yield from _failed(actor)
    yield from map(_line, now.lines)


def _failed(actor: Actor) -> Iterator[str]:
    failed = list(queries.failed(actor).order_by("-id")[: MOST + 1])
    for job in failed[:MOST]:
        yield (
            f"failed: job {job.pk} {job.task_name}, {job.attempts} attempts, last at"
            f" {_at(job.failed_at)}: {queries.reason_of(job)}"
        )
    if len(failed) > MOST:
        yield f"… and more failed jobs: these are the newest {MOST:,}; the page of jobs has all."


def _line(line: queries.Line) -> str:
    when = f"{line.schedule}, next {_at(line.next_at)}" if line.schedule else "when asked for"
    run = line.last
    last = f"{run.outcome} {_at(run.ended_at)} in {run.seconds:.1f} s" if run else "never run yet"
    why = f": {queries.reason_in(line.failure)}" if line.failure else ""
    again = f" (haicap jobs retry {line.retriable})" if line.retriable else ""
    return f"{line.declared.name}: {when}; {last}{why}{again}"


def _at(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment else "an unknown time"
