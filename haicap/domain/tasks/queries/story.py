"""What happened to a task, and how it stood on an earlier day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from haicap.domain.tasks.models import Contribution, Evidence, Fault, Progress, Task
from haicap.domain.tasks.rules import TASK_FLOW
from haicap.foundation.journal.models import Entry

REPORTING = {"task.progress", "task.report"}
MOVES = ["task.assign", "task.come_round", *(f"task.{verb}" for verb in TASK_FLOW.moves)]


@dataclass(frozen=True)
class Step:
    """One thing that happened to a task; where a report came in, with its words and files."""

    entry: Entry
    report: Progress | None = None

    @property
    def on(self) -> date:
        return self.entry.effective_on

    @property
    def sentence(self) -> str:
        return self.entry.sentence

    @property
    def text(self) -> str:
        return self.report.text if self.report else ""

    @property
    def evidence(self) -> list[Evidence]:
        return list(self.report.evidence.all()) if self.report else []

    @property
    def faults(self) -> Sequence[Fault]:
        return self.report.faults if self.report else ()

    @property
    def fact_on(self) -> date | None:
        """The day of which the report speaks, where that is another than the day it came in."""
        report = self.report
        return report.fact_on if report and report.fact_on != report.reported_on else None

    @property
    def is_simulated(self) -> bool:
        return self.entry.is_simulated

    @property
    def backdated_because(self) -> str:
        return self.entry.backdated_because


def reports_of(task: Task) -> list[Progress]:
    """What was reported, oldest first, with the files shown and what was found of it."""
    reports = list(
        task.progress.select_related("verdict", "task")
        .prefetch_related("evidence__file", "evidence__progress")
        .order_by("id")
    )
    least = 100
    for report in reversed(reports):
        report.faults = tuple(_faults(report, least))
        least = min(least, report.percent)
    return reports


def _faults(report: Progress, least_after: int) -> Iterator[Fault]:
    if report.was_late:
        yield Fault.LATE
    verdict = getattr(report, "verdict", None)
    if verdict and verdict.outcome == "returned":
        yield Fault.RETURNED
    if report.percent > least_after:
        yield Fault.CONTRADICTED


def story_of(task: Task) -> list[Step]:
    """What happened, oldest first."""
    reports = {report.pk: report for report in reports_of(task)}
    parts = [str(pk) for pk in task.contributions.values_list("pk", flat=True)]
    own = Q(subject_type=Task._meta.label_lower, subject_id=str(task.pk))
    of_parts = Q(subject_type=Contribution._meta.label_lower, subject_id__in=parts)
    entries = Entry.objects.filter(own | of_parts if parts else own)
    return [
        Step(entry, reports.get(entry.details["progress"]) if entry.event in REPORTING else None)
        for entry in entries.order_by("id")
    ]


def state_on(task: Task, day: date) -> str | None:
    """The state that held on a day; None: not assigned yet."""
    return states_on([task], day).get(task.pk)


def states_on(tasks: Iterable[Task], day: date) -> dict[int, str]:
    """Task → the state that held on a day, read from the journal in one query.

    A task that was not assigned yet is left out. Moves are taken in the order in which they
    were made: one that was dated back changed what came before it, too.
    """
    entries = (
        Entry.objects.filter(
            subject_type=Task._meta.label_lower,
            subject_id__in=[str(task.pk) for task in tasks],
            effective_on__lte=day,
            event__in=MOVES,
        )
        .order_by("subject_id", "-id")
        .distinct("subject_id")
    )
    return {int(subject): after for subject, after in entries.values_list("subject_id", "after")}


def progress_on(tasks: Iterable[Task], day: date) -> dict[int, Progress]:
    """Task → the last report that was in on a day, in one query; none: left out."""
    reports = (
        Progress.objects.filter(task__in=[task.pk for task in tasks], reported_on__lte=day)
        .order_by("task_id", "-id")
        .distinct("task_id")
    )
    return {report.task_id: report for report in reports}
