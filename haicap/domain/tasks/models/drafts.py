"""Inside a unit: an officer drafts a report, and who holds signing power submits it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import PositionKind, Unit
from haicap.domain.organisations.queries import Standing, standing_of
from haicap.foundation.access import Actor
from haicap.foundation.files.models import StoredFile
from haicap.foundation.sources.models import Marked
from haicap.foundation.workflow import Stateful

from .reports import Progress
from .task import Task


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, actor: Actor) -> Self:
        """The unit whose report it will be, and nobody else: it has not said anything yet."""
        if actor.is_house:
            return self
        return self.filter(unit__in=standing_of(actor).units)

    def waiting_for(self, standing: Standing) -> Self:
        """Those that were put before who signs, as long as the unit leads the task."""
        submitted = self.filter(state=Draft.State.SUBMITTED, task__state__in=Task.WITH_LEAD)
        signing = standing.units_of(PositionKind.HEAD, PositionKind.DEPUTY)
        return submitted.filter(unit__in=signing, task__lead=models.F("unit"))

    def open(self) -> Self:
        return self.exclude(state=Draft.State.APPROVED)


class Draft(Stateful, Marked):
    """A report before it is one: drafted, submitted to who signs, approved or sent back."""

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Being drafted")
        SUBMITTED = "submitted", _("Submitted for signing")
        SENT_BACK = "sent_back", _("Sent back")
        APPROVED = "approved", _("Approved")

    task = models.ForeignKey(Task, models.PROTECT, related_name="drafts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """Whose report it will be: the unit that leads when it is drafted."""
    author = models.CharField(max_length=300)
    author_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField()
    percent = models.PositiveSmallIntegerField()
    claims_done = models.BooleanField(default=False)
    fact_on = models.DateField(null=True)
    """The day of which it speaks; null: that on which it will be signed."""
    words = models.TextField(blank=True)
    """Why it was sent back, the last time."""
    report = models.OneToOneField(Progress, models.PROTECT, null=True, related_name="draft")
    """What it became when it was approved."""
    drafted_on = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTED, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["drafted", "submitted", "sent_back", "approved"]),
                name="draft_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="draft_is_at_most_100"
            ),
            models.CheckConstraint(
                condition=models.Q(claims_done=False) | models.Q(percent=100),
                name="draft_of_what_is_done_means_100_percent",
            ),
            models.CheckConstraint(
                condition=models.Q(state="approved", report__isnull=False)
                | (~models.Q(state="approved") & models.Q(report=None)),
                name="draft_is_a_report_when_approved",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent_back") | ~models.Q(words=""),
                name="a_draft_is_sent_back_with_words",
            ),
            models.UniqueConstraint(
                fields=["task", "unit"],
                condition=~models.Q(state="approved"),
                name="one_open_draft_a_task",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:draft", args=[self.pk])


class DraftFile(models.Model):
    """A file that will be shown with the report."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name
