"""What people are told of recommendations."""

from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.queries import standing_of
from haicap.foundation.access import Actor
from haicap.foundation.alerts.finding import finder
from haicap.foundation.alerts.kinds import Finder, Kind, declare

from .models import Recommendation, RecommendationQuerySet

State = Recommendation.State


def _seen(actor: Actor) -> RecommendationQuerySet:
    seen = Recommendation.objects.visible_to(actor)
    return seen.prefetch_related("routed_to", "invited")


def _is_asked(recommendation: Recommendation, actor: Actor) -> bool:
    """It is up to a unit of this actor to answer it, now as it is routed."""
    asked = {unit.pk for unit in recommendation.routed_to.all()}
    return recommendation.state == State.ROUTED and bool(asked & standing_of(actor).units)


def _is_invited(recommendation: Recommendation, actor: Actor) -> bool:
    invited = {unit.pk for unit in recommendation.invited.all()}
    return recommendation.state != State.CLOSED and bool(invited & standing_of(actor).units)


def _in(*states: str) -> Finder:
    return finder(_seen, lambda recommendation, actor: recommendation.state in states)


RAISED = Kind(
    "recommendation.raised",
    _("A recommendation is raised to your side"),
    _("%(who)s raised a recommendation to %(addressed_to)s."),
    _in(State.RAISED),
)
ROUTED = Kind(
    "recommendation.routed",
    _("A recommendation is sent to your unit to answer"),
    _("%(who)s sent a recommendation on to %(units)s to answer."),
    finder(_seen, _is_asked),
    is_urgent=True,
    can_be_muted=False,
)
INVITED = Kind(
    "recommendation.invited",
    _("Your commune is asked to join a recommendation"),
    _("%(who)s asked to join a recommendation: %(communes)s."),
    finder(_seen, _is_invited),
)
ANSWERED = Kind(
    "recommendation.answered",
    _("A recommendation of your commune is answered"),
    _("%(who)s answered a recommendation."),
    _in(State.ANSWERED),
)
REOPENED = Kind(
    "recommendation.reopened",
    _("An answer of your unit is sent back"),
    _("%(who)s sent the answer to a recommendation back: %(reason)s"),
    finder(_seen, _is_asked),
    is_urgent=True,
)
CLOSED = Kind(
    "recommendation.closed",
    _("A recommendation that your unit answered is closed"),
    _("%(who)s closed a recommendation."),
    _in(State.CLOSED),
)

LATE = Kind(
    "recommendation.late",
    _("An answer to a recommendation is late, and it is put before you"),
    _("The answer to a recommendation, due on %(answer_by_on)s, is late."),
    _in(State.ROUTED),
    is_urgent=True,
    can_be_muted=False,
)

declare(RAISED, ROUTED, INVITED, ANSWERED, REOPENED, CLOSED, LATE)
