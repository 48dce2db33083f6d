"""What a task counts as, wherever somebody sees it: open with its due day, or done."""

from collections.abc import Iterator

from haicap.domain.organisations.queries import sight_lines
from haicap.foundation.ledger.posting import Line
from haicap.foundation.ledger.settling import counted

from .models import NEVER, Task, TaskQuerySet

SEEN = "task.seen"
LEAD = "task.lead"
"""The role by which lists of tasks are narrowed."""
OPEN, RESTING = "open", "resting"
DONE_ON_TIME, DONE_LATE = "done_on_time", "done_late"


@counted(Task, SEEN)
def seen(tasks: TaskQuerySet) -> Iterator[tuple[int, Line]]:
    """Each task under the day it is due, so that what is overdue is what lies before a day.

    A cancelled one counts nowhere: it is not work any more.
    """
    counting = tasks.exclude(state__in=Task.DROPPED).select_related("circle")
    for task in counting.prefetch_related("circle__concerns").order_by("pk").iterator(2000):
        lines = sight_lines(
            SEEN,
            task.due_on or NEVER,
            circle=task.circle_id,
            concerns=[(each.unit_id, each.sight) for each in task.circle.concerns.all()],
            narrowed_to=task.lead_id,
            cell=cell_of(task),
        )
        for line in lines:
            yield task.pk, line


def cell_of(task: Task) -> str:
    """Whether an open one is overdue is not told here: that changes with the day."""
    if task.state == Task.State.SUSPENDED:
        return RESTING
    if task.state not in Task.DONE:
        return OPEN
    is_late = task.due_on and task.done_on and task.done_on > task.due_on
    return DONE_LATE if is_late else DONE_ON_TIME
