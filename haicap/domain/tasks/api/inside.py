"""Inside the units: whose hand a task lies in, drafts for signing, parts of coordinating units."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import File, Form, Status
from ninja.files import UploadedFile

from haicap.domain.tasks import actions, queries
from haicap.domain.tasks.handling import people_of
from haicap.domain.tasks.models import Contribution, Draft
from haicap.domain.tasks.rules import DRAFT_FLOW
from haicap.foundation.access import ActorRequest
from haicap.foundation.access.days import Day

from .finding import detail_of, task_of
from .router import router
from .schemas import (
    AskedIn,
    ContributionIn,
    ContributionOut,
    DraftOut,
    HandIn,
    InvolveIn,
    ReasonIn,
    TaskDetail,
)


@router.post("/{int:pk}/hand", response={201: TaskDetail})
def hand_task(request: ActorRequest, pk: int, sent: HandIn) -> Any:
    """Give the task to a person of the unit that leads it: an appointment, by its number."""
    task = task_of(request, pk)
    queries.require_open("hand", actor=request.actor, task=task)
    person = get_object_or_404(people_of(task.lead), pk=sent.person)
    actions.hand_task(task, actor=request.actor, person=person)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/coordination", response={201: TaskDetail})
def involve_unit(request: ActorRequest, pk: int, sent: InvolveIn) -> Any:
    """Bring in a coordinating unit, saying what is asked of it."""
    task = task_of(request, pk)
    unit = queries.unit_by_key("unit", sent.unit)
    actions.involve_unit(task, actor=request.actor, unit=unit, asked=sent.asked)
    return Status(201, detail_of(request, task))


def _contribution(request: ActorRequest, pk: int) -> Contribution:
    visible = Contribution.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("unit", "task__issuer", "task__lead"), pk=pk)


@router.get("/contributions/{int:pk}", response=ContributionOut)
def read_contribution(request: ActorRequest, pk: int) -> Any:
    """What one coordinating unit is asked for, and how far it has come."""
    return _contribution(request, pk)


@router.post("/contributions/{int:pk}/progress", response={201: ContributionOut})
def report_contribution(request: ActorRequest, pk: int, sent: ContributionIn) -> Any:
    """Say how far the unit's own part has come; the task itself does not move."""
    found = _contribution(request, pk)
    actions.report_contribution(found, actor=request.actor, **sent.dict())
    return Status(201, found)


@router.post("/contributions/{int:pk}/asking", response={201: ContributionOut})
def ask_contribution(request: ActorRequest, pk: int, sent: AskedIn) -> Any:
    """Say what is asked of the unit, or ask it for more."""
    found = _contribution(request, pk)
    actions.ask_contribution(found, actor=request.actor, asked=sent.asked)
    return Status(201, found)


@router.post("/{int:pk}/draft", response={201: DraftOut})
def draft_report(
    request: ActorRequest,
    pk: int,
    text: Form[str],
    percent: Form[int],
    done: Form[bool] = False,
    submit: Form[bool] = False,
    fact_on: Form[Day | None] = None,
    files: File[list[UploadedFile]] = [],  # noqa: B006  read, never changed
) -> Any:
    """Draft a report that the head or a deputy will sign; `submit` puts it before them."""
    made = actions.draft_report(
        task_of(request, pk),
        actor=request.actor,
        text=text,
        percent=percent,
        done=done,
        submit=submit,
        fact_on=fact_on,
        evidence=files,
    )
    return Status(201, _told(request, made))


def _draft(request: ActorRequest, pk: int) -> Draft:
    visible = Draft.objects.visible_to(request.actor).select_related("unit", "task__lead")
    return get_object_or_404(visible, pk=pk)


def _told(request: ActorRequest, draft: Draft) -> dict[str, Any]:
    told = DraftOut.from_orm(draft).model_dump(by_alias=True)
    return told | {"open_verbs": DRAFT_FLOW.open_verbs(request.actor, draft)}


@router.get("/drafts/{int:pk}", response=DraftOut)
def read_draft(request: ActorRequest, pk: int) -> Any:
    """A report that is being drafted; the unit that leads the task sees it, and nobody else."""
    return _told(request, _draft(request, pk))


@router.post("/drafts/{int:pk}/revision", response={201: DraftOut})
def revise_draft(
    request: ActorRequest,
    pk: int,
    text: Form[str],
    percent: Form[int],
    done: Form[bool] = False,
    submit: Form[bool] = False,
    fact_on: Form[Day | None] = None,
    files: File[list[UploadedFile]] = [],  # noqa: B006  read, never changed
) -> Any:
    """Change the draft while it is in hand; files are added to those that are there."""
    found = _draft(request, pk)
    actions.revise_draft(
        found,
        actor=request.actor,
        text=text,
        percent=percent,
        done=done,
        submit=submit,
        fact_on=fact_on,
        evidence=files,
    )
    return Status(201, _told(request, found))


@router.post("/drafts/{int:pk}/submission", response={201: DraftOut})
def submit_draft(request: ActorRequest, pk: int) -> Any:
    """Put the draft before who signs for the unit."""
    found = _draft(request, pk)
    actions.submit_draft(found, actor=request.actor)
    return Status(201, _told(request, found))


@router.post("/drafts/{int:pk}/approval", response={201: DraftOut})
def approve_draft(request: ActorRequest, pk: int) -> Any:
    """Sign the draft: it is the report of the unit from here on."""
    found = _draft(request, pk)
    actions.approve_draft(found, actor=request.actor)
    return Status(201, _told(request, found))


@router.post("/drafts/{int:pk}/sending-back", response={201: DraftOut})
def send_draft_back(request: ActorRequest, pk: int, sent: ReasonIn) -> Any:
    """Send the draft back with words; who drafts it submits it again."""
    found = _draft(request, pk)
    actions.send_draft_back(found, actor=request.actor, reason=sent.reason)
    return Status(201, _told(request, found))
