"""What the lead unit reported on a task, what it showed, and what was found of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.foundation.files.models import StoredFile
from haicap.foundation.sources.models import Marked

from .task import Task


class Fault(models.TextChoices):
    """What was wrong with a report, beside what it says."""

    LATE = "late", _("reported late")
    RETURNED = "returned", _("returned: does not count as done")
    CONTRADICTED = "contradicted", _("contradicted: a later report says less")


class Progress(Marked):
    """What the lead unit says it did, with how much of the whole that is."""

    faults: tuple[Fault, ...] = ()
    """Set by `queries.reports_of`: it takes the later reports to know them."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="progress")
    author = models.CharField(max_length=300)
    """The position that reported, in words."""
    author_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    drafted_by = models.CharField(max_length=300, blank=True)
    """Who wrote it for the one that signed; empty: who reported wrote it."""
    text = models.TextField()
    percent = models.PositiveSmallIntegerField()
    claims_done = models.BooleanField(default=False)
    """Says the work is done and asks for verification."""
    reported_on = models.DateField()
    fact_on = models.DateField()
    """The day of which it speaks: when it was so, whenever it was reported."""
    was_late = models.BooleanField(default=False)
    """Reported longer after that day than the statute of the day allowed."""
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="progress_is_at_most_100"
            ),
            models.CheckConstraint(
                condition=models.Q(claims_done=False) | models.Q(percent=100),
                name="done_means_100_percent",
            ),
            models.CheckConstraint(
                condition=models.Q(fact_on__lte=models.F("reported_on")),
                name="progress_speaks_of_no_day_to_come",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %: {self.text[:60]}"


class Evidence(models.Model):
    """A file that shows what a progress report says."""

    progress = models.ForeignKey(Progress, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.name


class Verdict(Marked):
    """What the verifying unit found: verified, or returned with a reason."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", _("verified")
        RETURNED = "returned", _("returned")

    progress = models.OneToOneField(Progress, models.PROTECT, related_name="verdict")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    author = models.CharField(max_length=300)
    given_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["verified", "returned"]),
                name="verdict_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="returned") | ~models.Q(reason=""),
                name="a_return_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome
