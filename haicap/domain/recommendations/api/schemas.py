"""What is sent and told of recommendations."""

from datetime import date
from decimal import Decimal
from typing import Literal

from ninja import Schema
from pydantic import Field, field_validator

from haicap.foundation.access.days import Day
from haicap.foundation.api.lists import CellProblemOut

State = Literal["raised", "routed", "answered", "closed", "joined"]
Ending = Literal["resolved", "explained", "in_hand", "planned", "not_competent", "not_accepted"]
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
    lead: UnitOut | None
    answer_by: date | None = Field(description="The last day for the answer")
    escalated_on: date | None = Field(description="Since when the leader has it, being late")
    result: Ending | None = Field(description="What the unit that leads says became of it")
    ending: Ending | None
    is_simulated: bool
    has_simulated_moves: bool
    """It is real, but an example moved it: its state is no fact."""

    @field_validator("ending", "result", mode="before")
    @classmethod
    def _none_yet(cls, ending: str | None) -> str | None:
        return ending or None


class PointOut(Schema):
    """One point of an answer; a null commune: said to all that raised it."""

    commune: UnitOut | None
    asked: str
    text: str


class RoadmapStepOut(Schema):
    text: str
    due_on: date


class JoiningOut(Schema):
    """A commune that joined, in its own words and with its own figure."""

    commune: UnitOut
    text: str
    amount: Decimal | None
    unit_of_measure: str
    joined_on: date
    left_on: date | None
    is_simulated: bool


class CommuneVerdictOut(Schema):
    commune: UnitOut
    is_satisfied: bool
    remark: str
    said_on: date
    round: int = Field(description="How often it had been sent back before")


class AnswerOut(Schema):
    id: int
    given_by: str
    unit: UnitOut | None
    session: int | None = Field(alias="seen_session", description="Null: none, or not yours to see")
    given_on: date | None
    text: str | None
    document: str
    result: Ending | None
    reason: str
    forwarded_to: str
    forwarded_by: str
    points: list[PointOut]
    steps: list[RoadmapStepOut]
    is_simulated: bool

    @field_validator("result", mode="before")
    @classmethod
    def _not_said(cls, result: str | None) -> str | None:
        return result or None


class RefusalOut(Schema):
    """A move that exists in this state and that you may not make, and why."""

    verb: str
    reason: str


class RecommendationDetail(RecommendationOut):
    routed_to: list[UnitOut]
    joinings: list[JoiningOut]
    verdicts: list[CommuneVerdictOut]
    answers: list[AnswerOut]
    awaits: str | None
    open_verbs: list[str]
    refusals: list[RefusalOut]


class RecommendationNarrowing(Schema):
    state: State | None = None
    category: str | None = Field(None, max_length=20)
    commune: str | None = Field(None, max_length=60, description="Key of a commune that raised it")
    department: str | None = Field(None, max_length=60, description="Key of the unit that leads")
    result: Ending | None = None
    older_than: int | None = Field(None, ge=0, le=36_500, description="Days since it was raised")
    is_late: bool | None = Field(None, description="Not answered by the day it should be")
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
    lead: str | None = Field(None, description="The one that leads; else the first")


class ReroutingIn(RoutingIn):
    reason: str = Field(min_length=1, max_length=2_000)


class PointIn(Schema):
    text: str = Field(min_length=1, max_length=LONGEST)
    asked: str = Field("", max_length=LONGEST)
    commune: str | None = Field(None, description="Key of a commune that raised it; null: all")


class RoadmapStepIn(Schema):
    text: str = Field(min_length=1, max_length=500)
    due_on: Day


class AnswerPartIn(Schema):
    text: str = Field(min_length=1, max_length=LONGEST)
    document: str = Field(max_length=60, description="Number and symbol of the document")
    given_on: Day | None = None
    points: list[PointIn] = Field([], max_length=200)


class AnswerIn(AnswerPartIn):
    result: Ending
    reason: str = Field("", max_length=LONGEST)
    forwarded_to: str = Field("", max_length=300)
    forwarded_by: str = Field("", max_length=120)
    steps: list[RoadmapStepIn] = Field([], max_length=50)


class EndingIn(Schema):
    is_satisfied: bool = True
    remark: str = Field("", max_length=2_000)
    ending: Ending | None = Field(None, description="How it ended, where no answer says")


class JoinInvitationIn(Schema):
    communes: list[str] = Field(min_length=1, max_length=200, description="Keys of communes")


class JoinIn(Schema):
    commune: str
    text: str = Field(min_length=1, max_length=LONGEST)
    amount: Decimal | None = Field(None, max_digits=16, decimal_places=2)
    unit_of_measure: str = Field("", max_length=60)


class LeavingIn(Schema):
    commune: str


class TwinIn(Schema):
    other: int
    is_same: bool


class LikelyTwinOut(Schema):
    """Another recommendation that is likely the same matter, and why it is thought so."""

    recommendation_id: int
    text: str
    percent: int
    reason: str
    doubts: str


class CountedOut(Schema):
    """How many you may see, by state, and how those that are closed ended."""

    total: int
    states: dict[str, int]
    endings: dict[str, int]
    categories: dict[str, int]


class WhyIn(Schema):
    reason: str = Field(min_length=1, max_length=2_000)


class PlannedRecommendationOut(Schema):
    row: int
    text: str
    category: str
    raised_by: str = Field(alias="raised_by.key")
    addressed_to: str = Field(alias="addressed_to.key")
    raised_on: date | None
    located_in: UnitOut | None


class RecommendationListOut(Schema):
    """What would be raised, and every cell that stands in the way."""

    planned: list[PlannedRecommendationOut]
    problems: list[CellProblemOut]


class TakenRecommendations(Schema):
    recommendation_ids: list[int]
