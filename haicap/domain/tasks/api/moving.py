"""Changing a task: one operation a move."""

from typing import Any

from ninja import File, Form, Status
from ninja.files import UploadedFile

from haicap.domain.tasks import actions, queries
from haicap.foundation.access import ActorRequest
from haicap.foundation.access.days import Day

from .finding import detail_of, task_of
from .router import router
from .schemas import ExtensionIn, HandoverIn, PartIn, ReasonIn, RhythmIn, TaskDetail, TimeIn


@router.post("/{int:pk}/progress", response={201: TaskDetail})
def report_progress(
    request: ActorRequest,
    pk: int,
    text: Form[str],
    percent: Form[int],
    done: Form[bool] = False,
    fact_on: Form[Day | None] = None,
    files: File[list[UploadedFile]] = [],  # noqa: B006  read, never changed
) -> Any:
    """Report what was done; with `done`, say that all of it is and ask for verification.

    `fact_on` is the day on which it was so, if before today; a report much later is a late one.
    """
    task = task_of(request, pk)
    actions.report_progress(
        task,
        actor=request.actor,
        text=text,
        percent=percent,
        done=done,
        fact_on=fact_on,
        evidence=files,
    )
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/verification", response={201: TaskDetail})
def verify_task(request: ActorRequest, pk: int) -> Any:
    """Find the work done. Needs evidence, and another hand than the report's."""
    task = task_of(request, pk)
    actions.verify_task(task, actor=request.actor)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/return", response={201: TaskDetail})
def return_task(request: ActorRequest, pk: int, sent: ReasonIn) -> Any:
    """Send the report back with a reason; it counts as not done."""
    task = task_of(request, pk)
    actions.return_task(task, actor=request.actor, reason=sent.reason)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/cancellation", response={201: TaskDetail})
def cancel_task(request: ActorRequest, pk: int, sent: ReasonIn) -> Any:
    """Take the task back. There is no way from here."""
    task = task_of(request, pk)
    actions.cancel_task(task, actor=request.actor, reason=sent.reason)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/receipt", response={201: TaskDetail})
def acknowledge_task(request: ActorRequest, pk: int) -> Any:
    """Say that the unit that leads the task has it."""
    task = task_of(request, pk)
    actions.acknowledge_task(task, actor=request.actor)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/request", response={201: TaskDetail})
def ask_for_time(request: ActorRequest, pk: int, sent: TimeIn) -> Any:
    """Ask for a later deadline; one question is open at a time, and how often is a statute."""
    task = task_of(request, pk)
    actions.ask_for_time(task, actor=request.actor, **sent.dict())
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/extension", response={201: TaskDetail})
def extend_task(request: ActorRequest, pk: int, sent: ExtensionIn) -> Any:
    """Grant the time that was asked for, or another day. The old deadline is kept."""
    task = task_of(request, pk)
    actions.extend_task(task, actor=request.actor, **sent.dict())
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/refusal", response={201: TaskDetail})
def refuse_time(request: ActorRequest, pk: int, sent: ReasonIn) -> Any:
    """Refuse the time that was asked for, with a reason."""
    task = task_of(request, pk)
    actions.refuse_time(task, actor=request.actor, reason=sent.reason)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/withdrawal", response={201: TaskDetail})
def withdraw_request(request: ActorRequest, pk: int) -> Any:
    """Do without the time that was asked for, while nobody has decided."""
    task = task_of(request, pk)
    actions.withdraw_request(task, actor=request.actor)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/suspension", response={201: TaskDetail})
def suspend_task(request: ActorRequest, pk: int, sent: ReasonIn) -> Any:
    """Let the work stand, with a reason."""
    task = task_of(request, pk)
    actions.suspend_task(task, actor=request.actor, reason=sent.reason)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/resumption", response={201: TaskDetail})
def resume_task(request: ActorRequest, pk: int, sent: ReasonIn) -> Any:
    """Take the work up again; the deadline moves by the days that were lost."""
    task = task_of(request, pk)
    actions.resume_task(task, actor=request.actor, reason=sent.reason)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/handover", response={201: TaskDetail})
def hand_over_task(request: ActorRequest, pk: int, sent: HandoverIn) -> Any:
    """Give the lead to the competent unit, naming the act; the old one still sees the task."""
    task = task_of(request, pk)
    actions.hand_over_task(
        task,
        actor=request.actor,
        lead=queries.unit_by_key("lead", sent.lead),
        act=sent.act,
        reason=sent.reason,
    )
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/parts", response={201: TaskDetail})
def split_task(request: ActorRequest, pk: int, sent: PartIn) -> Any:
    """Split off a part: a task of its own. The answer is the whole, with its parts."""
    task = task_of(request, pk)
    given = sent.dict(exclude={"lead"})
    lead = queries.unit_by_key("lead", sent.lead)
    actions.split_task(task, actor=request.actor, lead=lead, **given)
    return Status(201, detail_of(request, task))


@router.post("/{int:pk}/rhythm", response={201: TaskDetail})
def repeat_task(request: ActorRequest, pk: int, sent: RhythmIn) -> Any:
    """Say how often a regular task comes round; its periods become its parts as they begin."""
    task = task_of(request, pk)
    actions.repeat_task(task, actor=request.actor, **sent.dict())
    return Status(201, detail_of(request, task))
