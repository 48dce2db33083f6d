"""A working session: who meets whom, when, where and about what."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from haicap.domain.indicators.models import Report
from haicap.domain.organisations.models import Circle, Unit
from haicap.domain.organisations.queries import Standing, in_circles_seen, standing_of
from haicap.foundation.access import Actor
from haicap.foundation.search.lookups import word_index
from haicap.foundation.sources.models import Marked
from haicap.foundation.ui.addresses import address_of_number
from haicap.foundation.workflow import Stateful

# Sessions whose day is not known stand before all others in a list, newest first.
DAY_NOT_KNOWN = date(9999, 12, 31)


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, actor: Actor) -> Self:
        """The convening side, the communes, the group that follows them, invited and present."""
        if actor.is_house:
            return self
        return self.filter(in_circles_seen(actor))

    def awaiting(self, actor: Actor) -> Self:
        """Planned or held, and it is up to a unit the actor acts in, or serves, to go on."""
        return self.waiting_for(standing_of(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """The same of a standing, be it an actor's or a unit's."""
        return self.filter(
            state__in=[Session.State.PLANNED, Session.State.HELD],
            convened_by__in=standing.sides,
        )

    def took_place(self) -> Self:
        return self.filter(state__in=[Session.State.HELD, Session.State.CONCLUDED])


class Session(Stateful, Marked):
    """A working session of a leader's delegation with one or more communes."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CONCLUDED = "concluded", _("Concluded")
        CANCELLED = "cancelled", _("Cancelled")

    class PartOfDay(models.TextChoices):
        MORNING = "morning", _("morning")
        AFTERNOON = "afternoon", _("afternoon")
        WHOLE_DAY = "whole_day", _("whole day")

    title = models.CharField(max_length=300)
    held_on = models.DateField(null=True)
    """The day it is planned for, then the day it was held; null: not known, or not stated."""
    listed_on = models.GeneratedField(
        expression=Coalesce("held_on", models.Value(DAY_NOT_KNOWN)),
        output_field=models.DateField(),
        db_persist=True,
    )
    """Where it stands in lists: paging needs a value that is never null."""
    part_of_day = models.CharField(max_length=10, choices=PartOfDay, blank=True)
    begins_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    """From when to when on that day; null: not fixed, or not stated."""
    place = models.CharField(max_length=300, blank=True)
    convened_by = models.ForeignKey(Unit, models.PROTECT, related_name="convened_sessions")
    group = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="group_sessions")
    """The working group whose members take part, where there is one."""
    communes = models.ManyToManyField(Unit, related_name="sessions")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="sessions", editable=False)
    """Whom it concerns: convening side, group, communes, who is invited or was there. Kept by the
    database."""
    reports = models.ManyToManyField(Report, related_name="sessions", blank=True)
    """Reports given at the session."""
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "held", "concluded", "cancelled"]),
                name="session_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(part_of_day__in=["", "morning", "afternoon", "whole_day"]),
                name="session_part_of_day_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(begins_at=None)
                | models.Q(ends_at=None)
                | models.Q(ends_at__gt=models.F("begins_at")),
                name="session_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["-listed_on", "-id"], name="session_by_day"),
            models.Index(fields=["circle", "-id"], name="session_of_circle"),
            word_index("title", "session_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_number("portal:session", self.pk)
