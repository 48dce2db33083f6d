"""Recommendations raised, sent on, answered, and what the communes say of the answer."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from ninja import Status

from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations import actions, queries
from haicap.foundation.access import ActorRequest

from .finding import detail, detail_of_new, recommendation_of, session_of, unit_of, units_of
from .router import router
from .schemas import (
    AnswerIn,
    AnswerPartIn,
    EndingIn,
    RecommendationDetail,
    RecommendationIn,
    ReroutingIn,
    RoutingIn,
    WhyIn,
)


@router.post("", response={201: RecommendationDetail})
def raise_recommendation(
    request: ActorRequest, sent: RecommendationIn, response: HttpResponse
) -> Any:
    """Ask something of a body of the province, in the name of communes you work for."""
    located_in = [sent.located_in] if sent.located_in else []
    units = units_of(
        raised_by=sent.raised_by, addressed_to=[sent.addressed_to], located_in=located_in
    )
    recommendation = actions.raise_recommendation(
        actor=request.actor,
        text=sent.text,
        category=sent.category,
        raised_by=[units[key] for key in sent.raised_by],
        addressed_to=units[sent.addressed_to],
        raised_on=sent.raised_on,
        raised_at=session_of(request, sent.session) if sent.session else None,
        located_in=units[sent.located_in] if sent.located_in else None,
        is_joint=sent.is_joint,
    )
    response["Location"] = reverse(
        "api:recommendations_read_recommendation", args=[recommendation.pk]
    )
    return Status(201, detail_of_new(request, recommendation))


@router.post("/{int:pk}/routing", response={201: RecommendationDetail})
def route_recommendation(request: ActorRequest, pk: int, sent: RoutingIn) -> Any:
    """Send it on to the units that are to answer it; the time to answer begins to run."""
    recommendation = recommendation_of(request, pk)
    actions.route_recommendation(recommendation, actor=request.actor, **_units(sent))
    return Status(201, detail(request, recommendation))


@router.post("/{int:pk}/rerouting", response={201: RecommendationDetail})
def reroute_recommendation(request: ActorRequest, pk: int, sent: ReroutingIn) -> Any:
    """Send it to others instead, saying why; the day by which it is answered stays."""
    recommendation = recommendation_of(request, pk)
    actions.reroute_recommendation(
        recommendation, actor=request.actor, reason=sent.reason, **_units(sent)
    )
    return Status(201, detail(request, recommendation))


def _units(sent: RoutingIn) -> dict[str, Any]:
    lead: Unit | None = unit_of(sent.lead, "lead") if sent.lead else None
    return {"to": [unit_of(key, "to") for key in sent.to], "lead": lead}


@router.post("/{int:pk}/answer", response={201: RecommendationDetail})
def answer_recommendation(request: ActorRequest, pk: int, sent: AnswerIn) -> Any:
    """Answer it for all, point by point and with its result, for the unit that leads."""
    recommendation = recommendation_of(request, pk)
    queries.require_open("answer", actor=request.actor, recommendation=recommendation)
    outcome = actions.Outcome(
        result=sent.result,
        reason=sent.reason,
        forwarded_to=sent.forwarded_to,
        forwarded_by=sent.forwarded_by,
        steps=[actions.GivenStep(text=each.text, due_on=each.due_on) for each in sent.steps],
    )
    actions.give_answer(
        actor=request.actor,
        recommendations=[recommendation],
        outcome=outcome,
        **_said(sent),
    )
    return Status(201, detail(request, recommendation))


@router.post("/{int:pk}/contribution", response={201: RecommendationDetail})
def contribute_to_answer(request: ActorRequest, pk: int, sent: AnswerPartIn) -> Any:
    """Answer what concerns your unit, which coordinates; the unit that leads says the result."""
    recommendation = recommendation_of(request, pk)
    queries.require_open("contribute", actor=request.actor, recommendation=recommendation)
    actions.give_answer(
        actor=request.actor,
        recommendations=[recommendation],
        unit=queries.coordinating_unit(request.actor, recommendation),
        **_said(sent),
    )
    return Status(201, detail(request, recommendation))


def _said(sent: AnswerPartIn) -> dict[str, Any]:
    points = [
        actions.GivenPoint(
            text=each.text,
            asked=each.asked,
            commune=unit_of(each.commune, "points") if each.commune else None,
        )
        for each in sent.points
    ]
    told = {"text": sent.text, "document": sent.document, "given_on": sent.given_on}
    return {**told, "points": points}


@router.post("/{int:pk}/ending", response={201: RecommendationDetail})
def close_recommendation(request: ActorRequest, pk: int, sent: EndingIn) -> Any:
    """Say for your commune whether the answer satisfies; it is closed when all have said."""
    recommendation = recommendation_of(request, pk)
    actions.close_recommendation(
        recommendation,
        actor=request.actor,
        ending=sent.ending or "",
        is_satisfied=sent.is_satisfied,
        remark=sent.remark,
    )
    return Status(201, detail(request, recommendation))


@router.post("/{int:pk}/reopening", response={201: RecommendationDetail})
def reopen_recommendation(request: ActorRequest, pk: int, sent: WhyIn) -> Any:
    """Send the answer back, once, for a commune that raised it, saying what is missing."""
    recommendation = recommendation_of(request, pk)
    actions.reopen_recommendation(recommendation, actor=request.actor, reason=sent.reason)
    return Status(201, detail(request, recommendation))
