"""Giving a unit the lead of a piece of work."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.checking import Precision, check_task, last_day
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.rules import by_its_issuing_side
from haicap.foundation.access import Actor, require
from haicap.foundation.journal.writing import record
from haicap.foundation.ledger.settling import settle


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
