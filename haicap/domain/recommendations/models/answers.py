"""What was answered: by whom, in which document, point by point, with which result."""

from typing import Self

from django.db import models
from django.urls import reverse

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor
from haicap.foundation.sources.models import Marked

from .recommendation import Recommendation


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees a recommendation it answers, or the session it was given at."""
        if actor.is_house:
            return self
        seen = Answer.recommendations.through.objects.filter(
            answer=models.OuterRef("pk"),
            recommendation__in=Recommendation.objects.visible_to(actor),
        )
        return self.filter(
            models.Q(given_at__in=Session.objects.visible_to(actor)) | models.Exists(seen)
        )


class Answer(Marked):
    """What was answered, by whom, to which recommendations, as far as it is known."""

    recommendations = models.ManyToManyField(Recommendation, related_name="answers", blank=True)
    """Empty: which ones is not stated."""
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="answers")
    given_by = models.CharField(max_length=300)
    """Who answered, in words: a position, a body, a name."""
    given_at = models.ForeignKey(Session, models.PROTECT, null=True, related_name="answers")
    given_on = models.DateField(null=True)
    text = models.TextField(null=True)  # noqa: DJ001  null: what was answered is not stated
    document = models.CharField(max_length=60, blank=True)
    """Number and symbol of the answering document."""
    result = models.CharField(max_length=15, choices=Recommendation.Ending, blank=True)
    """Said by the unit that leads; blank: a contribution, or not stated."""
    reason = models.TextField(blank=True)
    forwarded_to = models.CharField(max_length=300, blank=True)
    """Not within competence: the body it was forwarded to, in words."""
    forwarded_by = models.CharField(max_length=120, blank=True)
    """… and the act by which, such as its number and day."""

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text=None) | ~models.Q(text=""),
                name="answer_is_unknown_or_has_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.given_by}: {(self.text or '…')[:60]}"

    def get_absolute_url(self) -> str:
        if self.given_at_id:
            return f"{reverse('portal:session', args=[self.given_at_id])}#answer-{self.pk}"
        return f"{reverse('recommendations:list')}#answer-{self.pk}"


class PointQuerySet(models.QuerySet["Point"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(answer__in=Answer.objects.visible_to(actor))


class Point(models.Model):
    """One point of an answer: what was asked, or which commune asked it, and what is said to it."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    commune = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """Null: it is said to all that raised it."""
    asked = models.TextField(blank=True)
    text = models.TextField()

    objects = PointQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "position"], name="one_point_a_position")
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:60]}"


class StepQuerySet(models.QuerySet["RoadmapStep"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(answer__in=Answer.objects.visible_to(actor))


class RoadmapStep(models.Model):
    """What is to be done by a day, where the matter is being resolved."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    due_on = models.DateField()

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "position"], name="one_step_a_position")
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.due_on}: {self.text[:60]}"
