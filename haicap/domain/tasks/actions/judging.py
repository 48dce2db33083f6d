"""What becomes of the work that was reported: found done, sent back, or taken back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.tasks.models import Progress, Task, Verdict
from haicap.domain.tasks.rules import TASK_FLOW
from haicap.foundation.access import Actor
from haicap.foundation.workflow import IllegalMove, advance

from .extending import let_lapse
from .wording import held_fast, reason_of, words_of


@transaction.atomic
def verify_task(task: Task, *, actor: Actor, effective_on: date | None = None) -> Verdict:
    """Find the work done. The day of the report decides whether it was on time, not this one."""
    held_fast(task)
    latest = _latest(task)
    advance(
        TASK_FLOW,
        "verify",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        changes={"done_on": latest.reported_on},
        progress=latest.pk,
    )
    let_lapse(task, actor=actor, effective_on=effective_on)
    return _judge(latest, Verdict.Outcome.VERIFIED, actor=actor, effective_on=effective_on)


@transaction.atomic
def return_task(
    task: Task, *, actor: Actor, reason: str, effective_on: date | None = None
) -> Verdict:
    """Find the work not done as it should be: the lead unit reads why and reports again."""
    reason = reason_of(reason)
    latest = _latest(task)
    advance(
        TASK_FLOW,
        "return",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        progress=latest.pk,
        reason=reason,
    )
    return _judge(
        latest, Verdict.Outcome.RETURNED, actor=actor, effective_on=effective_on, reason=reason
    )


def _latest(task: Task) -> Progress:
    """The report that is judged; before anything was reported there is nothing to judge."""
    latest = task.latest_progress
    if latest is None:
        raise IllegalMove(_("Nothing was reported yet."))
    return latest


def _judge(
    progress: Progress,
    outcome: Verdict.Outcome,
    *,
    actor: Actor,
    effective_on: date | None,
    reason: str = "",
) -> Verdict:
    return Verdict.objects.create(
        progress=progress,
        outcome=outcome,
        reason=reason,
        author=words_of(actor),
        given_on=effective_on or timezone.localdate(),
        is_simulated=actor.is_simulated,
    )


@transaction.atomic
def cancel_task(task: Task, *, actor: Actor, reason: str, effective_on: date | None = None) -> None:
    """The issuing side takes the task back; it counts neither as done nor as open."""
    held_fast(task)
    advance(
        TASK_FLOW,
        "cancel",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        reason=reason_of(reason),
    )
    let_lapse(task, actor=actor, effective_on=effective_on)
