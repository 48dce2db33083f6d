"""What changes a task on its way: more time, a pause, another unit that leads it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.queries import Standing, circles_seen
from haicap.foundation.access import Actor
from haicap.foundation.sources.models import Marked

from .task import Task


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the task sees what was asked for."""
        return self if actor.is_house else self.filter(task__circle__in=circles_seen(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """What the issuing side, or the office that keeps its papers, has to decide on."""
        kinds = PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.CLERK
        sides = standing.units_of(*kinds)
        asked = self.filter(outcome=Extension.Outcome.ASKED)
        return asked.filter(
            models.Q(task__issuer__in=sides) | models.Q(task__issuer__office__in=sides),
            task__state__in=Task.WITH_LEAD | {Task.State.REPORTED},
        )


class Extension(Marked):
    """More time: asked by the lead unit with a reason, granted or refused by who issued."""

    class Outcome(models.TextChoices):
        ASKED = "asked", _("asked")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn by who asked")
        LAPSED = "lapsed", _("overtaken: the task came to its end first")

    task = models.ForeignKey(Task, models.PROTECT, related_name="extensions")
    old_due_on = models.DateField()
    old_due_precision = models.CharField(max_length=10, choices=Task.DuePrecision)
    """The deadline as it stood when more time was asked for."""
    due_on = models.DateField()
    due_precision = models.CharField(max_length=10, choices=Task.DuePrecision)
    """The deadline that is asked for; where it was granted, the one that was given."""
    reason = models.TextField()
    author = models.CharField(max_length=300)
    asked_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.ASKED)
    answer = models.TextField(blank=True)
    """Why it was refused, or granted otherwise than asked."""
    decided_by = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    outcome__in=["asked", "granted", "refused", "withdrawn", "lapsed"]
                ),
                name="extension_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="an_extension_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gt=models.F("old_due_on")),
                name="an_extension_gives_more_time",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="asked", decided_on=None)
                | (~models.Q(outcome="asked") & models.Q(decided_on__isnull=False)),
                name="extension_has_a_day_when_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="refused") | ~models.Q(answer=""),
                name="a_refused_extension_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["task"],
                condition=models.Q(outcome="asked"),
                name="one_open_extension_a_task",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_due_on} → {self.due_on}"


class Suspension(Marked):
    """The work stands still from one day, with a reason, until it is taken up again."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="suspensions")
    since = models.DateField()
    until = models.DateField(null=True)
    """The day on which it was taken up again; null: it still stands."""
    reason = models.TextField()
    author = models.CharField(max_length=300)
    old_due_on = models.DateField(null=True)
    """The deadline before the days that were lost moved it; null: none, or it did not move."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="suspension_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="suspension_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(until=None), name="one_suspension_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until or '…'}"


class Handover(Marked):
    """Another unit leads from here on: why, and by which act it is the competent one."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="handovers")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks_handed_over")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.TextField()
    act = models.CharField(max_length=300)
    """The document, and the place in it, that makes the new unit competent."""
    author = models.CharField(max_length=300)
    handed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(act=""),
                name="handover_has_reason_and_act",
            ),
            models.CheckConstraint(
                condition=~models.Q(from_unit=models.F("to_unit")),
                name="handover_is_to_another_unit",
            ),
        ]
        indexes = [models.Index(fields=["from_unit", "task"], name="handover_from")]

    def __str__(self) -> str:
        return f"{self.from_unit} → {self.to_unit}"
