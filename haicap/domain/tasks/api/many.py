"""What the JSON door sends and takes of many tasks: pictures, scores, one move, lists."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from haicap.domain.tasks.queries.sheets import PlannedTask
from haicap.foundation.access.days import Day
from haicap.foundation.api.lists import CellProblemOut

from .schemas import State, TaskOut, UnitOut


class BoardColumnOut(Schema):
    state: State
    label: str
    tasks: list[TaskOut]
    next_cursor: str | None
    """Where the list of tasks goes on, with this state and sorted by `due`."""


class CalendarDayOut(Schema):
    on: date
    tasks: list[TaskOut]
    count: int
    """How many are due on this day; the tasks beside it are the newest of them."""


class CalendarOut(Schema):
    """A month; days on which nothing is due are left out."""

    first: date
    last: date
    count: int
    days: list[CalendarDayOut]


class CriterionOut(Schema):
    """One line of a score: `part` of `whole`, named as in `numbers`; null: not scored."""

    code: str
    label: str
    part: str
    whole: str
    percent: Decimal | None
    weight: Decimal
    points: Decimal | None


class ScoreNumbersOut(Schema):
    assigned: int
    done: int
    as_required: int
    with_deadline: int
    in_time: int


class ScoreOut(Schema):
    unit: UnitOut
    first: date
    last: date
    numbers: ScoreNumbersOut
    criteria: list[CriterionOut]
    points: Decimal | None
    """Rescaled to `full`, where something was not assigned; null: nothing was assigned."""
    full: Decimal
    assigned: Decimal
    """What the criteria give at most that had something to be scored on."""
    is_rescaled: bool


class TogetherIn(Schema):
    """One move on several tasks; what a move does not ask for is left out."""

    tasks: list[Annotated[int, Field(ge=1, le=2**63 - 1)]] = Field(min_length=1, max_length=200)
    verb: Literal["acknowledge", "hand", "ask", "extend", "refuse", "verify", "suspend", "cancel"]
    person: int | None = Field(None, description="To hand the tasks on: an appointment")
    due_on: Day | None = Field(None, description="To ask for more time")
    reason: str = Field("", max_length=2_000)


class TogetherOut(Schema):
    task_id: int
    is_done: bool
    reason: str
    """Why not; empty: done."""


class PlannedTaskOut(Schema):
    row: int
    text: str
    lead: str = Field(alias="lead.key")
    issuer: str = Field(alias="issuer.key")
    verifier: str | None
    coordinating: list[str]
    product: str
    assigned_on: date
    due_on: date | None
    due_precision: str

    @staticmethod
    def resolve_verifier(planned: PlannedTask) -> str | None:
        return planned.verifier.key if planned.verifier else None

    @staticmethod
    def resolve_coordinating(planned: PlannedTask) -> list[str]:
        return [unit.key for unit in planned.coordinating]


class AssignmentListOut(Schema):
    """What would be assigned, and every cell that stands in the way."""

    planned: list[PlannedTaskOut]
    problems: list[CellProblemOut]


class PlannedReportOut(Schema):
    row: int
    task_id: int = Field(alias="task.pk")
    before: int | None = Field(alias="task.percent")
    """The progress as it stands."""
    percent: int
    text: str
    fact_on: date | None
    done: bool


class ReportListOut(Schema):
    """What would be reported, every cell in the way, and how many lines say nothing new."""

    planned: list[PlannedReportOut]
    problems: list[CellProblemOut]
    untouched: int


class TakenTasks(Schema):
    """The numbers of the tasks, in the order of the list."""

    tasks: list[int]
