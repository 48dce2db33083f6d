"""The list of tasks with its four doors, and the files that show what was done."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from haicap.domain.tasks import queries
from haicap.domain.tasks.forms import Narrowing
from haicap.domain.tasks.listing import TASKS
from haicap.domain.tasks.models import Evidence
from haicap.domain.tasks.queries.sheets import may_order, why_not_report
from haicap.foundation.access import ActorRequest
from haicap.foundation.files.serving import serve

from .asking import task_of


@require_GET
def list_tasks(request: ActorRequest) -> HttpResponseBase:
    form = Narrowing(request.GET, actor=request.actor)
    listed = form.listed.select_related("lead")
    whole = listed.select_related("issuer", "verifier").prefetch_related("coordinating")
    if download := TASKS.download(request, whole):
        return download
    context = {
        "form": form,
        "table": TASKS,
        "page": TASKS.page(request, listed),
        "cells": list(_cells(request.GET, form.matrix)),
        "may_order": may_order(request.actor),
        "may_report": why_not_report(request.actor) is None,
    }
    return render(request, "tasks/list.html", context, status=422 if form.errors else 200)


def _cells(asked: QueryDict, matrix: queries.Matrix) -> Iterator[dict[str, Any]]:
    """The four doors of the matrix: each a number, and the list narrowed to what it counts."""
    for name, label in queries.CELLS.items():
        address = asked.copy()
        for other in ("cursor", "state", "format"):
            address.pop(other, None)
        address["cell"] = name
        yield {
            "label": label,
            "count": getattr(matrix, name),
            "is_least": matrix.counted_up_to is not None,
            "address": f"?{address.urlencode()}",
            "is_current": asked.get("cell") == name,
            "is_late": name == "open_overdue",
        }


@require_GET
def evidence(request: ActorRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    task = task_of(request, pk)
    shown = Evidence.objects.select_related("file").filter(progress__task=task)
    found = get_object_or_404(shown, pk=evidence_pk)
    return serve(found.file, found.name)
