"""A piece of work: who leads it, what it is to bring, until when, and how far it has come."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Circle, Unit
from haicap.domain.organisations.queries import circles_seen, standing_of
from haicap.foundation.access import Actor
from haicap.foundation.files.models import StoredFile
from haicap.foundation.search.lookups import word_index
from haicap.foundation.sources.models import Marked
from haicap.foundation.sources.queries import citations_of
from haicap.foundation.workflow import Stateful

# A task without a deadline stands behind all others in a list by deadline.
NEVER = date(9999, 12, 31)


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, actor: Actor) -> Self:
        """Lead, coordinating, issuing and verifying units, and the issuer's office."""
        if actor.is_house:
            return self
        return self.filter(circle__in=circles_seen(actor))

    def awaiting(self, actor: Actor) -> Self:
        """Those on which the next step is up to a unit the actor acts in."""
        units = standing_of(actor).units
        return self.filter(
            models.Q(state__in=Task.WITH_LEAD, lead__in=units)
            | models.Q(state=Task.State.REPORTED, verifier__in=units)
        )

    def open(self) -> Self:
        return self.exclude(state__in=Task.DONE | Task.DROPPED)

    def done(self) -> Self:
        return self.filter(state__in=Task.DONE)

    def overdue(self, on: date) -> Self:
        """Still open after the day it was due; a task without a deadline is never overdue."""
        return self.open().filter(due_on__lt=on)


class Task(Stateful, Marked):
    """A piece of work with exactly one lead unit."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("Assigned")
        IN_PROGRESS = "in_progress", _("In progress")
        REPORTED = "reported", _("Reported as done")
        RETURNED = "returned", _("Returned")
        VERIFIED = "verified", _("Verified")
        CANCELLED = "cancelled", _("Cancelled")

    DONE = frozenset({State.VERIFIED})
    DROPPED = frozenset({State.CANCELLED})
    WITH_LEAD = frozenset({State.ASSIGNED, State.IN_PROGRESS, State.RETURNED})

    class DuePrecision(models.TextChoices):
        """How exactly the deadline was given; `due_on` is then the last day of it."""

        DAY = "day", _("day")
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")
        YEAR = "year", _("year")
        REGULAR = "regular", _("regularly")
        UNSTATED = "unstated", _("not stated")

    text = models.TextField()
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="led_tasks")
    coordinating = models.ManyToManyField(Unit, related_name="coordinated_tasks", blank=True)
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="issued_tasks")
    verifier = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="tasks_to_verify")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="tasks", editable=False)
    """Whom it concerns: lead, verifier, issuer, coordinating units. Kept by the database."""
    product = models.CharField(max_length=500, blank=True)
    """What is to be there at the end; empty: not stated."""
    assigned_on = models.DateField()
    due_on = models.DateField(null=True)
    listed_due_on = models.GeneratedField(
        expression=Coalesce("due_on", models.Value(NEVER)),
        output_field=models.DateField(),
        db_persist=True,
    )
    """Where it stands in lists by deadline: one without any comes last."""
    due_precision = models.CharField(
        max_length=10, choices=DuePrecision, default=DuePrecision.UNSTATED
    )
    percent = models.PositiveSmallIntegerField(null=True)
    """Progress as last reported; null: nothing reported yet."""
    done_on = models.DateField(null=True, editable=False)
    """The day on which the report that was then verified came in: early or late is told by it."""
    state = models.CharField(max_length=20, choices=State, default=State.ASSIGNED, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "assigned",
                        "in_progress",
                        "reported",
                        "returned",
                        "verified",
                        "cancelled",
                    ]
                ),
                name="task_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    due_precision__in=["day", "month", "quarter", "year"], due_on__isnull=False
                )
                | models.Q(due_precision__in=["regular", "unstated"], due_on=None),
                name="task_due_day_goes_with_its_precision",
            ),
            models.CheckConstraint(
                condition=models.Q(percent=None) | models.Q(percent__lte=100),
                name="task_percent_is_at_most_100",
            ),
            models.CheckConstraint(
                condition=models.Q(state="verified", done_on__isnull=False)
                | (~models.Q(state="verified") & models.Q(done_on=None)),
                name="task_has_a_day_of_doing_when_verified",
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "state", "-id"], name="task_of_lead"),
            models.Index(fields=["verifier", "state", "-id"], name="task_of_verifier"),
            models.Index(fields=["issuer", "-id"], name="task_of_issuer"),
            models.Index(fields=["circle", "-id"], name="task_of_circle"),
            models.Index(
                fields=["due_on"],
                name="task_open_by_due",
                condition=~models.Q(state__in=["verified", "cancelled"]),
            ),
            models.Index(fields=["listed_due_on", "-id"], name="task_by_due"),
            word_index("text", "task_words"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("portal:task", args=[self.pk])

    @property
    def is_overdue(self) -> bool:
        closed = self.state in Task.DONE | Task.DROPPED
        return not closed and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def state_tone(self) -> str:
        """The tone of its pill: red for overdue and nothing else."""
        if self.is_overdue:
            return "late"
        return "done" if self.state in Task.DONE else ""

    @property
    def simulated_fields(self) -> list[str]:
        """What an example made up of a real task: who verifies it, for instance."""
        return citations_of(self).simulated_fields

    @property
    def latest_progress(self) -> "Progress | None":
        return self.progress.order_by("-id").first()

    @property
    def has_evidence(self) -> bool:
        """Something was shown since the last return: what was sent back does not count again."""
        returned = Verdict.objects.filter(progress__task=self, outcome=Verdict.Outcome.RETURNED)
        after = returned.aggregate(last=models.Max("progress_id"))["last"] or 0
        return Evidence.objects.filter(progress__task=self, progress_id__gt=after).exists()


class Progress(Marked):
    """What the lead unit says it did, with how much of the whole that is."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="progress")
    author = models.CharField(max_length=300)
    """The position that reported, in words."""
    author_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField()
    percent = models.PositiveSmallIntegerField()
    claims_done = models.BooleanField(default=False)
    """Says the work is done and asks for verification."""
    reported_on = models.DateField()
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
