"""A list of progress on many tasks: the list as it was taken out, with what is new."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from haicap.domain.organisations.queries import standing_of
from haicap.domain.tasks import columns
from haicap.domain.tasks.cells import Cells, Problem
from haicap.domain.tasks.models import Task, TaskQuerySet
from haicap.domain.tasks.queries.moves import require_open
from haicap.foundation.access import Actor, Invalid, Refusal, Refused
from haicap.foundation.search.folding import fold
from haicap.foundation.spreadsheets.packages import MOST_ROWS
from haicap.foundation.spreadsheets.reading import Row
from haicap.foundation.workflow import MoveFailed

MOST_REPORTS = 1_000  # each is looked at, journaled and counted by itself
REPORTS: Mapping[str, str | Promise] = {
    "id": columns.ID,
    "text": columns.TEXT,
    "percent": columns.PERCENT,
    "said": columns.SAID,
    "fact_on": columns.FACT_ON,
    "done": columns.DONE,
}
OPTIONAL = {"text", "fact_on", "done"}
YES = {"x", "✓", "✔", "co", "yes", "true", "1"}
NO = {"", "-", "–", "khong", "no", "false", "0"}


@dataclass(frozen=True)
class PlannedReport:
    """One line that can be taken."""

    row: int
    task: Task
    text: str
    percent: int
    fact_on: date | None
    """The day on which it was so; None: not said."""
    done: bool


@dataclass(frozen=True)
class Reports:
    """What a file came to: the reports to make, and every cell that stands in the way."""

    planned: list[PlannedReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    untouched: int = 0
    """Lines that say nothing new."""


def tasks_to_report_on(actor: Actor) -> TaskQuerySet:
    """What the units of this person lead and still have to do."""
    led = Task.objects.visible_to(actor).filter(state__in=Task.WITH_LEAD)
    return led if actor.is_house else led.filter(lead__in=standing_of(actor).units)


def report_template(actor: Actor) -> TaskQuerySet:
    """The rows of the list that is filled in, the first due first."""
    whole = tasks_to_report_on(actor).select_related("lead", "issuer", "verifier")
    return whole.prefetch_related("coordinating").order_by("listed_due_on", "-id")


def why_not_report(actor: Actor) -> Refusal | None:
    """Why this person brings in no list of reports, if so."""
    if actor.is_house or standing_of(actor).units:
        return None
    return Refusal(_("Only who works in a unit reports on its tasks."))


def reports_in(content: bytes, *, actor: Actor) -> Reports:
    """The reports of an XLSX, judged cell by cell. Raises Invalid for the file."""
    return _Reader(content, actor).read()


class _Reader:
    """Judges the lines one by one; one that says nothing new is left alone."""

    def __init__(self, content: bytes, actor: Actor) -> None:
        self.actor = actor
        self.cells = Cells(content, REPORTS, optional=OPTIONAL, most=MOST_ROWS)
        numbers = [row.cells["id"] for row in self.cells.rows]
        wanted = {int(each) for each in numbers if _is_number(each)}
        seen = Task.objects.visible_to(actor).filter(pk__in=wanted)
        self._tasks = seen.select_related("lead", "issuer", "verifier").in_bulk()
        self._row_of: dict[int, int] = {}
        self._untouched = 0

    def read(self) -> Reports:
        planned = [each for row in self.cells.rows if (each := self._planned(row))]
        if len(planned) > MOST_REPORTS:
            reason = _("At most %(most)s lines are taken at once. Send several files.")
            raise Invalid("file", reason % {"most": MOST_REPORTS}, len(planned))
        return Reports(planned, self.cells.problems, self._untouched)

    def _planned(self, row: Row) -> PlannedReport | None:
        task = self._task(row)
        if task is None:
            return None
        if not row.text("said") and not row.text("done") and _unchanged(row, task):
            if not self.cells.is_bad(row):
                self._untouched += 1
            return None
        done = self._done(row)
        percent = self._percent(row, done=done)
        if not row.text("said"):
            self._tell_of_silence(row, task)
        if done and percent not in {None, 100}:
            self.cells.tell(row, "percent", _("Work that is done stands at 100 percent."))
        fact_on = self.cells.day(row, "fact_on")
        if fact_on and fact_on > timezone.localdate():
            self.cells.tell(row, "fact_on", _("A report speaks of no day to come."))
        self._check_move(row, task, done=done)
        if percent is None or self.cells.is_bad(row):
            return None
        return PlannedReport(row.number, task, row.text("said"), percent, fact_on, done)

    def _task(self, row: Row) -> Task | None:
        given: Any = row.cells["id"]
        self.cells.need(row, ["id"])
        if not row.text("id"):
            return None
        task = self._tasks.get(int(given)) if _is_number(given) else None
        if task is None:
            self.cells.tell(row, "id", _("There is no task of this number that you may see."))
            return None
        if task.pk in self._row_of:
            reason = _("Row %(row)s reports on this task already.")
            self.cells.tell(row, "id", reason % {"row": self._row_of[task.pk]})
        self._row_of.setdefault(task.pk, row.number)
        if row.text("text") and row.text("text") != " ".join(task.text.split()):
            reason = _("The task of number %(id)s says something else: “%(text)s”.")
            self.cells.tell(row, "text", reason % {"id": task.pk, "text": task})
        return task

    def _percent(self, row: Row, *, done: bool) -> int | None:
        """A whole number; a spreadsheet program makes 0.4 of “40 %”."""
        text = row.text("percent").removesuffix("%").strip()
        if not text:
            if done:
                return 100
            self.cells.need(row, ["percent"])
            return None
        if not _is_number(text):
            reason = _("Write a whole number from 0 to 100: 40, not 0.4.")
            self.cells.tell(row, "percent", reason)
            return None
        if int(text) > 100:
            reason = _("Progress lies between 0 and 100 percent.")
            self.cells.tell(row, "percent", reason)
            return None
        return int(text)

    def _done(self, row: Row) -> bool:
        mark = fold(row.text("done")) or row.text("done")
        if mark not in YES | NO:
            self.cells.tell(row, "done", _("Mark it with x, or leave it empty."))
        return mark in YES

    def _tell_of_silence(self, row: Row, task: Task) -> None:
        stands = "–" if task.percent is None else f"{task.percent} %"
        reason = _("Say what was done; or leave the task as it stands: %(stands)s.")
        self.cells.tell(row, "said", reason % {"stands": stands})

    def _check_move(self, row: Row, task: Task, *, done: bool) -> None:
        try:
            require_open("report" if done else "progress", actor=self.actor, task=task)
        except Refused as refused:
            self.cells.tell(row, "id", refused.refusal.reason)
        except MoveFailed as failed:
            self.cells.tell(row, "id", str(failed))


def _is_number(given: Any) -> bool:
    text = str(given)
    return text.isascii() and text.isdigit() and len(text) < 19


def _unchanged(row: Row, task: Task) -> bool:
    stands = "" if task.percent is None else str(task.percent)
    return row.text("percent").removesuffix("%").strip() in {"", stands}
