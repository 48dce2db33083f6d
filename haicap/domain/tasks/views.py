"""The pages of tasks: the list with its four doors, and a form for each move that needs words."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.files.serving import serve

from . import actions, queries
from .forms import Narrowing, ProgressForm, ReasonForm
from .listing import TASKS
from .models import Evidence, Task

form_door = require_http_methods(["GET", "HEAD", "POST"])


def _task(request: ActorRequest, pk: int) -> Task:
    visible = Task.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("lead", "verifier", "issuer"), pk=pk)


@require_GET
def list_tasks(request: ActorRequest) -> HttpResponseBase:
    form = Narrowing(request.GET, actor=request.actor)
    listed = form.listed.select_related("lead", "issuer")
    if download := TASKS.download(request, listed):
        return download
    context = {
        "form": form,
        "table": TASKS,
        "page": TASKS.page(request, listed),
        "cells": list(_cells(request.GET, form.matrix)),
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
            "count": matrix.shown(name),
            "is_more": matrix.is_more(name),
            "address": f"?{address.urlencode()}",
            "is_current": asked.get("cell") == name,
            "is_late": name == "open_overdue",
        }


@form_door
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    if request.method == "POST":
        return _report(request, task, ProgressForm(request.POST, request.FILES))
    verb = "report" if "done" in request.GET else "progress"
    queries.require_open(verb, actor=request.actor, task=task)
    form = ProgressForm(initial={"percent": task.percent, "done": verb == "report"})
    return _form_page(request, task, form, "tasks/progress.html")


def _report(request: ActorRequest, task: Task, form: ProgressForm) -> HttpResponse:
    if form.is_valid():
        try:
            actions.report_progress(task, actor=request.actor, **form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("The report is in."))
            return redirect(task)
    return _form_page(request, task, form, "tasks/progress.html")


@require_POST
def verification(request: ActorRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    actions.verify_task(task, actor=request.actor)
    messages.success(request, _("The task is verified as done."))
    return redirect(task)


@form_door
def give_back(request: ActorRequest, pk: int) -> HttpResponse:
    done = _("The report is returned.")
    return _with_reason(request, pk, "return", actions.return_task, done)


@form_door
def cancellation(request: ActorRequest, pk: int) -> HttpResponse:
    done = _("The task is cancelled.")
    return _with_reason(request, pk, "cancel", actions.cancel_task, done)


def _with_reason(
    request: ActorRequest, pk: int, verb: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    """A move that asks for nothing but its reason."""
    task = _task(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act(task, actor=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, done)
        return redirect(task)
    if not form.is_bound:
        queries.require_open(verb, actor=request.actor, task=task)
    return _form_page(request, task, form, f"tasks/{verb}.html")


def _form_page(
    request: ActorRequest, task: Task, form: ProgressForm | ReasonForm, template: str
) -> HttpResponse:
    context = {
        "task": task,
        "form": form,
        "links": [(_("Tasks"), reverse("tasks:list")), (str(task), task.get_absolute_url(), "vi")],
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_GET
def evidence(request: ActorRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    task = _task(request, pk)
    shown = Evidence.objects.select_related("file").filter(progress__task=task)
    found = get_object_or_404(shown, pk=evidence_pk)
    return serve(found.file, found.name)
