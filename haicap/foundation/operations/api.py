"""The JSON door of operations: jobs, for who runs the installation."""

from datetime import datetime
from typing import Any, Literal

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from haicap.foundation.access import ActorRequest
from haicap.foundation.api.paging import Paged, Paging, paged
from haicap.foundation.jobs.models import Failure

from . import actions, queries
from .rules import by_administrators

router = Router(tags=["operations"])

Outcome = Literal["succeeded", "failed", "died"]


class WorkerOut(Schema):
    number: int
    heartbeat_at: datetime
    is_alive: bool


class JobOut(Schema):
    number: int = Field(alias="pk")
    name: str = Field(alias="task_name")
    title: str

    @staticmethod
    def resolve_title(job: Any) -> str:
        return queries.title_of(job.task_name)


class RunningOut(JobOut):
    since: datetime | None
    worker_number: int | None = Field(alias="worker_id")
    heartbeat_at: datetime | None

    @staticmethod
    def resolve_heartbeat_at(job: Any) -> datetime | None:
        return job.worker.last_heartbeat if job.worker else None


class FailedJobOut(JobOut):
    attempts: int
    reason: str
    failed_at: datetime | None

    @staticmethod
    def resolve_reason(job: Any) -> str:
        return queries.reason_of(job)


class RetryingOut(FailedJobOut):
    next_attempt_at: datetime | None = Field(alias="scheduled_at")


class WaitingOut(Schema):
    count: int
    is_more: bool
    """There are more than were counted."""
    first: str | None
    """The title of the job that is next in line."""
    first_since: datetime | None


class LastRunOut(Schema):
    started_at: datetime
    ended_at: datetime
    seconds: float
    outcome: Outcome


class LineOut(Schema):
    """A declared job: its turns, its last run, and when it would run next."""

    name: str
    title: str
    cron: str | None
    """When the schedule starts it, in UTC; null: when something asks for it."""
    schedule: str
    next_at: datetime | None
    last_run: LastRunOut | None = Field(alias="last")
    reason: str | None
    """Why its last run failed."""
    retriable_number: int | None = Field(alias="retriable")

    @staticmethod
    def resolve_name(line: queries.Line) -> str:
        return line.declared.name

    @staticmethod
    def resolve_title(line: queries.Line) -> str:
        return str(line.declared.title)

    @staticmethod
    def resolve_cron(line: queries.Line) -> str | None:
        return line.declared.cron or None

    @staticmethod
    def resolve_reason(line: queries.Line) -> str | None:
        return queries.reason_in(line.failure) if line.failure else None


class OverviewOut(Schema):
    is_anybody_at_work: bool
    workers: list[WorkerOut]
    running: list[RunningOut]
    waiting: WaitingOut
    retrying: list[RetryingOut]
    retrying_is_more: bool
    jobs: list[LineOut] = Field(alias="lines")

    @staticmethod
    def resolve_waiting(now: queries.Overview) -> dict[str, Any]:
        first = now.first_waiting
        return {
            "count": now.waiting,
            "is_more": now.waiting_is_more,
            "first": queries.title_of(first.task_name) if first else None,
            "first_since": first.since if first else None,
        }


class JobFailureOut(Schema):
    job_number: int = Field(alias="job_id")
    attempt: int
    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    reason: str
    trace: str

    @staticmethod
    def resolve_reason(failure: Failure) -> str:
        return queries.reason_in(failure)


class JobHistoryOut(Schema):
    job: LineOut
    failures: list[JobFailureOut]


class RetriedOut(JobOut):
    status: str


def _require_administrator(request: ActorRequest) -> None:
    if by_administrators(request.actor):
        raise Http404


@router.get("/jobs", response=OverviewOut)
def show_jobs(request: ActorRequest) -> Any:
    """What runs, waits and is tried again; each job's last run and when it would run next."""
    _require_administrator(request)
    return queries.overview(request.actor)


@router.get("/jobs/failed", response=Paged[FailedJobOut])
def list_failed_jobs(request: ActorRequest, paging: Query[Paging]) -> Any:
    """What failed for good and waits for a person, newest first."""
    _require_administrator(request)
    return paged(queries.failed(request.actor), paging)


@router.get("/jobs/named/{name}", response=JobHistoryOut)
def show_job(request: ActorRequest, name: str) -> Any:
    """A declared job with its last failures."""
    _require_administrator(request)
    line = queries.line_of(name, request.actor)
    if line is None:
        raise Http404
    return {"job": line, "failures": list(queries.failures_of(name))}


@router.post("/jobs/{int:number}/attempt", response={201: RetriedOut})
def retry_job(request: ActorRequest, number: int) -> Any:
    """Have a failed job tried once more, at once; 409 where it is not failed any more."""
    if not queries.is_job_known(number, actor=request.actor):
        raise Http404
    return Status(201, actions.retry_job(number, actor=request.actor))
