"""The same tasks as a board by state, as a month by due day, and as a timeline."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from haicap.domain.tasks.forms import Narrowing
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries.boards import COLUMNS, month_asked, month_of, timeline_of
from haicap.foundation.access import ActorRequest
from haicap.foundation.ui.paging import page_of

BY_DUE = ("listed_due_on", "-id")
IN_A_COLUMN, ON_A_LINE = 20, 40


@require_GET
def board(request: ActorRequest) -> HttpResponse:
    """A column a state, each with pages of its own."""
    form = Narrowing(request.GET, actor=request.actor)
    listed = form.listed.select_related("lead")
    columns = [_column(request, listed.filter(state=state), state) for state in COLUMNS]
    return _page(request, "tasks/board.html", form, columns=columns)


def _column(request: ActorRequest, tasks: Any, state: str) -> dict[str, Any]:
    key = f"at_{state}"
    page = page_of(tasks, order=BY_DUE, cursor=request.GET.get(key), size=IN_A_COLUMN)
    return {
        "label": Task.State(state).label,
        "state": state,
        "page": page,
        "next": _with(request, key, page.next_cursor),
        "previous": _with(request, key, page.previous_cursor),
    }


def _with(request: ActorRequest, key: str, value: str | None) -> str:
    if value is None:
        return ""
    query = request.GET.copy()
    query[key] = value
    return f"?{query.urlencode()}"


@require_GET
def calendar(request: ActorRequest) -> HttpResponse:
    """What is due on each day of a month."""
    form = Narrowing(request.GET, actor=request.actor)
    month = month_of(form.listed, month_asked(request.GET.get("month", "")))
    addresses = {
        "before": _with(request, "month", f"{month.before:%Y-%m}"),
        "after": _with(request, "month", f"{month.after:%Y-%m}"),
    }
    return _page(request, "tasks/calendar.html", form, month=month, addresses=addresses)


@require_GET
def timeline(request: ActorRequest) -> HttpResponse:
    """From assignment to deadline, drawn; the table below says the same."""
    form = Narrowing(request.GET, actor=request.actor)
    listed = form.listed.select_related("lead")
    page = page_of(listed, order=BY_DUE, cursor=request.GET.get("cursor"), size=ON_A_LINE)
    drawn = timeline_of(page.items, timezone.localdate())
    return _page(request, "tasks/timeline.html", form, page=page, drawn=drawn)


def _page(request: ActorRequest, template: str, form: Narrowing, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
