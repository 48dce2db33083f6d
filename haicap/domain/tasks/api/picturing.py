"""The same tasks as a board by state, as a month by due day, and as a timeline."""

from typing import Any

from ninja import Query, Schema
from pydantic import Field

from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries.boards import COLUMNS, month_asked, month_of
from haicap.foundation.access import ActorRequest
from haicap.foundation.api.paging import Paged, Paging, paged
from haicap.foundation.sources.queries import citations_of_all
from haicap.foundation.ui.paging import page_of

from .many import BoardColumnOut, CalendarOut
from .reading import narrowed
from .router import router
from .schemas import TaskNarrowing, TaskOut

BY_DUE = ("listed_due_on", "-id")
UNITS = ("lead", "verifier", "issuer")


class Columns(Schema):
    size: int = Field(20, ge=1, le=100, description="How many tasks a column at most")


@router.get("/board", response=list[BoardColumnOut])
def read_board(
    request: ActorRequest, narrowing: Query[TaskNarrowing], columns: Query[Columns]
) -> Any:
    """A column a state, the first due first.

    A column goes on in the list of tasks: with its `state`, sorted by `due`, from `next_cursor`.
    """
    tasks = narrowed(request, narrowing).select_related(*UNITS)
    pages = [
        (state, page_of(tasks.filter(state=state), order=BY_DUE, size=columns.size))
        for state in COLUMNS
    ]
    citations_of_all([task for _state, page in pages for task in page.items])
    return [
        {
            "state": state,
            "label": str(Task.State(state).label),
            "tasks": page.items,
            "next_cursor": page.next_cursor,
        }
        for state, page in pages
    ]


class AskedMonth(Schema):
    month: str = Field("", max_length=7, description="As 2026-03; left out: this month")


@router.get("/calendar", response=CalendarOut)
def read_calendar(
    request: ActorRequest, narrowing: Query[TaskNarrowing], asked: Query[AskedMonth]
) -> Any:
    """What is due in a month, day by day: some tasks of each day, and how many they are in all.

    All of a day are in the list of tasks, with `due_from` and `due_by` that day.
    """
    tasks = narrowed(request, narrowing).select_related("verifier", "issuer")
    month = month_of(tasks, month_asked(asked.month))
    days = [day for day in month.days if day.count]
    citations_of_all([task for day in days for task in day.tasks])
    return {"first": month.first, "last": month.last, "count": month.count, "days": days}


@router.get("/timeline", response=Paged[TaskOut])
def read_timeline(
    request: ActorRequest, narrowing: Query[TaskNarrowing], paging: Query[Paging]
) -> Any:
    """Tasks over the time they take, from `assigned_on` to `due_on`; those without one last."""
    page = paged(narrowed(request, narrowing).select_related(*UNITS), paging, order=BY_DUE)
    citations_of_all(page.items)
    return page
