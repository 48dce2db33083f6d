"""How the runs of jobs ended: the last one of each name, and every one that failed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How a run ended."""

    SUCCEEDED = "succeeded", _("succeeded")
    FAILED = "failed", _("failed")
    DIED = "died", _("broken off")


class Run(models.Model):
    """A run that has ended, however it did."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome)

    class Meta:
        abstract = True

    @property
    def seconds(self) -> float:
        return max(0.0, (self.ended_at - self.started_at).total_seconds())


class LastRun(Run):
    """The run of a job that ended last. No history: a job a minute would drown it."""

    # As short as the journal keeps the key of what an entry is about.
    name = models.CharField(max_length=40, primary_key=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="last_run_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.outcome}"


class Failure(Run):
    """One attempt that failed, with its reason. The last fifty of a name are kept."""

    name = models.CharField(max_length=40)
    # No foreign key: the row of the job is deleted when a later attempt succeeds.
    job_id = models.BigIntegerField()
    attempt = models.PositiveIntegerField()
    error = models.TextField(blank=True)
    """Kind and words of the error; empty where the worker died and could not tell."""
    trace = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["name", "-id"], name="job_failure_name"),
            models.Index(fields=["job_id", "-id"], name="job_failure_job"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=[Outcome.FAILED, Outcome.DIED]),
                name="job_failure_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.job_id}.{self.attempt}: {self.error}"
