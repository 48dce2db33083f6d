"""Reading tasks: the list, the matrix, one task, a file."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query

from haicap.domain.tasks import queries
from haicap.domain.tasks.handling import whose_tasks
from haicap.domain.tasks.listing import TASKS
from haicap.domain.tasks.models import Evidence, Task, TaskQuerySet
from haicap.foundation.access import ActorRequest
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by
from haicap.foundation.files.serving import serve
from haicap.foundation.sources.queries import citations_of_all

from .finding import detail_of, task_of
from .router import router
from .schemas import MatrixOut, TaskDetail, TaskNarrowing, TaskOut


class Sorting(Paging):
    sort: str | None = sort_by(TASKS)


def _given(request: ActorRequest, narrowing: TaskNarrowing) -> dict[str, Any]:
    given = narrowing.model_dump(exclude_none=True)
    return given | whose_tasks(request.actor, given.pop("whose", ""))


def narrowed(request: ActorRequest, narrowing: TaskNarrowing) -> TaskQuerySet:
    visible = Task.objects.visible_to(request.actor)
    given = _given(request, narrowing)
    return queries.found(visible, on=timezone.localdate(), **given)


@router.get("", response=Paged[TaskOut])
def list_tasks(
    request: ActorRequest, narrowing: Query[TaskNarrowing], paging: Query[Sorting]
) -> Any:
    """The tasks you may see, newest first."""
    tasks = narrowed(request, narrowing).select_related("lead", "verifier", "issuer")
    page = paged(tasks, paging, order=TASKS.ordered_by(paging.sort))
    citations_of_all(page.items)
    return page


@router.get("/matrix", response=MatrixOut)
def read_matrix(request: ActorRequest, narrowing: Query[TaskNarrowing]) -> Any:
    """How many of the tasks you may see are done or open, in time or late, as of today."""
    given = _given(request, narrowing)
    if key := given.pop("lead", None):
        given["lead"] = queries.leads_seen(request.actor).filter(key=key).first()
        if given["lead"] is None:
            return queries.Matrix(0, 0, 0, 0)
    return queries.matrix_found(request.actor, timezone.localdate(), **given)


@router.get("/{int:pk}", response=TaskDetail)
def read_task(request: ActorRequest, pk: int) -> Any:
    """A task with its reports, whose turn it is, and what you may do with it now."""
    return detail_of(request, task_of(request, pk))


@router.get("/{int:pk}/evidence/{int:evidence_pk}")
def download_evidence(request: ActorRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """The file itself, to be saved; its type was judged by its content."""
    shown = Evidence.objects.select_related("file").filter(progress__task=task_of(request, pk))
    found = get_object_or_404(shown, pk=evidence_pk)
    return serve(found.file, found.name)
