"""Giving a unit the lead of a piece of work."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.rules import by_its_issuing_side
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.ledger.settling import settle

Precision = Task.DuePrecision
MONTHS_OF = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}
WITH_A_DAY = {Precision.DAY, *MONTHS_OF}


@transaction.atomic
def assign_task(
    *,
    actor: Actor,
    text: str,
    lead: Unit,
    issuer: Unit,
    verifier: Unit | None = None,
    coordinating: Iterable[Unit] = (),
    product: str = "",
    assigned_on: date,
    due_on: date | None = None,
    due_precision: str = Precision.UNSTATED,
    effective_on: date | None = None,
) -> Task:
    """Give one unit the lead of a piece of work; other units may coordinate.

    `due_on` is any day of the month, quarter or year that `due_precision` names: the last day
    of it is kept. Refused to whoever does not head or keep the papers of the issuing side.
    Raises Invalid naming the argument.
    """
    task = Task(
        text=text.strip(),
        lead=lead,
        issuer=issuer,
        verifier=verifier,
        product=product.strip(),
        assigned_on=assigned_on,
        due_on=last_day(due_on, due_precision),
        due_precision=due_precision,
        is_simulated=actor.is_simulated,
    )
    require(by_its_issuing_side(actor, task))
    helpers = list(coordinating)
    check_task(task, helpers, effective_on or timezone.localdate())
    task.save(force_insert=True)
    marked = {"is_simulated": actor.is_simulated}
    task.coordinating.set(helpers, through_defaults=marked)
    settle(task)
    record(
        actor=actor,
        event="task.assign",
        subject=task,
        effective_on=effective_on,
        after=task.state,
        lead=str(lead),
    )
    return task


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


def check_task(task: Task, coordinating: list[Unit], today: date) -> None:
    """Whether the units, days and words of a task go together. Raises Invalid."""
    if not task.text:
        raise Invalid("text", _("Say what is to be done."))
    if task.assigned_on > today:
        raise Invalid("assigned_on", _("The day of assignment is still to come."), task.assigned_on)
    if task.due_on and task.due_on < task.assigned_on:
        raise Invalid("due_on", _("The deadline lies before the day of assignment."), task.due_on)
    if task.lead in coordinating:
        raise Invalid("coordinating", _("The lead unit does not also coordinate."), str(task.lead))
    _check_verifier(task, coordinating)
    _check_units_exist(task, coordinating)


def _check_verifier(task: Task, coordinating: list[Unit]) -> None:
    """Who verifies is a third: neither a unit that does the work, nor the one that ordered it."""
    if task.verifier is None:
        return
    name = str(task.verifier)
    if task.verifier == task.lead or task.verifier.parent_id == task.lead.pk:
        raise Invalid("verifier", _("The lead unit does not verify its own work."), name)
    if task.verifier in coordinating:
        raise Invalid("verifier", _("A unit that helps with the work does not verify it."), name)
    if task.verifier == task.issuer:
        raise Invalid("verifier", _("The unit that orders the work does not verify it."), name)


def _check_units_exist(task: Task, coordinating: list[Unit]) -> None:
    units = {unit.pk: "coordinating" for unit in coordinating} | {task.lead.pk: "lead"}
    if task.verifier:
        units[task.verifier.pk] = "verifier"
    standing = Unit.objects.filter(pk__in=units).in_force(task.assigned_on).values_list("pk")
    if gone := Unit.objects.filter(pk__in=units).exclude(pk__in=standing).first():
        sentence = _("%(unit)s does not exist on %(day)s.")
        words = {"unit": gone, "day": f"{task.assigned_on:%d/%m/%Y}"}
        raise Invalid(units[gone.pk], sentence % words, str(gone))
