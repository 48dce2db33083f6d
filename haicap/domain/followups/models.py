"""At a session: every earlier item and recommendation of its communes, as it stood that day."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.domain.conclusions.models import Item
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import Standing, standing_of
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import Actor
from haicap.foundation.sources.models import Marked
from haicap.foundation.ui.addresses import address_of_number
from haicap.foundation.workflow import Stateful


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whole to the group, the chair and their office; to a commune, its own rows."""
        if actor.is_house:
            return self
        standing = standing_of(actor)
        if not standing.units:
            return self.none()
        own = Row.communes.through.objects.filter(
            row__sheet=models.OuterRef("pk"), unit__in=standing.units
        )
        return self.filter(
            models.Q(session__group__in=standing.units)
            | models.Q(session__convened_by__in=standing.sides)
            | models.Exists(own)
        )

    def awaiting(self, actor: Actor) -> Self:
        """Drawn up and not settled, by the actor's group or the side that convened the session."""
        return self.waiting_for(standing_of(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """The same of a standing, be it an actor's or a unit's."""
        return self.filter(state=Sheet.State.DRAWN_UP).filter(
            models.Q(session__group__in=standing.units)
            | models.Q(session__convened_by__in=standing.sides)
        )


class Sheet(Stateful, Marked):
    """The follow-up sheet of a session, as of a day."""

    class State(models.TextChoices):
        DRAWN_UP = "drawn_up", _("Drawn up")
        SETTLED = "settled", _("Settled")

    session = models.OneToOneField(Session, models.PROTECT, related_name="sheet")
    as_of = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.DRAWN_UP, editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["drawn_up", "settled"]), name="sheet_state_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session} ({self.as_of:%d/%m/%Y})"

    def get_absolute_url(self) -> str:
        return address_of_number("followups:sheet", self.pk)


class RowQuerySet(models.QuerySet["Row"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.is_house:
            return self
        standing = standing_of(actor)
        own = Row.communes.through.objects.filter(
            row=models.OuterRef("pk"), unit__in=standing.units
        )
        return self.filter(
            models.Q(sheet__session__group__in=standing.units)
            | models.Q(sheet__session__convened_by__in=standing.sides)
            | models.Exists(own)
        )


class Row(models.Model):
    """One earlier item or recommendation on a sheet, and what the group found of it."""

    class Assessment(models.TextChoices):
        """How the group judges it at the session, whatever its records say."""

        FULFILLED = "fulfilled", _("fulfilled")
        UNDER_WAY = "under_way", _("under way")
        NOT_BEGUN = "not_begun", _("not begun")
        LAPSED = "lapsed", _("no longer called for")
        NOT_ASSESSED = "", _("not assessed")

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="rows")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="followups")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, related_name="followups"
    )
    communes = models.ManyToManyField(Unit, related_name="followup_rows")
    assessment = models.CharField(max_length=10, choices=Assessment, blank=True)
    remark = models.TextField(blank=True)
    assessed_by = models.CharField(max_length=300, blank=True)
    """The position that wrote the assessment, in words."""
    assessed_on = models.DateField(null=True)
    is_assessment_simulated = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    """Counts its assessments: who saves says which one they had before them."""
    carried_into = models.ForeignKey(
        Item, models.PROTECT, null=True, related_name="carried_over_from"
    )
    """The item of the session's own conclusion that takes it up again."""

    objects = RowQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item=None, recommendation__isnull=False)
                | models.Q(item__isnull=False, recommendation=None),
                name="row_is_an_item_or_a_recommendation",
            ),
            models.UniqueConstraint(fields=["sheet", "number"], name="one_row_a_number"),
            models.CheckConstraint(
                condition=models.Q(
                    assessment__in=["fulfilled", "under_way", "not_begun", "lapsed"],
                    assessed_on__isnull=False,
                )
                | models.Q(assessment="", assessed_on=None),
                name="row_assessment_is_known_and_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.item or self.recommendation)
