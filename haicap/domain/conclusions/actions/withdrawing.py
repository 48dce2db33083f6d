"""Taking a notice back, or putting another in its place; what becomes of its tasks is said then."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Assignment, Item, Notice, Passage
from haicap.domain.conclusions.notices import Fate, tasks_left_by
from haicap.domain.conclusions.rules import NOTICE_FLOW, by_the_issuing_unit
from haicap.domain.tasks.actions import cancel_task
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import advance

from .assigning import check_lead
from .entering import given

Fates = Mapping[int, str]
"""Task → what becomes of it: one of `Fate`."""


@transaction.atomic
def recall_notice(
    notice: Notice,
    *,
    actor: Actor,
    reason: str,
    tasks: Fates | None = None,
    effective_on: date | None = None,
) -> None:
    """Recall an issued notice; the document stays on record with the reason.

    `tasks` says of every task that it leaves open whether it stays or is cancelled. Raises
    Invalid("tasks") where one is not decided.
    """
    require(by_the_issuing_unit(actor, notice))
    said = given("reason", reason)
    dropped = _decided(tasks_left_by(notice), tasks or {})
    advance(
        NOTICE_FLOW,
        "recall",
        actor=actor,
        thing=notice,
        effective_on=effective_on,
        symbol=notice.symbol,
        reason=said,
        cancelled=[task.pk for task in dropped],
    )
    for task in dropped:
        why = _("The notice %(symbol)s that ordered it was recalled: %(reason)s")
        because = why % {"symbol": notice.symbol, "reason": said}
        cancel_task(task, actor=actor, reason=because, effective_on=effective_on)


@transaction.atomic
def replace_notice(
    notice: Notice,
    *,
    actor: Actor,
    by: Notice,
    tasks: Fates | None = None,
    over: Mapping[int, int] | None = None,
    effective_on: date | None = None,
) -> None:
    """Another issued notice takes the place of this one.

    One of the same conclusion takes its tasks over. One of a later conclusion of the same body
    does so with those that go `over` to one of its items (task → item); the others stay without
    an order or are cancelled, as `tasks` says.
    """
    require(by_the_issuing_unit(actor, by))
    by = Notice.objects.select_for_update(of=("self",)).select_related("conclusion").get(pk=by.pk)
    _check_successor(notice, by)
    over, left = over or {}, tasks_left_by(notice, by=by)
    dropped = _decided(left, tasks or {}, over)
    advance(
        NOTICE_FLOW,
        "replace",
        actor=actor,
        thing=notice,
        effective_on=effective_on,
        symbol=notice.symbol,
        by=by.symbol,
        cancelled=[task.pk for task in dropped],
        passed_on=over,
    )
    by.replaces = notice
    by.save(update_fields=["replaces"])
    for task in left:
        if task.pk in over:
            _pass_on(task, over[task.pk], notice, by, actor=actor, effective_on=effective_on)
    for task in dropped:
        why = _("The notice %(symbol)s that ordered it was replaced by %(by)s.")
        because = why % {"symbol": notice.symbol, "by": by.symbol}
        cancel_task(task, actor=actor, reason=because, effective_on=effective_on)


def _check_successor(notice: Notice, by: Notice) -> None:
    is_fit = by.state == Notice.State.ISSUED and by.replaces_id is None and by.pk != notice.pk
    is_of_same_body = by.conclusion.issuer_id == notice.conclusion.issuer_id
    if not is_fit or not is_of_same_body:
        reason = _("Choose another issued notice of the same body that replaces none yet.")
        raise Invalid("by", reason, by.symbol)


def _pass_on(
    task: Task,
    number: int,
    notice: Notice,
    by: Notice,
    *,
    actor: Actor,
    effective_on: date | None,
) -> None:
    """An item of the later document orders the task from here on; where it came from is kept."""
    items = Item.objects.select_for_update(of=("self",)).select_related("lead")
    item = items.filter(conclusion=by.conclusion_id, pk=number).first()
    if item is None:
        reason = _("“%(task)s” goes over to an item of the document that replaces this one.")
        raise Invalid("over", reason % {"task": task}, number)
    check_lead(item, task.lead)
    assignment = Assignment.objects.select_related("item").get(task=task)
    old, assignment.item = assignment.item, item
    assignment.save(update_fields=["item"])
    Passage.objects.create(
        task=task,
        from_item=old,
        to_item=item,
        notice=notice,
        passed_on=effective_on or timezone.localdate(),
        is_simulated=actor.is_simulated,
    )
    record(
        actor=actor,
        event="item.pass_on",
        subject=task,
        effective_on=effective_on,
        label=old.label,
        symbol=notice.symbol,
        new_label=item.label,
        by=by.symbol,
    )


def _decided(left: list[Task], fates: Fates, over: Collection[int] = ()) -> list[Task]:
    """The tasks to cancel; every one that is left open has to be decided."""
    for pk, fate in fates.items():
        if fate not in Fate.values:
            raise Invalid("tasks", _("A task stays or is cancelled."), f"{pk}: {fate}")
    known = {task.pk for task in left}
    if twice := [pk for pk in fates if pk in over]:
        reason = _("A task goes over, or stays, or is cancelled: one of them.")
        raise Invalid("tasks", reason, ", ".join(map(str, twice)))
    if strangers := [pk for pk in (*fates, *over) if pk not in known]:
        reason = _("These tasks are not left open by it.")
        raise Invalid("tasks", reason, ", ".join(map(str, strangers)))
    undecided = [task for task in left if task.pk not in fates and task.pk not in over]
    if undecided:
        reason = _("Say of each open task whether it stays or is cancelled. Not said yet: %(n)s.")
        raise Invalid("tasks", reason % {"n": len(undecided)}, ", ".join(map(str, undecided)))
    return [task for task in left if fates.get(task.pk) == Fate.CANCEL]
