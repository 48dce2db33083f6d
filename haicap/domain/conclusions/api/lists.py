"""The tasks of a conclusion from an XLSX list, looked through or taken."""

from typing import Any

from django.http import HttpResponse
from ninja import File, Form, Status
from ninja.files import UploadedFile

from haicap.domain.conclusions import actions, queries
from haicap.domain.conclusions.models import Conclusion
from haicap.foundation.access import ActorRequest
from haicap.foundation.api.idempotency import refuse_key
from haicap.foundation.api.lists import refuse_first
from haicap.foundation.files.lists import keep_list, list_content
from haicap.foundation.spreadsheets.sending import as_file
from haicap.foundation.spreadsheets.writing import XLSX

from .answering import conclusion_seen, router
from .schemas import OrderedListOut, OrderedTasks


def _open(request: ActorRequest, pk: int) -> Conclusion:
    conclusion = conclusion_seen(request, pk)
    queries.require_open("order", actor=request.actor, thing=conclusion)
    return conclusion


@router.get("/conclusions/{int:pk}/tasks/template")
def order_list_template(request: ActorRequest, pk: int) -> HttpResponse:
    """The items that have no task yet, to be filled in with who leads, and by when."""
    return as_file(actions.order_template(_open(request, pk)), "giao-nhiem-vu.xlsx", XLSX)


@router.post("/conclusions/{int:pk}/tasks/examination", response=OrderedListOut)
def examine_order_list(request: ActorRequest, pk: int, file: File[UploadedFile]) -> Any:
    """Look a list through: every bad cell, and what would be assigned. Nothing is written."""
    content = list_content(file)
    return actions.examine_orders(_open(request, pk), content, actor=request.actor)


@router.post("/conclusions/{int:pk}/tasks", response={201: OrderedTasks})
def take_order_list(
    request: ActorRequest, pk: int, file: File[UploadedFile], overlaps_seen: Form[bool] = False
) -> Any:
    """Assign all tasks of a list by their items, or none. The very same file is taken once."""
    conclusion = _open(request, pk)
    refuse_key(request)
    found = actions.examine_orders(conclusion, list_content(file), actor=request.actor)
    refuse_first(found.problems)
    kept = keep_list(file, actor=request.actor)
    taken = actions.take_orders(
        conclusion, found.planned, actor=request.actor, file=kept, overlaps_seen=overlaps_seen
    )
    return Status(201, {"tasks": [task.pk for task in taken]})
