"""A form for each move of a recommendation."""

from typing import Any

from django.http import HttpResponse

from haicap.domain.recommendations import actions, queries
from haicap.domain.recommendations.forms import (
    AnswerForm,
    CommuneForm,
    ContributionForm,
    EndingForm,
    InvitationForm,
    JoiningForm,
    ReasonForm,
    ReroutingForm,
    RoutingForm,
)
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import ActorRequest
from haicap.foundation.ui.forms import Form

from .asking import form_door, move, recommendation_of


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


@form_door
def routing(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)
    form = RoutingForm(_sent(request), recommendation=recommendation)

    def route(given: dict[str, Any]) -> None:
        actions.route_recommendation(recommendation, actor=request.actor, **given)

    return move(request, recommendation, "route", form, route)


@form_door
def rerouting(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)
    form = ReroutingForm(_sent(request), recommendation=recommendation)

    def reroute(given: dict[str, Any]) -> None:
        actions.reroute_recommendation(recommendation, actor=request.actor, **given)

    return move(request, recommendation, "reroute", form, reroute)


@form_door
def invitation(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)
    form = InvitationForm(_sent(request), recommendation=recommendation)

    def invite(given: dict[str, Any]) -> None:
        actions.invite_communes(recommendation, actor=request.actor, **given)

    return move(request, recommendation, "invite", form, invite)


@form_door
def joining(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)
    communes = queries.invited_for(request.actor, recommendation)
    form = JoiningForm(_sent(request), communes=communes)

    def join(given: dict[str, Any]) -> None:
        actions.join_recommendation(recommendation, actor=request.actor, **given)

    return move(request, recommendation, "join", form, join)


@form_door
def leaving(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)
    communes = queries.joined_for(request.actor, recommendation)
    form = CommuneForm(_sent(request), communes=communes)

    def leave(given: dict[str, Any]) -> Recommendation:
        return actions.leave_recommendation(recommendation, actor=request.actor, **given)

    return move(request, recommendation, "leave", form, leave)


@form_door
def parting(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)

    def part(_given: dict[str, Any]) -> None:
        actions.part_recommendation(recommendation, actor=request.actor)

    return move(request, recommendation, "part", Form(_sent(request)), part)


@form_door
def answer(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)
    form = AnswerForm(_sent(request), recommendation=recommendation)

    def give(_given: dict[str, Any]) -> None:
        queries.require_open("answer", actor=request.actor, recommendation=recommendation)
        actions.give_answer(actor=request.actor, recommendations=[recommendation], **form.given)

    return move(request, recommendation, "answer", form, give)


@form_door
def contribution(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)
    form = ContributionForm(_sent(request), recommendation=recommendation)

    def give(_given: dict[str, Any]) -> None:
        queries.require_open("contribute", actor=request.actor, recommendation=recommendation)
        unit = queries.coordinating_unit(request.actor, recommendation)
        actions.give_answer(
            actor=request.actor, recommendations=[recommendation], unit=unit, **form.given
        )

    return move(request, recommendation, "contribute", form, give)


@form_door
def ending(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)
    form = EndingForm(_sent(request), recommendation=recommendation)

    def close(given: dict[str, Any]) -> None:
        actions.close_recommendation(recommendation, actor=request.actor, **given)

    return move(request, recommendation, "close", form, close)


@form_door
def reopening(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = recommendation_of(request, pk)
    form = ReasonForm(_sent(request))

    def reopen(given: dict[str, Any]) -> None:
        actions.reopen_recommendation(recommendation, actor=request.actor, reason=given["reason"])

    return move(request, recommendation, "reopen", form, reopen)
