"""What people were reminded of: each step of the ladder of a task once."""

from django.db import models

from .task import Task


class Reminder(models.Model):
    """A step of the ladder on which a task stood, and of which those concerned were told."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=40)
    """Its code in the statute."""
    fell_on = models.DateField()
    """The day of the step: another one when the deadline moved, or when the step comes again."""
    told_on = models.DateField()
    told = models.PositiveSmallIntegerField()
    """How many people."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "step", "fell_on"], name="a_step_is_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.fell_on:%d/%m/%Y}"
