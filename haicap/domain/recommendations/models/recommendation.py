"""What communes ask for, to whom it went, what was answered, and how it ended."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Circle, Concern, Unit
from haicap.domain.organisations.queries import Standing, in_circles_seen, standing_of
from haicap.foundation.access import Actor
from haicap.foundation.search.lookups import word_index
from haicap.foundation.sources.models import Marked
from haicap.foundation.statutes.book import find_statute
from haicap.foundation.ui.addresses import address_of_number
from haicap.foundation.workflow import Stateful

CATEGORIES = "recommendation.category"
OUTCOMES = "recommendation.outcome"
DAY_NOT_KNOWN = date(9999, 12, 31)


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, actor: Actor) -> Self:
        """The communes that raised it, the units it is routed to, their group, the office."""
        if actor.is_house:
            return self
        return self.filter(in_circles_seen(actor))

    def awaiting(self, actor: Actor) -> Self:
        """Those on which the next step is up to a unit the actor acts in, or whose papers it keeps:
        to send on, to answer, to say how it ended."""
        return self.waiting_for(standing_of(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """The same of a standing, be it an actor's or a unit's."""
        waiting = [_waiting(state, standing) for state in AWAITED]
        return self.filter(waiting[0] | waiting[1] | waiting[2])

    def waiting_in(self, state: str, standing: Standing) -> Self:
        """Of these, those in one state, the oldest first; asked apart, each by its index."""
        return self.filter(_waiting(state, standing)).order_by("id")


AWAITED = ("raised", "routed", "answered")
ROLES = {"routed": "recommendation.routed", "answered": "recommendation.raised"}


def _waiting(state: str, standing: Standing) -> models.Q:
    """Who received it sends it on, who was to answer answers, who raised it says how it ended."""
    if state == Recommendation.State.RAISED:
        return models.Q(state=state, addressed_to__in=standing.sides)
    theirs = Concern.objects.filter(role=ROLES[state], unit__in=standing.units)
    return models.Q(state=state, circle__in=theirs.values("circle"))


class Recommendation(Stateful, Marked):
    """Something that one or more communes ask of the province."""

    class State(models.TextChoices):
        RAISED = "raised", _("Raised")
        ROUTED = "routed", _("Routed")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")
        JOINED = "joined", _("Joined to another")

    class Ending(models.TextChoices):
        """How it ended; closed is not solved, and the endings are counted apart."""

        RESOLVED = "resolved", _("resolved")
        EXPLAINED = "explained", _("explained")
        IN_HAND = "in_hand", _("being resolved")
        PLANNED = "planned", _("to be resolved")
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
    """Whom it concerns: who raised it or is asked to join it, who gets and answers it. Kept by the
    database."""
    invited = models.ManyToManyField(Unit, related_name="+", blank=True)
    """Communes that were asked whether they join: they see it."""
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="led_recommendations")
    """The unit that answers for all it was sent to; the others contribute to its answer."""
    answer_by = models.DateField(null=True)
    """The last day for the answer, from the day it was sent on (`recommendation.answer`)."""
    escalated_on = models.DateField(null=True)
    """Since when the leader of the province has it before them, because the answer is late."""
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="twins")
    """The recommendation of other communes with which it is one matter."""
    result = models.CharField(max_length=15, choices=Ending, blank=True)
    """What the unit that leads says became of it; how it ended is said when it is closed."""
    reopenings = models.PositiveSmallIntegerField(default=0)
    terms = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    """The words by which twins are found (`twins.py`), read with the lexicon of `read_with`."""
    read_with = models.CharField(max_length=16, default="", editable=False)
    ending = models.CharField(max_length=15, choices=Ending, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.RAISED, editable=False)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["raised", "routed", "answered", "closed", "joined"]),
                name="recommendation_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="closed",
                    ending__in=[
                        "resolved",
                        "explained",
                        "in_hand",
                        "planned",
                        "not_competent",
                        "not_accepted",
                    ],
                )
                | (~models.Q(state="closed") & models.Q(ending="")),
                name="recommendation_ends_when_closed",
            ),
            models.CheckConstraint(
                condition=models.Q(state="joined", joined_to__isnull=False)
                | (~models.Q(state="joined") & models.Q(joined_to=None)),
                name="recommendation_is_joined_to_one",
            ),
        ]
        indexes = [
            models.Index(fields=["category", "-id"], name="recommendation_by_category"),
            models.Index(fields=["listed_on", "-id"], name="recommendation_by_day"),
            models.Index(fields=["circle", "state", "-id"], name="recommendation_of_circle"),
            models.Index(fields=["lead", "-id"], name="recommendation_by_lead"),
            models.Index(fields=["result", "-id"], name="recommendation_by_result"),
            models.Index(
                fields=["answer_by"],
                name="recommendation_unanswered",
                condition=models.Q(state="routed"),
            ),
            GinIndex(
                fields=["terms"],
                name="recommendation_terms",
                condition=models.Q(state__in=["raised", "routed"]),
            ),
            models.Index(fields=["addressed_to", "state", "id"], name="recommendation_to_send_on"),
            word_index("text", "recommendation_words"),
        ]

    # Still to be answered: what may be joined, left, and found to be the same matter.
    OPEN = frozenset({State.RAISED, State.ROUTED})

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return address_of_number("portal:recommendation", self.pk)

    @property
    def category_words(self) -> str:
        """The label of its category, also of a code that holds no longer; else the code itself."""
        for value in reversed(find_statute(CATEGORIES).values):
            if self.category in value.codes.labels:
                return str(value.codes.labels[self.category])
        return self.category
