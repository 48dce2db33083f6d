"""The JSON door of tasks: the same finding, actions and sentences as the pages."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from haicap.foundation.access import ActorRequest
from haicap.foundation.access.days import Day
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by
from haicap.foundation.files.serving import serve
from haicap.foundation.sources.queries import citations_of_all

from . import actions, queries
from .listing import TASKS
from .models import Evidence, Progress, Task, TaskQuerySet

router = Router(tags=["tasks"])

State = Literal["assigned", "in_progress", "reported", "returned", "verified", "cancelled"]
Cell = Literal["done_on_time", "done_late", "open_in_term", "open_overdue"]


class UnitOut(Schema):
    """A unit, by the key under which /organisations knows it."""

    key: str
    name: str = Field(alias="full_name")


class TaskOut(Schema):
    id: int
    text: str
    lead: UnitOut
    issuer: UnitOut
    verifier: UnitOut | None
    product: str
    assigned_on: date
    due_on: date | None
    due_precision: str
    percent: int | None
    done_on: date | None
    state: State
    is_overdue: bool
    is_simulated: bool
    has_simulated_moves: bool
    """It is real, but an example moved it: its state is no fact."""
    simulated_fields: list[str]
    """Fields that an example made up of a real task."""


class EvidenceOut(Schema):
    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    address: str

    @staticmethod
    def resolve_address(evidence: Evidence) -> str:
        pks = [evidence.progress.task_id, evidence.pk]
        return reverse("api:tasks_download_evidence", args=pks)

    @staticmethod
    def resolve_media_type(evidence: Evidence) -> str:
        return evidence.file.media_type

    @staticmethod
    def resolve_size(evidence: Evidence) -> int:
        return evidence.file.size

    @staticmethod
    def resolve_sha256(evidence: Evidence) -> str:
        return evidence.file.sha256


class VerdictOut(Schema):
    outcome: Literal["verified", "returned"]
    reason: str
    author: str
    given_on: date


class ProgressOut(Schema):
    id: int
    author: str
    text: str
    percent: int
    claims_done: bool
    reported_on: date
    recorded_at: datetime
    is_simulated: bool
    evidence: list[EvidenceOut]
    verdict: VerdictOut | None

    @staticmethod
    def resolve_evidence(progress: Progress) -> list[Evidence]:
        return list(progress.evidence.all())

    @staticmethod
    def resolve_verdict(progress: Progress) -> Any:
        return getattr(progress, "verdict", None)


class RefusalOut(Schema):
    """A move that exists in this state and that you may not make, and why."""

    verb: str
    reason: str


class TaskDetail(TaskOut):
    coordinating: list[UnitOut]
    progress: list[ProgressOut]
    awaits: str | None
    open_verbs: list[str]
    refusals: list[RefusalOut]


class MatrixOut(Schema):
    """total = done + open; done = done_on_time + done_late; open = open_in_term + open_overdue."""

    total: int
    done: int
    done_on_time: int
    done_late: int
    open: int
    open_in_term: int
    open_overdue: int
    counted_up_to: int | None
    """With `text`, `state` or `cell`: no number was counted beyond one more than this. Else
    null, and every number is exact."""


class NarrowingIn(Schema):
    state: State | None = None
    cell: Cell | None = None
    lead: str | None = Field(None, max_length=60, description="Key of the unit that leads it")
    due_by: Day | None = None
    text: str | None = Field(None, max_length=200)


class Sorting(Paging):
    sort: str | None = sort_by(TASKS)


class ReasonIn(Schema):
    reason: str = Field(min_length=1, max_length=2_000)


def _narrowed(request: ActorRequest, narrowing: NarrowingIn) -> TaskQuerySet:
    visible = Task.objects.visible_to(request.actor)
    given = narrowing.model_dump(exclude_none=True)
    return queries.found(visible, on=timezone.localdate(), **given)


def _task(request: ActorRequest, pk: int) -> Task:
    visible = Task.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("lead", "verifier", "issuer"), pk=pk)


def _detail(request: ActorRequest, task: Task) -> dict[str, Any]:
    moves = queries.open_moves(request.actor, task)
    awaits = queries.awaits(task)
    return {
        **TaskOut.from_orm(task).model_dump(by_alias=True),
        "coordinating": list(task.coordinating.order_by("sort_key")),
        "progress": queries.reports_of(task),
        "awaits": str(awaits) if awaits else None,
        "open_verbs": [move.verb for move in moves if move.is_allowed],
        "refusals": [
            {"verb": move.verb, "reason": move.refusal.reason} for move in moves if move.refusal
        ],
    }


@router.get("", response=Paged[TaskOut])
def list_tasks(request: ActorRequest, narrowing: Query[NarrowingIn], paging: Query[Sorting]) -> Any:
    """The tasks you may see, newest first."""
    tasks = _narrowed(request, narrowing).select_related("lead", "verifier", "issuer")
    page = paged(tasks, paging, order=TASKS.ordered_by(paging.sort))
    citations_of_all(page.items)
    return page


@router.get("/matrix", response=MatrixOut)
def read_matrix(request: ActorRequest, narrowing: Query[NarrowingIn]) -> Any:
    """How many of the tasks you may see are done or open, in time or late, as of today."""
    given = narrowing.model_dump(exclude_none=True)
    if key := given.pop("lead", None):
        given["lead"] = queries.leads_seen(request.actor).filter(key=key).first()
        if given["lead"] is None:
            return queries.Matrix(0, 0, 0, 0)
    return queries.matrix_found(request.actor, timezone.localdate(), **given)


@router.get("/{int:pk}", response=TaskDetail)
def read_task(request: ActorRequest, pk: int) -> Any:
    """A task with its reports, whose turn it is, and what you may do with it now."""
    return _detail(request, _task(request, pk))


@router.post("/{int:pk}/progress", response={201: TaskDetail})
def report_progress(
    request: ActorRequest,
    pk: int,
    text: Form[str],
    percent: Form[int],
    done: Form[bool] = False,
    files: File[list[UploadedFile]] = [],  # noqa: B006  read, never changed
) -> Any:
    """Report what was done; with `done`, say that all of it is and ask for verification."""
    task = _task(request, pk)
    actions.report_progress(
        task, actor=request.actor, text=text, percent=percent, done=done, evidence=files
    )
    return Status(201, _detail(request, task))


@router.post("/{int:pk}/verification", response={201: TaskDetail})
def verify_task(request: ActorRequest, pk: int) -> Any:
    """Find the work done. Needs evidence, and another hand than the report's."""
    task = _task(request, pk)
    actions.verify_task(task, actor=request.actor)
    return Status(201, _detail(request, task))


@router.post("/{int:pk}/return", response={201: TaskDetail})
def return_task(request: ActorRequest, pk: int, sent: ReasonIn) -> Any:
    """Send the report back with a reason; it counts as not done."""
    task = _task(request, pk)
    actions.return_task(task, actor=request.actor, reason=sent.reason)
    return Status(201, _detail(request, task))


@router.post("/{int:pk}/cancellation", response={201: TaskDetail})
def cancel_task(request: ActorRequest, pk: int, sent: ReasonIn) -> Any:
    """Take the task back. There is no way from here."""
    task = _task(request, pk)
    actions.cancel_task(task, actor=request.actor, reason=sent.reason)
    return Status(201, _detail(request, task))


@router.get("/{int:pk}/evidence/{int:evidence_pk}")
def download_evidence(request: ActorRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """The file itself, to be saved; its type was judged by its content."""
    shown = Evidence.objects.select_related("file").filter(progress__task=_task(request, pk))
    found = get_object_or_404(shown, pk=evidence_pk)
    return serve(found.file, found.name)
