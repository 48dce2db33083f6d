"""Whether the units, days and words of a task go together."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Invalid

from .models import Task

Precision = Task.DuePrecision
MONTHS_OF = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}
WITH_A_DAY = {Precision.DAY, *MONTHS_OF}


def last_day(due_on: date | None, precision: str) -> date | None:
    """“November 2025” is due on its last day."""
    if precision not in Precision.values:
        raise Invalid("due_precision", _("This precision is not known."), precision)
    if precision not in WITH_A_DAY:
        if due_on is not None:
            raise Invalid("due_on", _("A task without a fixed deadline has no last day."), due_on)
        return None
    if due_on is None:
        raise Invalid("due_on", _("Say until when, or that no deadline is stated."))
    if precision == Precision.DAY:
        return due_on
    span = MONTHS_OF[Precision(precision)]
    month = -(-due_on.month // span) * span
    return due_on.replace(month=month, day=monthrange(due_on.year, month)[1])


def check_task(task: Task, coordinating: Sequence[Unit], today: date) -> None:
    """Raises the first of `faults`."""
    for fault in faults(task, coordinating, today):
        raise fault


def faults(task: Task, coordinating: Sequence[Unit], today: date) -> Iterator[Invalid]:
    """All that is wrong with a task that is to be assigned."""
    if not task.text:
        yield Invalid("text", _("Say what is to be done."))
    if task.assigned_on > today:
        reason = _("The day of assignment is still to come.")
        yield Invalid("assigned_on", reason, task.assigned_on)
    if task.due_on and task.due_on < task.assigned_on:
        yield Invalid("due_on", _("The deadline lies before the day of assignment."), task.due_on)
    if task.lead in coordinating:
        yield Invalid("coordinating", _("The lead unit does not also coordinate."), str(task.lead))
    yield from _faults_of_verifier(task, coordinating)
    yield from _units_that_are_no_more(task, coordinating)


def _faults_of_verifier(task: Task, coordinating: Sequence[Unit]) -> Iterator[Invalid]:
    """Who verifies is a third: neither a unit that does the work, nor the one that ordered it."""
    if task.verifier is None:
        return
    name = str(task.verifier)
    if task.verifier == task.lead or task.verifier.parent_id == task.lead.pk:
        yield Invalid("verifier", _("The lead unit does not verify its own work."), name)
    if task.verifier in coordinating:
        yield Invalid("verifier", _("A unit that helps with the work does not verify it."), name)
    if task.verifier == task.issuer:
        yield Invalid("verifier", _("The unit that orders the work does not verify it."), name)


def _units_that_are_no_more(task: Task, coordinating: Sequence[Unit]) -> Iterator[Invalid]:
    units = {unit.pk: "coordinating" for unit in coordinating} | {task.lead.pk: "lead"}
    if task.verifier:
        units[task.verifier.pk] = "verifier"
    standing = Unit.objects.filter(pk__in=units).in_force(task.assigned_on).values_list("pk")
    for gone in Unit.objects.filter(pk__in=units).exclude(pk__in=standing):
        sentence = _("%(unit)s does not exist on %(day)s.")
        words = {"unit": gone, "day": f"{task.assigned_on:%d/%m/%Y}"}
        yield Invalid(units[gone.pk], sentence % words, str(gone))
