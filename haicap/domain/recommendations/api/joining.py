"""Communes that ask the same: asked, joined, left; found one matter, or another."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Status

from haicap.domain.recommendations import actions
from haicap.foundation.access import ActorRequest, Invalid

from .finding import detail, recommendation_of, unit_of, visible
from .router import router
from .schemas import JoinIn, JoinInvitationIn, LeavingIn, RecommendationDetail, TwinIn


@router.post("/{int:pk}/invitation", response={201: RecommendationDetail})
def invite_communes(request: ActorRequest, pk: int, sent: JoinInvitationIn) -> Any:
    """Ask communes whether they join: from now on they see it."""
    recommendation = recommendation_of(request, pk)
    communes = [unit_of(key, "communes") for key in sent.communes]
    actions.invite_communes(recommendation, actor=request.actor, communes=communes)
    return Status(201, detail(request, recommendation))


@router.post("/{int:pk}/joining", response={201: RecommendationDetail})
def join_recommendation(request: ActorRequest, pk: int, sent: JoinIn) -> Any:
    """Join it for a commune that was asked, in its own words and with its own figure."""
    recommendation = recommendation_of(request, pk)
    actions.join_recommendation(
        recommendation,
        actor=request.actor,
        commune=unit_of(sent.commune, "commune"),
        text=sent.text,
        amount=sent.amount,
        unit_of_measure=sent.unit_of_measure,
    )
    return Status(201, detail(request, recommendation))


@router.post("/{int:pk}/leaving", response={201: RecommendationDetail})
def leave_recommendation(request: ActorRequest, pk: int, sent: LeavingIn) -> Any:
    """Leave it again while it is not answered; answers with what stands for the commune now."""
    recommendation = recommendation_of(request, pk)
    commune = unit_of(sent.commune, "commune")
    left = actions.leave_recommendation(recommendation, actor=request.actor, commune=commune)
    return Status(201, detail(request, recommendation_of(request, left.pk)))


@router.post("/{int:pk}/parting", response={201: RecommendationDetail})
def part_recommendation(request: ActorRequest, pk: int) -> Any:
    """Let one that was joined to another stand for itself again."""
    recommendation = recommendation_of(request, pk)
    actions.part_recommendation(recommendation, actor=request.actor)
    return Status(201, detail(request, recommendation))


@router.post("/{int:pk}/twins", response={201: RecommendationDetail})
def decide_twins(request: ActorRequest, pk: int, sent: TwinIn) -> Any:
    """Decide that two are one matter, or are not; answers with the one that stands for both."""
    recommendation = recommendation_of(request, pk)
    other = visible(request).filter(pk=sent.other).first()
    if other is None:
        reason = _("There is no such recommendation, or you may not see it.")
        raise Invalid("other", reason, sent.other)
    if not sent.is_same:
        actions.distinguish_recommendations(recommendation, other, actor=request.actor)
        return Status(201, detail(request, recommendation))
    whole = actions.join_as_one(recommendation, other, actor=request.actor)
    return Status(201, detail(request, recommendation_of(request, whole.pk)))
