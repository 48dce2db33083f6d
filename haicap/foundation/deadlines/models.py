"""Deadlines that are kept: the clock on one subject, its pauses and its extensions."""

from datetime import date, datetime, time
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.foundation.workflow import Stateful

from .deadline import Deadline, Postponement, compute
from .reckoning import Pause


class ClockQuerySet(models.QuerySet["Clock"]):
    def open(self) -> Self:
        """Those that still run or stand: a correction of law or calendar reaches them."""
        return self.exclude(state=Clock.State.ENDED)

    def of(self, record: models.Model) -> Self:
        return self.filter(subject_type=record._meta.label_lower, subject_id=str(record.pk))


class Clock(Stateful):
    """The statutory clock on one subject, by one statute; a subject may have several.

    Opaque keys, no foreign key to the subject: the foundation knows no room.
    """

    class State(models.TextChoices):
        STARTED = "started", _("Running")
        PAUSED = "paused", _("Standing")
        ENDED = "ended", _("Ended")

    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    """The statute by which it runs."""
    started_on = models.DateField()
    started_hour = models.TimeField(null=True)
    """On the clock of Việt Nam; None: only the day is known or matters."""
    restarted_on = models.DateField(null=True)
    restarted_hour = models.TimeField(null=True)
    due_on = models.DateField(null=True)
    """None while the clock stands."""
    printed_on = models.DateField(null=True)
    """When a slip with the due date was given out."""
    printed_due_on = models.DateField(null=True)
    """The due date on that slip: what was promised. Never changed, the database refuses."""
    ended_on = models.DateField(null=True)
    is_simulated = models.BooleanField(default=False, editable=False)
    state = models.CharField(max_length=20, choices=State, default=State.STARTED, editable=False)

    objects = ClockQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="clock_subject"),
            # The walk over what is open must not pass the many that have ended.
            models.Index(fields=["id"], condition=~models.Q(state="ended"), name="clock_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["started", "paused", "ended"]),
                name="clock_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="ended", ended_on__isnull=False)
                | ~models.Q(state="ended") & models.Q(ended_on=None),
                name="clock_ended_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(printed_on=None, printed_due_on=None)
                | models.Q(printed_on__isnull=False, printed_due_on__isnull=False),
                name="clock_slip_has_both_days",
            ),
            models.CheckConstraint(
                condition=models.Q(restarted_on__isnull=False) | models.Q(restarted_hour=None),
                name="clock_restart_hour_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "name"],
                condition=~models.Q(state="ended"),
                name="clock_once_open_on_a_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.subject_type} {self.subject_id}"

    @property
    def start(self) -> date | datetime:
        return moment_of(self.started_on, self.started_hour)

    @property
    def restarted(self) -> date | datetime | None:
        return self.restarted_on and moment_of(self.restarted_on, self.restarted_hour)

    @property
    def deadline(self) -> Deadline:
        """The deadline as law and calendar have it now, with its steps."""
        return compute(
            self.name,
            self.start,
            restarted=self.restarted,
            pauses=[pause.as_pause for pause in self.pauses.all()],
            postponements=[each.as_postponement for each in self.extensions.all()],
        )

    @property
    def was_promised_otherwise(self) -> bool:
        """The slip that was given out says another day than the one that holds now."""
        return self.printed_due_on is not None and self.printed_due_on != self.due_on


class ClockPause(models.Model):
    """The clock stood, or stands, for a reason."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    since = models.DateField()
    until = models.DateField(null=True)
    """The day it runs again; None: still stands."""
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="pause_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["clock"], condition=models.Q(until=None), name="pause_once_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} to {self.until or '…'}"

    @property
    def as_pause(self) -> Pause:
        return Pause(self.since, self.until)


class ClockExtension(models.Model):
    """The period was made longer: asked for on a day, to a date or by what the law gives."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="extensions")
    number = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["clock", "number"], name="extension_once_a_number")
        ]

    def __str__(self) -> str:
        return f"extension {self.number} of {self.clock_id}"

    @property
    def as_postponement(self) -> Postponement:
        return Postponement(self.asked_on, self.until, self.reason)


class LawSeen(models.Model):
    """The law and calendar by which open deadlines were last worked out; one row."""

    fingerprint = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "law seen"

    def __str__(self) -> str:
        return self.fingerprint


def moment_of(day: date, hour: time | None) -> date | datetime:
    return day if hour is None else datetime.combine(day, hour)
