"""The JSON door of the follow-up sheets: the same rows and sentences as the page."""

from datetime import date
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from haicap.domain.meetings.models import Session
from haicap.foundation.access import ActorRequest
from haicap.foundation.access.days import Day
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by
from haicap.foundation.documents.sending import FORMATS, send_letter

from . import actions, queries
from .comparing import compared
from .listing import SHEETS
from .models import Row, Sheet
from .paper import letter_of

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


class GivenAnswerOut(Schema):
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
    answers: list[GivenAnswerOut]
    answered_by: list[AnsweredBy]
    owed_by: list[str]
    """Keys of the units whose turn it was; empty: nobody's, or not known."""
    assessment: Literal["fulfilled", "under_way", "not_begun", "lapsed", ""]
    remark: str
    assessed_by: str
    assessed_on: date | None
    is_assessment_simulated: bool
    version: int
    """Say it when you assess the row."""
    carried_into_id: int | None
    """The item of the session's own conclusion that takes it up; null: none, or not yours to
    see."""
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


class AssessmentIn(Schema):
    assessment: Literal["fulfilled", "under_way", "not_begun", "lapsed", ""]
    remark: str = Field("", max_length=5_000)
    version: int


class ComparisonIn(Schema):
    before: int
    after: int


class PairOut(Schema):
    """An item or a recommendation on two sheets; a standing is null where it is not on that one."""

    item_id: int | None
    recommendation_id: int | None
    text: str
    change: Literal["moved", "unmoved", "new", "gone"]
    before: str | None
    """How it stood, in words."""
    after: str | None


class FormIn(Schema):
    form: Literal["pdf", "docx"] = "pdf"


FILES = {
    "responses": {
        200: {
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind, _made in FORMATS.values()
            }
        }
    }
}


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


@router.post("/{int:pk}/rows/{int:number}/assessment", response={201: SheetDetail})
def assess_row(request: ActorRequest, pk: int, number: int, sent: AssessmentIn) -> Any:
    """Say what the group finds of a row, until the sheet is settled; 409 where somebody else
    saved first."""
    actions.assess_row(_row(request, pk, number), actor=request.actor, **sent.dict())
    return Status(201, _detail(request, pk))


@router.post("/{int:pk}/rows/{int:number}/carrying", response={201: SheetDetail})
def carry_over(request: ActorRequest, pk: int, number: int) -> Any:
    """Take the row up in the conclusion that is drafted of the sheet's session, once."""
    actions.carry_over(_row(request, pk, number), actor=request.actor)
    return Status(201, _detail(request, pk))


@router.get("/{int:pk}/document", openapi_extra=FILES)
def read_document(request: ActorRequest, pk: int, asked: Query[FormIn]) -> HttpResponse:
    """The sheet with the rows you may see, as PDF or DOCX."""
    sheet = _sheet(request, pk)
    return send_letter(letter_of(sheet, queries.rows_of(sheet, request.actor)), asked.form)


@router.get("/comparison", response=list[PairOut])
def compare_sheets(request: ActorRequest, asked: Query[ComparisonIn]) -> Any:
    """Two sheets side by side: what moved and what did not, of the rows you may see."""
    pairs = compared(_sheet(request, asked.before), _sheet(request, asked.after), request.actor)
    return [
        {
            "item_id": pair.row.row.item_id,
            "recommendation_id": pair.row.row.recommendation_id,
            "text": pair.row.text,
            "change": pair.change.value,
            "before": str(pair.before.words) if pair.before else None,
            "after": str(pair.after.words) if pair.after else None,
        }
        for pair in pairs
    ]


def _row(request: ActorRequest, pk: int, number: int) -> Row:
    seen = Row.objects.visible_to(request.actor).select_related(
        "sheet__session__group", "sheet__session__convened_by__office"
    )
    return get_object_or_404(seen, sheet=pk, number=number)


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
        "owed_by": [unit.key for unit in row.owed_by],
        **{name: getattr(row.row, name) for name in OF_THE_ROW},
        "carried_into_id": row.carried_into.pk if row.carried_into else None,
        "is_simulated": row.is_simulated,
    }


OF_THE_ROW = (
    "assessment",
    "remark",
    "assessed_by",
    "assessed_on",
    "is_assessment_simulated",
    "version",
)


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
