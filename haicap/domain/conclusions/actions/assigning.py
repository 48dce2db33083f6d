"""Assigning what an item orders, as a task of one unit."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Assignment, Conclusion, Item, Notice
from haicap.domain.conclusions.rules import may_assign
from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.actions import assign_task as assign
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record

from .entering import check_overlaps


@transaction.atomic
def assign_task(
    item: Item,
    *,
    actor: Actor,
    lead: Unit | None,
    text: str | None = None,
    verifier: Unit | None = None,
    coordinating: Iterable[Unit] = (),
    product: str = "",
    assigned_on: date | None = None,
    due_on: date | None = None,
    due_precision: str = Task.DuePrecision.UNSTATED,
    overlaps_seen: bool = False,
    effective_on: date | None = None,
) -> Task:
    """Order a task by an item: one for each unit that leads; none where no lead is known.

    Where the notice is issued already and another document asks the same of the unit,
    `overlaps_seen` is wanted first; before that, the issue asks.
    """
    require(may_assign(actor, item))
    item, lead = _claimed(item, lead)
    task = assign(
        actor=actor,
        text=item.text if text is None else text,
        lead=lead,
        issuer=item.conclusion.issuer,
        verifier=verifier,
        coordinating=coordinating,
        product=product,
        assigned_on=check_day(item, assigned_on or effective_on or timezone.localdate()),
        due_on=due_on,
        due_precision=due_precision,
        effective_on=effective_on,
    )
    Assignment.objects.create(item=item, task=task, is_simulated=task.is_simulated)
    if not actor.is_house and is_announced(item.conclusion):
        check_overlaps([task], overlaps_seen, actor)
    _note(item, task, actor=actor, effective_on=effective_on)
    return task


def is_announced(conclusion: Conclusion) -> bool:
    return conclusion.notices.filter(state=Notice.State.ISSUED).exists()


def _note(item: Item, task: Task, *, actor: Actor, effective_on: date | None) -> None:
    record(
        actor=actor,
        event="item.assign",
        subject=item,
        effective_on=effective_on,
        label=item.label,
        lead=task.lead.full_name,
        task=task.pk,
    )


def _claimed(item: Item, lead: Unit | None) -> tuple[Item, Unit]:
    """The item for as long as the transaction lasts, and a lead that it can have."""
    if lead is None:
        raise Invalid("lead", _("A task exists only where the unit that leads it is known."))
    # The lock keeps two clerks from ordering one task twice.
    item = Item.objects.select_for_update().get(pk=item.pk)
    check_lead(item, lead)
    return item, lead


def check_lead(item: Item, lead: Unit) -> None:
    """The unit the conclusion names, or a commune it is about; anybody where it names nobody."""
    if item.lead is not None and item.lead != lead and lead not in item.communes.all():
        reason = _("The conclusion names %(unit)s as the unit that leads.")
        raise Invalid("lead", reason % {"unit": item.lead}, lead.key)
    standing = item.assignments.exclude(task__state__in=Task.DROPPED)
    if standing.filter(task__lead=lead).exists():
        reason = _("%(unit)s leads a task of this item already.") % {"unit": lead}
        raise Invalid("lead", reason, lead.key)


def check_day(item: Item, assigned_on: date) -> date:
    delivered = item.conclusion.delivered_on
    if delivered and assigned_on < delivered:
        reason = _("This day is before the conclusion was delivered.")
        raise Invalid("assigned_on", reason, assigned_on)
    return assigned_on
