"""What the room does on schedule."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import house
from haicap.foundation.jobs import every

from .actions import spawn_periods
from .models import Rhythm, Task


@every("20 17 * * *", name="tasks.spawn_periods", title=_("Make the tasks of periods that begin"))
def make_tasks_of_periods() -> None:
    """Shortly after midnight in Việt Nam. Safe to run twice."""
    actor, today = house("tasks.spawn_periods"), timezone.localdate()
    under_way = Rhythm.objects.filter(task__in=Task.objects.open())
    under_way = under_way.exclude(task__state=Task.State.SUSPENDED).select_related("task__lead")
    for rhythm in under_way.order_by("pk").iterator():
        spawn_periods(rhythm, today, actor=actor)
