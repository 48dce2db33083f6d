"""What a coordinating unit is asked for, and how far its own part of the work has come."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.queries import Standing, circles_seen, standing_of
from haicap.foundation.access import Actor
from haicap.foundation.sources.models import Marked
from haicap.foundation.workflow import Stateful

from .task import Task


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the task sees who takes part in it."""
        return self if actor.is_house else self.filter(task__circle__in=circles_seen(actor))

    def awaiting(self, actor: Actor) -> Self:
        """What units of the actor still owe to tasks that are under way."""
        return self.waiting_for(standing_of(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """The same of a standing, be it an actor's or a unit's."""
        under_way = Task.WITH_LEAD | {Task.State.REPORTED}
        owing = self.exclude(state=Contribution.State.DONE).filter(task__state__in=under_way)
        kinds = PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.OFFICER
        return owing.filter(unit__in=standing.units_of(*kinds))


class Contribution(Stateful, Marked):
    """The part that one coordinating unit has in a task; the lead stays with the lead unit."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        WORKING = "working", _("Working on it")
        DONE = "done", _("Part done")

    task = models.ForeignKey(Task, models.CASCADE, related_name="contributions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="contributions")
    asked = models.TextField(blank=True)
    """What is asked of it; empty: not stated."""
    text = models.TextField(blank=True)
    """What it said last that it did."""
    percent = models.PositiveSmallIntegerField(null=True)
    author = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.ASKED, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        db_table = "tasks_task_coordinating"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "working", "done"]),
                name="contribution_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(percent=None) | models.Q(percent__lte=100),
                name="contribution_is_at_most_100",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(percent=100),
                name="a_contribution_is_done_at_100",
            ),
            models.UniqueConstraint(fields=["task", "unit"], name="one_contribution_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.asked[:60]}"

    @property
    def state_tone(self) -> str:
        return "done" if self.state == Contribution.State.DONE else ""
