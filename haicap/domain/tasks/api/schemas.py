"""What the JSON door of tasks sends and takes."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.urls import reverse
from ninja import Schema
from pydantic import Field

from haicap.domain.tasks.models import Evidence, Progress
from haicap.foundation.access.days import Day

State = Literal[
    "assigned",
    "acknowledged",
    "in_progress",
    "reported",
    "returned",
    "suspended",
    "verified",
    "cancelled",
]
Cell = Literal["done_on_time", "done_late", "open_in_term", "open_overdue"]
Key = Annotated[str, Field(max_length=60, description="Key of a unit, as /units has it")]


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
    received_on: date | None
    period_first: date | None
    period_last: date | None
    due_on: date | None
    due_precision: str
    percent: int | None
    done_on: date | None
    state: State
    is_overdue: bool
    nearness: str | None = Field(alias="nearness_code")
    """The step of the statute `task.nearness` on which it stands today; null: none."""
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
    drafted_by: str
    """Who wrote it for the one that signed; empty: who reported wrote it."""
    text: str
    percent: int
    claims_done: bool
    reported_on: date
    fact_on: date
    """The day of which it speaks."""
    faults: list[Literal["late", "returned", "contradicted"]]
    """Late: reported longer after that day than the statute allows; contradicted: a later report
    says less."""
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


class TaskExtensionOut(Schema):
    """More time, as it was asked for and decided; `due_on` is what was given, once granted."""

    outcome: Literal["asked", "granted", "refused", "withdrawn", "lapsed"]
    old_due_on: date
    old_due_precision: str
    due_on: date
    due_precision: str
    reason: str
    author: str
    asked_on: date
    answer: str
    decided_by: str
    decided_on: date | None


class SuspensionOut(Schema):
    since: date
    until: date | None
    reason: str
    author: str
    old_due_on: date | None


class HandoverOut(Schema):
    from_unit: UnitOut
    to_unit: UnitOut
    act: str
    reason: str
    author: str
    handed_on: date


class ContributionOut(Schema):
    """The part of one coordinating unit; `asked` empty: what is asked of it is not stated."""

    contribution_id: int = Field(alias="pk")
    unit: UnitOut
    state: Literal["asked", "working", "done"]
    asked: str
    text: str
    percent: int | None
    author: str
    is_simulated: bool
    has_simulated_moves: bool


class DraftOut(Schema):
    """A report before it is signed."""

    draft_id: int = Field(alias="pk")
    task_id: int
    unit: UnitOut
    state: Literal["drafted", "submitted", "sent_back", "approved"]
    author: str
    text: str
    percent: int
    claims_done: bool
    fact_on: date | None
    words: str
    """Why it was sent back, the last time."""
    drafted_on: date
    is_simulated: bool
    open_verbs: list[str] = []


class RhythmOut(Schema):
    every: Literal["week", "month", "quarter", "half_year", "year"]
    day: int | None
    """Of the week or of the period's last month; null: by the windows of periodic reporting."""
    from_on: date


class TaskDetail(TaskOut):
    rhythm: RhythmOut | None
    """How often a regular task comes round; its periods are its parts."""
    handler: str | None
    """Who of the lead unit has the task in hand."""
    contributions: list[ContributionOut]
    whole_id: int | None
    """The task that it is a part of."""
    parts: list[TaskOut]
    coordinating: list[UnitOut]
    extensions: list[TaskExtensionOut]
    suspensions: list[SuspensionOut]
    handovers: list[HandoverOut]
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
    """With `text`, `state` or `cell`: only so many, the newest, were counted, and there are more.
    Else null, and every number is exact."""


class TaskNarrowing(Schema):
    state: State | None = None
    cell: Cell | None = None
    lead: str | None = Field(None, max_length=60, description="Key of the unit that leads it")
    due_from: Day | None = None
    due_by: Day | None = None
    whose: Literal["mine", "unit"] | None = Field(
        None, description="`mine`: in your hand; `unit`: led by a unit of yours"
    )
    text: str | None = Field(None, max_length=200)


class ReasonIn(Schema):
    reason: str = Field(min_length=1, max_length=2_000)


class TimeIn(Schema):
    due_on: Day
    due_precision: Literal["day", "month", "quarter", "year"] = "day"
    reason: str = Field(min_length=1, max_length=2_000)


class ExtensionIn(Schema):
    due_on: Day | None = Field(None, description="Left out: the day that was asked for")
    answer: str = Field("", max_length=2_000)


class HandoverIn(Schema):
    lead: Key
    act: str = Field(min_length=1, max_length=300)
    reason: str = Field(min_length=1, max_length=2_000)


class RhythmIn(Schema):
    every: Literal["week", "month", "quarter", "half_year", "year"]
    day: int | None = Field(None, ge=1, le=31)


class HandIn(Schema):
    person: int = Field(description="Number of an appointment in the unit that leads")


class InvolveIn(Schema):
    unit: Key
    asked: str = Field("", max_length=10_000)


class AskedIn(Schema):
    asked: str = Field(min_length=1, max_length=10_000)


class ContributionIn(Schema):
    text: str = Field(min_length=1, max_length=10_000)
    percent: int = Field(ge=0, le=100)
    done: bool = False


class PartIn(Schema):
    text: str = Field(min_length=1, max_length=10_000)
    lead: Key
    product: str = Field("", max_length=500)
    due_on: Day | None = None
    due_precision: Literal["day", "month", "quarter", "year", "regular", "unstated"] = "unstated"
