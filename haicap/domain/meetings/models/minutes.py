"""What is written down of a session: who was there, what was taken up and what was seen."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor
from haicap.foundation.files.models import StoredFile
from haicap.foundation.sources.models import Marked

from .session import Session


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(begins_at=None)
        | models.Q(ends_at=None)
        | models.Q(ends_at__gt=models.F("begins_at")),
        name=name,
    )


class Participant(Marked):
    """Somebody who took part: a unit, a named person, or both, in a role."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        DELEGATION = "delegation", _("member of the delegation")
        COMMUNE = "commune", _("for the communes")
        SPEAKER = "speaker", _("speaker")

    class Attendance(models.TextChoices):
        PRESENT = "present", _("present")
        WITH_LEAVE = "with_leave", _("absent with leave")
        WITHOUT_LEAVE = "without_leave", _("absent without leave")
        STOOD_IN = "stood_in", _("somebody stood in")

    session = models.ForeignKey(Session, models.PROTECT, related_name="participants")
    role = models.CharField(max_length=12, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=300, blank=True)
    """The position in words; empty: not stated, or not clear."""
    stated_title = models.CharField(max_length=200, blank=True)
    """A title kept in the source's own words where its meaning is not clear."""
    other_positions = models.CharField(max_length=300, blank=True)
    attendance = models.CharField(max_length=14, choices=Attendance, blank=True)
    """Empty: not noted; who is named by a report of the session only was there."""
    stood_in_by = models.CharField(max_length=300, blank=True)
    """Who came in their place, by name or position."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    attendance__in=["", "present", "with_leave", "without_leave", "stood_in"]
                ),
                name="participant_attendance_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(attendance="stood_in") ^ models.Q(stood_in_by=""),
                name="who_stood_in_is_named",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["chair", "delegation", "commune", "speaker"]),
                name="participant_role_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(person_name="", position="", unit=None),
                name="participant_is_someone",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(role="chair"),
                name="one_chair_a_session",
            ),
        ]

    def __str__(self) -> str:
        return self.person_name or self.position or str(self.unit)


class SiteVisit(Marked):
    """A place the delegation saw."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="visits")
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="site_visits")
    place = models.CharField(max_length=300)
    begins_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    """When they are there, on the day of the session; null: not fixed, or not stated."""
    visitors = models.CharField(max_length=300, blank=True)
    """Who goes, where it is not the whole delegation."""
    findings = models.TextField(blank=True)
    """What was found; empty: not stated."""

    class Meta:
        constraints = [_ends_after_it_begins("visit_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.place


class SitePhotoQuerySet(models.QuerySet["SitePhoto"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who sees the session sees what it saw."""
        return self.filter(visit__session__in=Session.objects.visible_to(actor))


class SitePhoto(Marked):
    """A picture of what was seen, told in words for who does not see it."""

    visit = models.ForeignKey(SiteVisit, models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    description = models.CharField(max_length=300)
    """What the picture shows."""
    taken_by = models.CharField(max_length=300)
    """The position that added it, in words."""

    objects = SitePhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "file"], name="one_photo_a_file"),
            models.CheckConstraint(
                condition=~models.Q(description=""), name="photo_is_told_in_words"
            ),
        ]

    def __str__(self) -> str:
        return self.description

    def get_absolute_url(self) -> str:
        return reverse("meetings:photo", args=[self.visit.session_id, self.pk])


class AgendaItem(Marked):
    """A subject that the session took up, in order."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    begins_at = models.TimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    """How long it is to take."""
    speaker = models.CharField(max_length=300, blank=True)
    """Who speaks to it, by position or name."""
    commune = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """The commune it is about, where it is about one."""

    class Meta:
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_agenda_item_a_number"),
            models.CheckConstraint(
                condition=models.Q(minutes=None) | models.Q(minutes__gt=0),
                name="agenda_item_takes_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def ends_at(self) -> time | None:
        """When it is over, if it keeps to its time."""
        if self.begins_at is None or self.minutes is None:
            return None
        end = datetime.combine(date.min, self.begins_at) + timedelta(minutes=self.minutes)
        return end.time()
