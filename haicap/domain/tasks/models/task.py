"""The task itself, and who sees it."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Appointment, Circle, Unit
from haicap.domain.organisations.queries import Standing, in_circles_seen, standing_of
from haicap.foundation.access import Actor
from haicap.foundation.search.lookups import word_index
from haicap.foundation.sources.models import Marked
from haicap.foundation.sources.queries import citations_of
from haicap.foundation.statutes import statute
from haicap.foundation.statutes.ladders import Step
from haicap.foundation.ui.addresses import address_of_number
from haicap.foundation.workflow import Stateful

if TYPE_CHECKING:
    from .reports import Progress

# A task without a deadline stands behind all others in a list by deadline.
NEVER = date(9999, 12, 31)


def resting(on: date) -> frozenset[str]:
    """States in which a task is open and yet never overdue, as the province has it that day."""
    effects = statute("task.suspension", on=on).codes.labels
    return frozenset({Task.State.SUSPENDED}) if "NOT_OVERDUE" in effects else frozenset()


def _to_do(standing: Standing) -> models.Q:
    return models.Q(state__in=sorted(Task.WITH_LEAD), lead__in=standing.units)


def _to_verify(standing: Standing) -> models.Q:
    return models.Q(state=Task.State.REPORTED, verifier__in=standing.units)


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, actor: Actor) -> Self:
        """Lead, coordinating, issuing and verifying units, and the issuer's office.

        Besides, who led it before it was handed over, and who leads the task it is a part of.
        """
        if actor.is_house:
            return self
        return self.filter(in_circles_seen(actor))

    def awaiting(self, actor: Actor) -> Self:
        """Those on which the next step is up to a unit the actor acts in."""
        return self.waiting_for(standing_of(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """The same of a standing, be it an actor's or a unit's."""
        return self.filter(_to_do(standing) | _to_verify(standing))

    def to_do_for(self, standing: Standing) -> Self:
        """Of these, those that wait to be done, the first due first."""
        return self.filter(_to_do(standing)).order_by("listed_due_on", "-id")

    def to_verify_for(self, standing: Standing) -> Self:
        """Of these, those that wait to be verified, the first due first."""
        return self.filter(_to_verify(standing)).order_by("listed_due_on", "-id")

    def open(self) -> Self:
        return self.exclude(state__in=Task.DONE | Task.DROPPED)

    def done(self) -> Self:
        return self.filter(state__in=Task.DONE)

    def overdue(self, on: date) -> Self:
        """Still open after the day it was due; a task without a deadline is never overdue."""
        return self.open().filter(due_on__lt=on).exclude(state__in=resting(on))


class Task(Stateful, Marked):
    """A piece of work with exactly one lead unit."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("Assigned")
        ACKNOWLEDGED = "acknowledged", _("Received")
        IN_PROGRESS = "in_progress", _("In progress")
        REPORTED = "reported", _("Reported as done")
        RETURNED = "returned", _("Returned")
        SUSPENDED = "suspended", _("Suspended")
        VERIFIED = "verified", _("Verified")
        CANCELLED = "cancelled", _("Cancelled")

    DONE = frozenset({State.VERIFIED})
    DROPPED = frozenset({State.CANCELLED})
    WITH_LEAD = frozenset({State.ASSIGNED, State.ACKNOWLEDGED, State.IN_PROGRESS, State.RETURNED})

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
    handler = models.ForeignKey(
        Appointment, models.PROTECT, null=True, related_name="tasks_in_hand", editable=False
    )
    """Who of the lead unit does the work: the position as this person holds it."""
    coordinating = models.ManyToManyField(
        Unit, through="Contribution", related_name="coordinated_tasks", blank=True
    )
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="issued_tasks")
    verifier = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="tasks_to_verify")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="tasks", editable=False)
    """Whom it concerns: lead, verifier, issuer, coordinating units, who led it before and who
    leads what it is a part of. Kept by the database."""
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    """The task that it is a part of; null: it is whole."""
    period_first = models.DateField(null=True)
    period_last = models.DateField(null=True)
    """Of a regular task, the part that is this period's; null: it is not one of a rhythm."""
    product = models.CharField(max_length=500, blank=True)
    """What is to be there at the end; empty: not stated."""
    assigned_on = models.DateField()
    received_on = models.DateField(null=True, editable=False)
    """The day on which the unit that leads it said that it has it; null: it did not say so."""
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
                        "acknowledged",
                        "in_progress",
                        "reported",
                        "returned",
                        "suspended",
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
            models.CheckConstraint(
                condition=models.Q(period_first=None, period_last=None)
                | models.Q(parent__isnull=False, period_first__lte=models.F("period_last")),
                name="task_of_a_period_is_a_part",
            ),
            models.UniqueConstraint(
                fields=["parent", "period_last"],
                condition=models.Q(period_last__isnull=False),
                name="one_task_a_period",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="task_is_no_part_of_itself",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="acknowledged") | models.Q(received_on__isnull=False),
                name="task_has_a_day_of_receipt_when_acknowledged",
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
            models.Index(
                fields=["lead", "listed_due_on", "-id"],
                name="task_to_do",
                condition=models.Q(
                    state__in=["acknowledged", "assigned", "in_progress", "returned"]
                ),
            ),
            models.Index(
                fields=["verifier", "listed_due_on", "-id"],
                name="task_to_verify",
                condition=models.Q(state="reported"),
            ),
            word_index("text", "task_words"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return address_of_number("portal:task", self.pk)

    @property
    def is_overdue(self) -> bool:
        today = timezone.localdate()
        stands = self.state in Task.DONE | Task.DROPPED | resting(today)
        return not stands and self.due_on is not None and self.due_on < today

    @property
    def nearness(self) -> Step | None:
        """How near the deadline is, where the province wants it to be seen: words and a tone."""
        today = timezone.localdate()
        if self.due_on is None or self.state in Task.DONE | Task.DROPPED | resting(today):
            return None
        return statute("task.nearness", on=today).ladder.step_on("DUE", self.due_on, today)

    @property
    def nearness_code(self) -> str | None:
        near = self.nearness
        return near.code if near else None

    @property
    def state_tone(self) -> str:
        """The tone of its pill: red for overdue and nothing else."""
        if self.state in Task.DONE:
            return "done"
        near = self.nearness
        return near.tone if near else ""

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
        returned = self.progress.filter(verdict__outcome="returned")
        after = returned.aggregate(last=models.Max("pk"))["last"] or 0
        return self.progress.filter(pk__gt=after, evidence__isnull=False).exists()
