"""More time: asked for by who leads, granted or refused by who issued; the old day is kept."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.tasks.checking import Precision, last_day
from haicap.domain.tasks.models import Extension, Task
from haicap.domain.tasks.rules import TASK_FLOW
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.workflow import IllegalMove, advance

from .wording import held_fast, reason_of, shown_day, words_of


@transaction.atomic
def ask_for_time(
    task: Task,
    *,
    actor: Actor,
    reason: str,
    due_on: date | None,
    due_precision: str = Precision.DAY,
    effective_on: date | None = None,
) -> Extension:
    """Ask who issued the task for a later deadline; one question is open at a time.

    Raises Invalid for a deadline that is not later than the one that holds.
    """
    reason, until = reason_of(reason), _later(task, due_on, due_precision)
    held_fast(task)
    old = task.due_on
    advance(
        TASK_FLOW,
        "ask",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        until=shown_day(until),
        reason=reason,
    )
    if old is None:
        raise IllegalMove(_("A task without a deadline needs no more time."))
    return Extension.objects.create(
        task=task,
        old_due_on=old,
        old_due_precision=task.due_precision,
        due_on=until,
        due_precision=due_precision,
        reason=reason,
        author=words_of(actor),
        asked_on=effective_on or timezone.localdate(),
        is_simulated=actor.is_simulated,
    )


@transaction.atomic
def extend_task(
    task: Task,
    *,
    actor: Actor,
    due_on: date | None = None,
    due_precision: str = "",
    answer: str = "",
    effective_on: date | None = None,
) -> Extension:
    """Grant the time that was asked for, or another day; the deadline moves at once."""
    held_fast(task)
    asked = _asked(task)
    if asked and (due_on or due_precision):
        asked.due_on = _later(task, due_on or asked.due_on, due_precision or Precision.DAY)
        asked.due_precision = due_precision or Precision.DAY
    advance(
        TASK_FLOW,
        "extend",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        changes={"due_on": asked.due_on, "due_precision": asked.due_precision} if asked else {},
        before_until=shown_day(task.due_on),
        until=shown_day(asked.due_on if asked else None),
    )
    return _decide(task, Extension.Outcome.GRANTED, answer.strip(), asked, actor, effective_on)


@transaction.atomic
def refuse_time(
    task: Task, *, actor: Actor, reason: str, effective_on: date | None = None
) -> Extension:
    """The deadline stays; the lead unit reads why."""
    reason = reason_of(reason)
    held_fast(task)
    advance(TASK_FLOW, "refuse", actor=actor, thing=task, effective_on=effective_on, reason=reason)
    return _decide(task, Extension.Outcome.REFUSED, reason, _asked(task), actor, effective_on)


@transaction.atomic
def withdraw_request(task: Task, *, actor: Actor, effective_on: date | None = None) -> Extension:
    """The unit that asked for more time does without it, while nobody has decided."""
    held_fast(task)
    asked = _asked(task)
    advance(
        TASK_FLOW,
        "withdraw",
        actor=actor,
        thing=task,
        effective_on=effective_on,
        until=shown_day(asked.due_on if asked else None),
    )
    return _decide(task, Extension.Outcome.WITHDRAWN, "", asked, actor, effective_on)


def _asked(task: Task) -> Extension | None:
    return task.extensions.filter(outcome=Extension.Outcome.ASKED).first()


def _decide(
    task: Task,
    outcome: Extension.Outcome,
    answer: str,
    asked: Extension | None,
    actor: Actor,
    effective_on: date | None,
) -> Extension:
    if asked is None:
        raise RuntimeError(f"task {task.pk}: the rule let a decision pass that nobody asked for")
    asked.outcome, asked.answer = outcome, answer
    asked.decided_by, asked.decided_on = words_of(actor), effective_on or timezone.localdate()
    asked.save()
    return asked


def let_lapse(task: Task, *, actor: Actor, effective_on: date | None) -> None:
    """The task came to its end: what was asked for meanwhile needs no answer any more."""
    if asked := _asked(task):
        _decide(task, Extension.Outcome.LAPSED, "", asked, actor, effective_on)


def _later(task: Task, due_on: date | None, due_precision: str) -> date:
    until = last_day(due_on, due_precision)
    if until is None:
        raise Invalid("due_on", _("Say until when."))
    if task.due_on and until <= task.due_on:
        sentence = _("The deadline is %(day)s already: ask for a later day.")
        raise Invalid("due_on", sentence % {"day": shown_day(task.due_on)}, until)
    return until
