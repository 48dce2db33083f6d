"""What communes ask for, to whom it went, what was answered, and how it ended."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Circle, Unit
from haicap.domain.organisations.queries import Standing, circles_seen, standing_of
from haicap.foundation.access import Actor
from haicap.foundation.search.lookups import word_index
from haicap.foundation.sources.models import Marked
from haicap.foundation.statutes.book import find_statute
from haicap.foundation.workflow import Stateful

CATEGORIES = "recommendation.category"
DAY_NOT_KNOWN = date(9999, 12, 31)


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, actor: Actor) -> Self:
        """The communes that raised it, the units it is routed to, their group, the office."""
        if actor.is_house:
            return self
        return self.filter(circle__in=circles_seen(actor))

    def awaiting(self, actor: Actor) -> Self:
        """Those on which the next step is up to a unit the actor acts in, or whose papers it keeps:
        to send on, to answer, to say how it ended."""
        return self.waiting_for(standing_of(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """The same of a standing, be it an actor's or a unit's."""
        through = {"recommendation": models.OuterRef("pk"), "unit__in": standing.units}
        routed = Recommendation.routed_to.through.objects.filter(**through)
        raised = Recommendation.raised_by.through.objects.filter(**through)
        state = Recommendation.State
        return self.filter(
            models.Q(state=state.RAISED, addressed_to__in=standing.sides)
            | (models.Q(state=state.ROUTED) & models.Exists(routed))
            | (models.Q(state=state.ANSWERED) & models.Exists(raised))
        )


class Recommendation(Stateful, Marked):
    """Something that one or more communes ask of the province."""

    class State(models.TextChoices):
        RAISED = "raised", _("Raised")
        ROUTED = "routed", _("Routed")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    class Ending(models.TextChoices):
        """How it ended; closed is not solved, and the endings are counted apart."""

        RESOLVED = "resolved", _("resolved")
        EXPLAINED = "explained", _("explained")
        IN_HAND = "in_hand", _("being resolved")
        NOT_COMPETENT = "not_competent", _("not within competence, forwarded")
        NOT_ACCEPTED = "not_accepted", _("not accepted")

    text = models.TextField()
    category = models.CharField(max_length=20)
    """A code of the dated list `recommendation.category` in the statutes."""
    raised_by = models.ManyToManyField(Unit, related_name="raised_recommendations")
    is_joint = models.BooleanField(default=False)
    """Raised by these communes together; which one raised it is not stated."""
    raised_on = models.DateField(null=True)
    listed_on = models.GeneratedField(
        expression=Coalesce("raised_on", models.Value(DAY_NOT_KNOWN)),
        output_field=models.DateField(),
        db_persist=True,
    )
    """Where it stands in lists by day: one whose day is not known comes first."""
    raised_at = models.ForeignKey(
        Session, models.PROTECT, null=True, related_name="recommendations"
    )
    addressed_to = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    located_in = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """The commune in which the project or object it speaks of lies."""
    routed_to = models.ManyToManyField(Unit, related_name="routed_recommendations", blank=True)
    circle = models.ForeignKey(
        Circle, models.PROTECT, related_name="recommendations", editable=False
    )
    """Whom it concerns: who raised it, who gets and answers it. Kept by the database."""
    ending = models.CharField(max_length=15, choices=Ending, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.RAISED, editable=False)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["raised", "routed", "answered", "closed"]),
                name="recommendation_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="closed",
                    ending__in=[
                        "resolved",
                        "explained",
                        "in_hand",
                        "not_competent",
                        "not_accepted",
                    ],
                )
                | (~models.Q(state="closed") & models.Q(ending="")),
                name="recommendation_ends_when_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["category", "-id"], name="recommendation_by_category"),
            models.Index(fields=["listed_on", "-id"], name="recommendation_by_day"),
            models.Index(fields=["circle", "state", "-id"], name="recommendation_of_circle"),
            word_index("text", "recommendation_words"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("portal:recommendation", args=[self.pk])

    @property
    def category_words(self) -> str:
        """The label of its category, also of a code that holds no longer; else the code itself."""
        for value in reversed(find_statute(CATEGORIES).values):
            if self.category in value.codes.labels:
                return str(value.codes.labels[self.category])
        return self.category


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
