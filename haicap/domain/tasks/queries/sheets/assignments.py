"""A list of tasks to assign."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import standing_of
from haicap.domain.tasks import columns
from haicap.domain.tasks.cells import Cells, Problem
from haicap.domain.tasks.checking import Precision, faults, last_day
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.rules import by_its_issuing_side
from haicap.domain.tasks.rules.positions import CLERK, DEPUTY, HEAD
from haicap.foundation.access import Actor, Invalid, Refusal
from haicap.foundation.search.folding import fold
from haicap.foundation.spreadsheets.reading import Row
from haicap.foundation.spreadsheets.writing import as_xlsx

MOST_TASKS = 1_000  # each is looked at, journaled and counted by itself
LONGEST_PRODUCT = 500

# In the order of the template; those of a list taken out, without what a new task has not yet.
ASSIGNMENTS: Mapping[str, str | Promise] = {
    "text": columns.TEXT,
    "lead": columns.LEAD,
    "coordinating": columns.COORDINATING,
    "issuer": columns.ISSUER,
    "verifier": columns.VERIFIER,
    "product": columns.PRODUCT,
    "assigned_on": columns.ASSIGNED_ON,
    "due_on": columns.DUE_ON,
    "due_precision": columns.DUE_PRECISION,
}
OPTIONAL = {"coordinating", "verifier", "product", "assigned_on", "due_precision", "id"}


@dataclass(frozen=True)
class PlannedTask:
    """One line that can be taken."""

    row: int
    text: str
    lead: Unit
    issuer: Unit
    verifier: Unit | None
    coordinating: Sequence[Unit]
    product: str
    assigned_on: date
    due_on: date | None
    due_precision: str

    @property
    def precision(self) -> Promise | str:
        return Precision(self.due_precision).label

    @property
    def given(self) -> dict[str, Any]:
        """What an action is told of it."""
        names = (
            *("text", "lead", "verifier", "coordinating", "product"),
            *("assigned_on", "due_on", "due_precision"),
        )
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Assignments:
    """What a file came to: the tasks to assign, and every cell that stands in the way."""

    planned: list[PlannedTask] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def may_order(actor: Actor) -> bool:
    """Whether there is a body in whose name the actor assigns: its own, or one it serves."""
    signing = {str(kind) for kind in (HEAD, DEPUTY, CLERK)}
    return actor.is_house or any(kinds & signing for kinds in standing_of(actor).roles.values())


def why_not_order(actor: Actor) -> Refusal | None:
    """Why this person brings in no list of tasks to assign, if so."""
    if may_order(actor):
        return None
    return Refusal(_("Only a head, a deputy or a clerk of a body or its office assigns tasks."))


def assignment_template() -> bytes:
    """An empty list with the headings of the reader's language."""
    return as_xlsx(_("Tasks"), [str(name) for name in ASSIGNMENTS.values()], [])


def assignments_in(content: bytes, *, actor: Actor) -> Assignments:
    """The tasks of an XLSX, judged cell by cell. Raises Invalid for the file."""
    return AssignmentReader(content, actor=actor).read()


class AssignmentReader:
    """Judges the lines one by one. A higher room may ask for more columns, or fewer."""

    columns: Mapping[str, str | Promise] = ASSIGNMENTS
    required: Sequence[str] = ("text", "lead", "issuer")

    def __init__(self, content: bytes, *, actor: Actor) -> None:
        self.actor, self.today = actor, timezone.localdate()
        known = {**self.columns, "id": columns.ID}
        self.cells = Cells(content, known, optional=OPTIONAL, most=MOST_TASKS)
        self._precisions = _precisions()
        self._refusals: dict[int, Refusal | None] = {}
        self._row_of: dict[tuple[int, int, str], int] = {}

    def read(self) -> Assignments:
        planned = [each for row in self.cells.rows if (each := self._planned(row))]
        again = self.there_already(planned)
        for each in planned:
            if number := again.get((each.issuer.pk, each.lead.pk, each.text)):
                row = next(row for row in self.cells.rows if row.number == each.row)
                reason = _("This unit has an open task of these words already: number %(id)s.")
                self.cells.tell(row, "text", reason % {"id": number})
        bad = {problem.row for problem in self.cells.problems}
        return Assignments([each for each in planned if each.row not in bad], self.cells.problems)

    def issuer_of(self, row: Row) -> Unit | None:
        """In whose name the task is assigned; tells where the actor may not assign in it."""
        issuer = self.cells.unit(row, "issuer")
        if issuer and (refusal := self._refusal(issuer)):
            self.cells.tell(row, "issuer", refusal.reason)
        return issuer

    def check(self, row: Row, task: Task) -> None:
        """What a higher room has to say to a line."""

    def _refusal(self, issuer: Unit) -> Refusal | None:
        if issuer.pk not in self._refusals:
            self._refusals[issuer.pk] = by_its_issuing_side(self.actor, Task(issuer=issuer))
        return self._refusals[issuer.pk]

    def _planned(self, row: Row) -> PlannedTask | None:
        cells = self.cells
        cells.need(row, self.required)
        cells.limit(row, "product", LONGEST_PRODUCT)
        if row.text("id"):
            reason = _("A task with a number is there already: it is not assigned once more.")
            cells.tell(row, "id", reason)
        lead, issuer = cells.unit(row, "lead"), self.issuer_of(row)
        verifier, helping = cells.unit(row, "verifier"), cells.units(row, "coordinating")
        assigned_on = cells.day(row, "assigned_on") or self.today
        due_on, precision = self._deadline(row)
        if lead is None or issuer is None:
            return None
        task = Task(
            text=row.text("text"),
            lead=lead,
            issuer=issuer,
            verifier=verifier,
            product=row.text("product"),
            assigned_on=assigned_on,
            due_on=due_on,
            due_precision=precision,
        )
        self._check(row, task, helping)
        if cells.is_bad(row):
            return None
        names = ("text", "lead", "issuer", "verifier", "product")
        days = ("assigned_on", "due_on", "due_precision")
        told = {name: getattr(task, name) for name in (*names, *days)}
        return PlannedTask(row=row.number, coordinating=helping, **told)

    def _check(self, row: Row, task: Task, helping: Sequence[Unit]) -> None:
        for fault in faults(task, helping, self.today):
            if fault.field != "text":  # an empty one is told already
                self.cells.tell(row, fault.field, fault.reason)
        self.check(row, task)
        key = task.issuer.pk, task.lead.pk, task.text
        if key in self._row_of:
            reason = _("Row %(row)s gives the same unit the same task.")
            self.cells.tell(row, "text", reason % {"row": self._row_of[key]})
        self._row_of.setdefault(key, row.number)

    def _deadline(self, row: Row) -> tuple[date | None, str]:
        """The last day and its precision; a day alone is a day, none is none stated."""
        day, words = self.cells.day(row, "due_on"), row.text("due_precision")
        is_bad = bool(row.text("due_on")) and day is None
        default = Precision.DAY if row.text("due_on") else Precision.UNSTATED
        precision = self._precisions.get(fold(words), "") if words else str(default)
        if not precision:
            known = ", ".join(str(each.label) for each in Precision)
            reason = _("There is no such precision. Known are: %(known)s.") % {"known": known}
            self.cells.tell(row, "due_precision", reason)
        if is_bad or not precision:
            return None, str(Precision.UNSTATED)
        try:
            return last_day(day, precision), precision
        except Invalid as error:
            self.cells.tell(row, error.field, error.reason)
            return None, str(Precision.UNSTATED)

    def there_already(self, planned: Iterable[PlannedTask]) -> dict[tuple[int, int, str], int]:
        """Open tasks of the same words for the same unit: a list is easily sent twice."""
        texts = {each.text for each in planned}
        issuers = {each.issuer.pk for each in planned}
        seen = Task.objects.visible_to(self.actor).open()
        found = seen.filter(issuer__in=issuers, text__in=texts)
        return {
            (issuer, lead, text): number
            for number, issuer, lead, text in found.values_list("pk", "issuer", "lead", "text")
        }


def _precisions() -> dict[str, str]:
    """How a precision may be written: its stored word, or its label in either language."""
    known = {fold(each): each for each in Precision.values}
    for language in ("vi", "en"):
        with override(language):
            known |= {fold(str(each.label)): str(each) for each in Precision}
    return known
