"""Regular tasks: how often they come round, and the task of each period."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.tasks.models import Contribution, Rhythm, Task
from haicap.domain.tasks.periods import DAYS_OF_A_WEEK, Period, periods_until
from haicap.domain.tasks.rules import TASK_FLOW
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.journal.writing import record
from haicap.foundation.ledger.settling import settle
from haicap.foundation.workflow import advance

from .wording import held_fast, shown_day

LONGEST_MONTH = 31


@transaction.atomic
def repeat_task(
    task: Task,
    *,
    actor: Actor,
    every: str,
    day: int | None = None,
    effective_on: date | None = None,
) -> Rhythm:
    """Say how often a regular task comes round; the task of the period that runs is made at once.

    A rhythm that is changed holds from the period that runs today. Raises Invalid.
    """
    _check_rhythm(every, day)
    held_fast(task)
    label = str(Rhythm.Every(every).label)
    advance(TASK_FLOW, "repeat", actor=actor, thing=task, effective_on=effective_on, every=label)
    today = effective_on or timezone.localdate()
    rhythm, _made = Rhythm.objects.update_or_create(
        task=task,
        defaults={
            "every": every,
            "day": day,
            "from_on": today,
            "is_simulated": actor.is_simulated,
        },
    )
    spawn_periods(rhythm, today, actor=actor)
    return rhythm


def _check_rhythm(every: str, day: int | None) -> None:
    if every not in Rhythm.Every.values:
        raise Invalid("every", _("This rhythm is not known."), every)
    if every == Rhythm.Every.WEEK:
        if day is None or not 1 <= day <= DAYS_OF_A_WEEK:
            raise Invalid("day", _("Give the day of the week, 1 (Monday) to 7."), day or "")
    elif day is not None and not 1 <= day <= LONGEST_MONTH:
        raise Invalid("day", _("Give a day of the month, 1 to 31."), day)


@transaction.atomic
def spawn_periods(rhythm: Rhythm, today: date, *, actor: Actor) -> list[Task]:
    """Make the task of every period that has begun and has none yet. Safe to run twice."""
    task = rhythm.task
    held_fast(task)
    there = set(task.parts.exclude(period_last=None).values_list("period_last", flat=True))
    periods = periods_until(rhythm.every, rhythm.day, rhythm.from_on, today)
    return [_made(task, each, today, actor) for each in periods if each.last not in there]


def _made(task: Task, period: Period, today: date, actor: Actor) -> Task:
    part = Task.objects.create(
        text=task.text,
        lead=task.lead,
        issuer=task.issuer,
        verifier=task.verifier,
        handler=task.handler,
        parent=task,
        product=task.product,
        period_first=period.first,
        period_last=period.last,
        # A period whose product is due already was begun when it was due.
        assigned_on=min(today, period.due_on),
        due_on=period.due_on,
        due_precision=Task.DuePrecision.DAY,
        is_simulated=task.is_simulated or actor.is_simulated,
    )
    for each in task.contributions.all():
        Contribution.objects.create(
            task=part, unit=each.unit, asked=each.asked, is_simulated=part.is_simulated
        )
    settle(part)
    record(
        actor=actor,
        event="task.come_round",
        subject=part,
        after=part.state,
        lead=str(part.lead),
        first=shown_day(period.first),
        last=shown_day(period.last),
    )
    return part
