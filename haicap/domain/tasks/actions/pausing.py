"""Saying that a task has arrived, letting it stand, and taking it up again."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.tasks.models import Suspension, Task
from haicap.domain.tasks.rules import TASK_FLOW
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.statutes import statute
from haicap.foundation.workflow import IllegalMove, advance

from .wording import held_fast, reason_of, words_of


@transaction.atomic
def acknowledge_task(task: Task, *, actor: Actor, effective_on: date | None = None) -> None:
    """The lead unit says that it has the task, and since when."""
    day = effective_on or timezone.localdate()
    advance(
        TASK_FLOW,
        "acknowledge",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        changes={"received_on": day},
    )


@transaction.atomic
def suspend_task(
    task: Task, *, actor: Actor, reason: str, effective_on: date | None = None
) -> Suspension:
    """Let the work stand; what that does to its deadline is a statute of the province."""
    reason = reason_of(reason)
    advance(TASK_FLOW, "suspend", actor=actor, thing=task, effective_on=effective_on, reason=reason)
    return Suspension.objects.create(
        task=task,
        since=effective_on or timezone.localdate(),
        reason=reason,
        author=words_of(actor),
        is_simulated=actor.is_simulated,
    )


@transaction.atomic
def resume_task(
    task: Task, *, actor: Actor, reason: str, effective_on: date | None = None
) -> Suspension:
    """Take the work up again; the deadline moves by exactly the days that were lost."""
    reason = reason_of(reason)
    held_fast(task)
    pause = task.suspensions.filter(until=None).first()
    if pause is None:
        raise IllegalMove(_("The task is not suspended."))
    pause.until = effective_on or timezone.localdate()
    if pause.until < pause.since:
        raise Invalid("effective_on", _("It was suspended later than that."), pause.until)
    lost = (pause.until - pause.since).days
    moved = _moved(task, pause.since, lost)
    if moved:
        pause.old_due_on = task.due_on
    advance(
        TASK_FLOW,
        "resume",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        changes=moved,
        days=lost,
        reason=reason,
    )
    pause.save()
    return pause


def _moved(task: Task, since: date, lost: int) -> dict[str, object]:
    """The deadline after so many lost days; a month or a quarter becomes a day by it."""
    effects = statute("task.suspension", on=since).codes.labels
    if task.due_on is None or not lost or "MOVES_DEADLINE" not in effects:
        return {}
    return {
        "due_on": task.due_on + timedelta(days=lost),
        "due_precision": Task.DuePrecision.DAY,
    }
