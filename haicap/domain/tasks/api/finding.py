"""A task as the JSON door finds and tells it."""

from typing import Any

from django.shortcuts import get_object_or_404

from haicap.domain.tasks import queries
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest

from .schemas import TaskOut


def task_of(request: ActorRequest, pk: int) -> Task:
    visible = Task.objects.visible_to(request.actor)
    return get_object_or_404(
        visible.select_related("lead", "verifier", "issuer", "handler__position", "handler__user"),
        pk=pk,
    )


def detail_of(request: ActorRequest, task: Task) -> dict[str, Any]:
    moves = queries.open_moves(request.actor, task)
    awaits = queries.awaits(task)
    whole = queries.whole_of(request.actor, task)
    return {
        **TaskOut.from_orm(task).model_dump(by_alias=True),
        "rhythm": getattr(task, "rhythm", None),
        "handler": str(task.handler) if task.handler else None,
        "contributions": list(task.contributions.select_related("unit").order_by("id")),
        "whole_id": whole.pk if whole else None,
        "parts": queries.parts_of(request.actor, task),
        "extensions": list(task.extensions.order_by("id")),
        "suspensions": list(task.suspensions.order_by("id")),
        "handovers": list(task.handovers.select_related("from_unit", "to_unit").order_by("id")),
        "coordinating": list(task.coordinating.order_by("sort_key")),
        "progress": queries.reports_of(task),
        "awaits": str(awaits) if awaits else None,
        "open_verbs": [move.verb for move in moves if move.is_allowed],
        "refusals": [
            {"verb": move.verb, "reason": move.refusal.reason} for move in moves if move.refusal
        ],
    }
