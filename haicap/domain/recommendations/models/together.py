"""Communes that ask the same: who joined whom, what is another matter, who is satisfied."""

from typing import Self

from django.db import models

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor
from haicap.foundation.sources.models import Marked

from .recommendation import Recommendation


class JoiningQuerySet(models.QuerySet["Joining"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(recommendation__in=Recommendation.objects.visible_to(actor))

    def standing(self) -> Self:
        """Those that were not left again."""
        return self.filter(left_on=None)


class Joining(Marked):
    """A commune joined the recommendation of another, in its own words and with its own figure."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="joinings")
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField()
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    unit_of_measure = models.CharField(max_length=60, blank=True)
    joined_on = models.DateField()
    joined_by = models.CharField(max_length=300)
    """Who joined it, in words: of the commune, or of the office that found them one matter."""
    twin = models.ForeignKey(Recommendation, models.PROTECT, null=True, related_name="+")
    """The commune's own recommendation, where it had raised one before."""
    left_on = models.DateField(null=True)

    objects = JoiningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "commune"],
                condition=models.Q(left_on=None),
                name="one_standing_joining_a_commune",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="joining_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.commune}: {self.text[:60]}"


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def visible_to(self, actor: Actor) -> Self:
        seen = Recommendation.objects.visible_to(actor)
        return self.filter(first__in=seen, second__in=seen)


class Difference(Marked):
    """Somebody looked at two that say alike and found them two matters: not proposed again."""

    first = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")
    """Of the two, the one that was raised first."""
    second = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=300)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_difference_a_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="difference_is_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(recommendation__in=Recommendation.objects.visible_to(actor))


class Verdict(Marked):
    """What a commune says to the answer it got; a later answer asks it again."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="verdicts")
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    is_satisfied = models.BooleanField()
    remark = models.TextField(blank=True)
    said_on = models.DateField()
    said_by = models.CharField(max_length=300)
    round = models.PositiveSmallIntegerField(default=0)
    """How often it had been reopened when this was said."""

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "commune", "round"], name="one_verdict_an_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commune}: {'+' if self.is_satisfied else '-'}"
