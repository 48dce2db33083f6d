"""The JSON door of the follow-up sheets: the same rows and sentences as the page."""

from datetime import date
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from haicap.domain.meetings.models import Session
from haicap.foundation.access import ActorRequest
from haicap.foundation.access.days import Day
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by

from . import actions, queries
from .listing import SHEETS
from .models import Sheet

router = Router(tags=["followups"])


class SheetOut(Schema):
    id: int
    session_id: int
    as_of: date
    state: Literal["drawn_up", "settled"]
    is_simulated: bool
    has_simulated_moves: bool
    """It is real, but an example moved it: its state is no fact."""


class TaskThatDayOut(Schema):
    """A task on the day of the sheet; state null: not stated in the source, neither open nor
    late."""

    task_id: int
    lead: str
    state: str | None
    words: str
    is_overdue: bool
    percent: int | None
    reported_on: date | None
    evidence: int
    verdict: str | None
    is_simulated: bool


class AnswerOut(Schema):
    """text null: what was answered is not stated."""

    id: int
    given_by: str
    given_on: date | None
    text: str | None
    is_simulated: bool


class AnsweredBy(Schema):
    """An item of a conclusion that answers the recommendation."""

    item_id: int
    label: str = Field(alias="item.label")
    is_derived: bool
    """Paired by their subject: no source says it."""


class SheetRowOut(Schema):
    number: int
    label: str
    text: str
    item_id: int | None
    recommendation_id: int | None
    communes: list[str]
    """Their keys."""
    standing: Literal["not_stated", "stated", "no_task", "unseen"]
    words: str
    is_unassigned: bool
    tasks: list[TaskThatDayOut]
    answers: list[AnswerOut]
    answered_by: list[AnsweredBy]
    is_simulated: bool


class RefusalOut(Schema):
    """A move that exists in this state and that you may not make, and why."""

    verb: str
    reason: str


class SheetDetail(SheetOut):
    rows: list[SheetRowOut]
    """Those you may see: all of them for the group and the convening side."""
    is_whole: bool
    open_verbs: list[str]
    refusals: list[RefusalOut]


class DrawUpIn(Schema):
    session: int
    as_of: Day | None = Field(None, description="The day of the session unless said")


class Sorting(Paging):
    sort: str | None = sort_by(SHEETS)


@router.get("", response=Paged[SheetOut])
def list_sheets(request: ActorRequest, paging: Query[Sorting]) -> Any:
    """The sheets you may see, the latest day first."""
    return paged(queries.sheets_listed(request.actor), paging, order=SHEETS.ordered_by(paging.sort))


@router.post("", response={201: SheetDetail})
def draw_up_sheet(request: ActorRequest, sent: DrawUpIn) -> Any:
    """List what came before a session, once; 422 where its sheet exists."""
    session = get_object_or_404(Session.objects.visible_to(request.actor), pk=sent.session)
    sheet = actions.draw_up_sheet(session, actor=request.actor, as_of=sent.as_of)
    return Status(201, _detail(request, sheet.pk))


@router.get("/{int:pk}", response=SheetDetail)
def read_sheet(request: ActorRequest, pk: int) -> Any:
    """A sheet with the rows you may see, each as it stood on the day of the sheet."""
    return _detail(request, pk)


@router.post("/{int:pk}/settlement", response={201: SheetDetail})
def settle_sheet(request: ActorRequest, pk: int) -> Any:
    """Say that the session has gone through the sheet."""
    actions.settle_sheet(_sheet(request, pk), actor=request.actor)
    return Status(201, _detail(request, pk))


def _sheet(request: ActorRequest, pk: int) -> Sheet:
    return get_object_or_404(queries.sheets_listed(request.actor), pk=pk)


def _detail(request: ActorRequest, pk: int) -> dict[str, Any]:
    sheet = _sheet(request, pk)
    moves = queries.open_moves(request.actor, sheet)
    return {
        **SheetOut.from_orm(sheet).model_dump(),
        "rows": [_row_out(row) for row in queries.rows_of(sheet, request.actor)],
        "is_whole": queries.sees_whole(request.actor, sheet),
        "open_verbs": [move.verb for move in moves if move.is_allowed],
        "refusals": [
            {"verb": move.verb, "reason": move.refusal.reason} for move in moves if move.refusal
        ],
    }


def _row_out(row: queries.SheetRow) -> dict[str, Any]:
    return {
        "number": row.row.number,
        "label": row.label,
        "text": row.text,
        "item_id": row.row.item_id,
        "recommendation_id": row.row.recommendation_id,
        "communes": [commune.key for commune in row.communes],
        "standing": row.standing.value,
        "words": str(row.words),
        "is_unassigned": row.is_unassigned,
        "tasks": [_task_out(each) for each in row.tasks],
        "answers": list(row.answers),
        "answered_by": list(row.answered_by),
        "is_simulated": row.is_simulated,
    }


def _task_out(each: queries.TaskThatDay) -> dict[str, Any]:
    report = each.progress
    return {
        "task_id": each.task.pk,
        "lead": each.task.lead.key,
        "state": each.state if each.is_stated else None,
        "words": str(each.words),
        "is_overdue": each.is_overdue,
        "percent": report.percent if report else None,
        "reported_on": report.reported_on if report else None,
        "evidence": each.evidence,
        "verdict": each.verdict.outcome if each.verdict else None,
        "is_simulated": each.is_simulated,
    }
