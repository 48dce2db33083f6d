"""What the room does on schedule."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import house
from haicap.foundation.alerts.actions import tell
from haicap.foundation.jobs import every

from . import alerts
from .actions import pass_on_hands, spawn_periods, take_reminders
from .models import Rhythm, Task
from .queries import Due
from .reminding import ASSIGNED, DUE, REPORTED

KIND_OF = {ASSIGNED: alerts.NOT_RECEIVED, DUE: alerts.DUE, REPORTED: alerts.NOT_VERIFIED}


@every("20 17 * * *", name="tasks.spawn_periods", title=_("Make the tasks of periods that begin"))
def make_tasks_of_periods() -> None:
    """Shortly after midnight in Việt Nam. Safe to run twice."""
    actor, today = house("tasks.spawn_periods"), timezone.localdate()
    under_way = Rhythm.objects.filter(task__in=Task.objects.open())
    under_way = under_way.exclude(task__state=Task.State.SUSPENDED).select_related("task__lead")
    for rhythm in under_way.order_by("pk").iterator():
        spawn_periods(rhythm, today, actor=actor)


@every("*/30 * * * *", name="tasks.remind", title=_("Remind of tasks, as the ladder has it"))
def remind() -> None:
    """Tell whom the ladder names of the steps that have come. Safe to run twice.

    Of the first step, that a task was assigned, its unit is told at once and not here.
    """
    today = timezone.localdate()
    with transaction.atomic():
        due = take_reminders(today)
        tasks = Task.objects.select_related("lead").in_bulk({each.task_id for each in due})
        for each in due:
            if each.step.base != ASSIGNED or each.step.days > 0:
                _tell(each, tasks[each.task_id])


def _tell(due: Due, task: Task) -> None:
    step = due.step
    tell(
        KIND_OF[step.base],
        due.to,
        fact=f"{task.pk} {step.code} {due.fell_on.isoformat()}",
        subject=task.pk,
        details={
            "step": {"vi": step.label.vi, "en": step.label.en},
            "lead": str(task.lead),
            "due_on": task.due_on.isoformat() if task.due_on else "",
        },
        is_simulated=task.is_simulated,
    )


@every("5 17 * * *", name="tasks.pass_on_hands", title=_("Pass on the tasks of people who left"))
def pass_on_what_was_left() -> None:
    """Shortly after midnight in Việt Nam, when an appointment has ended. Safe to run twice."""
    pass_on_hands(timezone.localdate(), actor=house("tasks.pass_on_hands"))
