"""The JSON door of recommendations: the same finding, actions and sentences as the pages."""

from datetime import date
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field, field_validator

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.access.days import Day
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by

from . import actions, queries
from .listing import RECOMMENDATIONS
from .models import Recommendation, RecommendationQuerySet

router = Router(tags=["recommendations"])

State = Literal["raised", "routed", "answered", "closed"]
Ending = Literal["resolved", "explained", "in_hand", "not_competent", "not_accepted"]
LONGEST = 10_000


class UnitOut(Schema):
    """A unit, by the key under which /organisations knows it."""

    key: str
    name: str = Field(alias="full_name")


class RecommendationOut(Schema):
    id: int
    text: str
    category: str
    category_words: str
    raised_by: list[UnitOut]
    is_joint: bool
    raised_on: date | None
    session: int | None = Field(alias="seen_session", description="Null: none, or not yours to see")
    addressed_to: UnitOut
    located_in: UnitOut | None
    state: State
    ending: Ending | None
    is_simulated: bool
    has_simulated_moves: bool
    """It is real, but an example moved it: its state is no fact."""

    @field_validator("ending", mode="before")
    @classmethod
    def _none_yet(cls, ending: str | None) -> str | None:
        return ending or None


class AnswerOut(Schema):
    id: int
    given_by: str
    unit: UnitOut | None
    session: int | None = Field(alias="seen_session", description="Null: none, or not yours to see")
    given_on: date | None
    text: str | None
    document: str
    is_simulated: bool


class RefusalOut(Schema):
    """A move that exists in this state and that you may not make, and why."""

    verb: str
    reason: str


class RecommendationDetail(RecommendationOut):
    routed_to: list[UnitOut]
    answers: list[AnswerOut]
    awaits: str | None
    open_verbs: list[str]
    refusals: list[RefusalOut]


class RecommendationNarrowing(Schema):
    state: State | None = None
    category: str | None = Field(None, max_length=20)
    commune: str | None = Field(None, max_length=60, description="Key of a commune that raised it")
    text: str | None = Field(None, max_length=200)


class RecommendationIn(Schema):
    text: str = Field(min_length=1, max_length=LONGEST)
    category: str = Field(max_length=20)
    raised_by: list[str] = Field(min_length=1, max_length=200, description="Keys of communes")
    addressed_to: str = Field(description="Key of a body of the province")
    raised_on: Day | None = None
    session: int | None = Field(None, description="The session at which it was raised")
    located_in: str | None = Field(None, description="Key of the commune it speaks of")
    is_joint: bool = False


class RoutingIn(Schema):
    to: list[str] = Field(min_length=1, max_length=50, description="Keys of units")


class AnswerIn(Schema):
    text: str = Field(min_length=1, max_length=LONGEST)
    document: str = Field("", max_length=60)
    given_on: Day | None = None


class EndingIn(Schema):
    ending: Ending


class ReasonIn(Schema):
    reason: str = Field(min_length=1, max_length=2_000)


def _recommendation(request: ActorRequest, pk: int) -> Recommendation:
    visible = _visible(request).select_related("addressed_to", "located_in")
    return get_object_or_404(visible, pk=pk)


def _visible(request: ActorRequest) -> RecommendationQuerySet:
    visible = Recommendation.objects.visible_to(request.actor)
    return queries.raised_at_seen(visible, request.actor)


def _unit(key: str, field: str) -> Unit:
    found = Unit.objects.filter(key=key).first()
    if found is None:
        raise Invalid(field, _("There is no unit with this key."), key)
    return found


def _session(request: ActorRequest, pk: int) -> Session:
    found = Session.objects.visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Invalid("session", _("There is no such session, or you may not see it."), pk)
    return found


def _detail(request: ActorRequest, recommendation: Recommendation) -> dict[str, Any]:
    moves = queries.open_moves(request.actor, recommendation)
    awaits = queries.awaits(recommendation)
    return {
        **RecommendationOut.from_orm(recommendation).model_dump(by_alias=True),
        "routed_to": list(recommendation.routed_to.order_by("sort_key")),
        "answers": list(queries.answers_seen(recommendation, request.actor)),
        "awaits": str(awaits) if awaits else None,
        "open_verbs": [move.verb for move in moves if move.is_allowed],
        "refusals": [
            {"verb": move.verb, "reason": move.refusal.reason} for move in moves if move.refusal
        ],
    }


class Sorting(Paging):
    sort: str | None = sort_by(RECOMMENDATIONS)


@router.get("", response=Paged[RecommendationOut])
def list_recommendations(
    request: ActorRequest, narrowing: Query[RecommendationNarrowing], paging: Query[Sorting]
) -> Any:
    """The recommendations you may see, newest first."""
    listed = queries.found(_visible(request), **narrowing.model_dump(exclude_none=True))
    related = listed.select_related("addressed_to", "located_in").prefetch_related("raised_by")
    return paged(related, paging, order=RECOMMENDATIONS.ordered_by(paging.sort))


@router.get("/{int:pk}", response=RecommendationDetail)
def read_recommendation(request: ActorRequest, pk: int) -> Any:
    """A recommendation with its answers, whose turn it is, and what you may do with it now."""
    return _detail(request, _recommendation(request, pk))


@router.post("", response={201: RecommendationDetail})
def raise_recommendation(
    request: ActorRequest, sent: RecommendationIn, response: HttpResponse
) -> Any:
    """Ask something of a body of the province, in the name of communes you work for."""
    recommendation = actions.raise_recommendation(
        actor=request.actor,
        text=sent.text,
        category=sent.category,
        raised_by=[_unit(key, "raised_by") for key in sent.raised_by],
        addressed_to=_unit(sent.addressed_to, "addressed_to"),
        raised_on=sent.raised_on,
        raised_at=_session(request, sent.session) if sent.session else None,
        located_in=_unit(sent.located_in, "located_in") if sent.located_in else None,
        is_joint=sent.is_joint,
    )
    response["Location"] = reverse(
        "api:recommendations_read_recommendation", args=[recommendation.pk]
    )
    return Status(201, _detail(request, _recommendation(request, recommendation.pk)))


@router.post("/{int:pk}/routing", response={201: RecommendationDetail})
def route_recommendation(request: ActorRequest, pk: int, sent: RoutingIn) -> Any:
    """Send it on to the units that are to answer it."""
    recommendation = _recommendation(request, pk)
    units = [_unit(key, "to") for key in sent.to]
    actions.route_recommendation(recommendation, actor=request.actor, to=units)
    return Status(201, _detail(request, recommendation))


@router.post("/{int:pk}/answer", response={201: RecommendationDetail})
def answer_recommendation(request: ActorRequest, pk: int, sent: AnswerIn) -> Any:
    """Answer it, in the name of a unit of yours to which it was sent."""
    recommendation = _recommendation(request, pk)
    actions.give_answer(actor=request.actor, recommendations=[recommendation], **sent.model_dump())
    return Status(201, _detail(request, recommendation))


@router.post("/{int:pk}/ending", response={201: RecommendationDetail})
def close_recommendation(request: ActorRequest, pk: int, sent: EndingIn) -> Any:
    """Say, for a commune that raised it, how it ended."""
    recommendation = _recommendation(request, pk)
    actions.close_recommendation(recommendation, actor=request.actor, ending=sent.ending)
    return Status(201, _detail(request, recommendation))


@router.post("/{int:pk}/reopening", response={201: RecommendationDetail})
def reopen_recommendation(request: ActorRequest, pk: int, sent: ReasonIn) -> Any:
    """Send the answer back, for a commune that raised it, saying what is missing."""
    recommendation = _recommendation(request, pk)
    actions.reopen_recommendation(recommendation, actor=request.actor, reason=sent.reason)
    return Status(201, _detail(request, recommendation))
