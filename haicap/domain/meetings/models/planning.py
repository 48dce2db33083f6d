"""What makes a session ready: who is invited, what communes hand in before it, how it moved."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Position, Unit
from haicap.domain.organisations.queries import standing_of
from haicap.foundation.access import Actor
from haicap.foundation.files.models import StoredFile
from haicap.foundation.sources.models import Marked

from .minutes import Participant
from .session import Session


class Rescheduling(Marked):
    """A session was moved: when and where it was to be before, and why it is not."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="reschedulings")
    held_on = models.DateField(null=True)
    part_of_day = models.CharField(max_length=10, choices=Session.PartOfDay, blank=True)
    begins_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    place = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    """Empty where only what was not known before was fixed."""
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(part_of_day__in=["", "morning", "afternoon", "whole_day"]),
                name="rescheduling_part_of_day_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.held_on}"


class Invitation(Marked):
    """Who is to come: a position, whoever holds it on the day; a unit; or somebody outside."""

    class Answer(models.TextChoices):
        COMES = "comes", _("comes")
        DEPUTY = "deputy", _("sends a deputy")
        DECLINES = "declines", _("does not come")

    session = models.ForeignKey(Session, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=12, choices=Participant.Role)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """Who is invited or, of a position, the unit it is in; its people answer."""
    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="+")
    outside = models.CharField(max_length=300, blank=True)
    """A body or person that is no unit here; the convening side notes what they answer."""
    invited_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    """Empty: not answered yet, or the session moved since."""
    deputy = models.CharField(max_length=300, blank=True)
    """Who comes instead, by name or position."""
    reason = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField(max_length=300, blank=True)
    """The position that answered, in words."""
    answered_on = models.DateField(null=True)
    participant = models.OneToOneField(
        Participant, models.PROTECT, null=True, related_name="invitation"
    )
    """As whom the minutes name them, once it is noted whether they came."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=["chair", "delegation", "commune", "speaker"]),
                name="invitation_role_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=["", "comes", "deputy", "declines"]),
                name="invitation_answer_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(unit=None) ^ models.Q(outside=""),
                name="invitation_is_to_a_unit_or_outside",
            ),
            models.CheckConstraint(
                condition=models.Q(position=None) | models.Q(unit__isnull=False),
                name="position_invited_is_in_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="deputy") ^ models.Q(deputy=""),
                name="deputy_is_named",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="declines") | ~models.Q(reason=""),
                name="who_declines_says_why",
            ),
            models.UniqueConstraint(
                fields=["session", "unit", "position", "outside"],
                name="invited_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        if self.position is not None and self.unit is not None:
            return f"{self.position.title}, {self.unit.full_name}"
        return self.outside or str(self.unit)


def _of_those_concerned(actor: Actor, unit: str) -> models.Q:
    """Whose it is and the group that follows them, the convening side, the session's group."""
    standing = standing_of(actor)
    return (
        models.Q(**{f"{unit}__in": standing.units | standing.followed})
        | models.Q(session__convened_by__in=standing.sides)
        | models.Q(session__group__in=standing.units)
    )


class ReportRequestQuerySet(models.QuerySet["ReportRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """The commune that is asked, and those whose session it is."""
        return self if actor.is_house else self.filter(_of_those_concerned(actor, "commune"))


class ReportRequest(Marked):
    """A commune is asked for its report, its recommendations or both, by a day."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="requests")
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    due_on = models.DateField()
    wants_report = models.BooleanField()
    wants_recommendations = models.BooleanField()
    subject = models.CharField(max_length=500, blank=True)
    """What the report is to be about."""
    asked_on = models.DateField()

    objects = ReportRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "commune"], name="one_request_a_commune"),
            models.CheckConstraint(
                condition=models.Q(wants_report=True) | models.Q(wants_recommendations=True),
                name="request_asks_for_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune}: {self.due_on:%d/%m/%Y}"

    @property
    def wanted(self) -> list[str]:
        asked = {
            Material.Kind.REPORT: self.wants_report,
            Material.Kind.RECOMMENDATIONS: self.wants_recommendations,
        }
        return [str(kind) for kind, is_wanted in asked.items() if is_wanted]


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whose it is and the group that follows them, the convening side, the session's group."""
        return self if actor.is_house else self.filter(_of_those_concerned(actor, "unit"))


class Material(Marked):
    """A paper that a commune or another unit handed in for a session."""

    class Kind(models.TextChoices):
        REPORT = "report", _("report")
        RECOMMENDATIONS = "recommendations", _("recommendations")
        OTHER = "other", _("other material")

    session = models.ForeignKey(Session, models.PROTECT, related_name="materials")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """Whose paper it is."""
    kind = models.CharField(max_length=16, choices=Kind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    handed_on = models.DateField()
    handed_by = models.CharField(max_length=300)
    """The position that handed it in, in words."""
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = MaterialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["report", "recommendations", "other"]),
                name="material_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["session", "unit", "kind", "file"], name="one_material_a_file"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:material", args=[self.session_id, self.pk])

    def is_late(self, due_on: date) -> bool:
        return self.handed_on > due_on
