"""How a move that needs words is asked for: one form, one sentence on what it means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haicap.domain.tasks import queries
from haicap.domain.tasks.forms import ProgressForm, TaskForm
from haicap.domain.tasks.models import Contribution, Draft, Extension, Task
from haicap.foundation.access import ActorRequest, Invalid

form_door = require_http_methods(["GET", "HEAD", "POST"])
Words = str | Promise
DECIDING = {"extend", "refuse"}
"""Moves on time that was asked for: the form shows what was."""


def task_of(request: ActorRequest, pk: int) -> Task:
    """The task with its units, if this actor may see it; else a 404."""
    visible = Task.objects.visible_to(request.actor)
    return get_object_or_404(
        visible.select_related("lead", "verifier", "issuer", "handler__position", "handler__user"),
        pk=pk,
    )


def context_of(task: Task, form: ProgressForm | TaskForm | None = None) -> dict[str, Any]:
    links = [(_("Tasks"), reverse("tasks:list")), (str(task), task.get_absolute_url(), "vi")]
    return {"task": task, "form": form, "links": links}


@dataclass(frozen=True)
class Asked:
    """A move that asks for words first: its form, what it means, what is said when it is done."""

    verb: str
    form: type[TaskForm]
    act: Callable[..., Any]
    heading: Words
    words: Words
    button: Words
    done: Words


def ask(
    request: ActorRequest, task: Task, asked: Asked, thing: Contribution | Draft | None = None
) -> HttpResponse:
    """Show the form, or do what it asks; `thing` is what moves, where it is not the task."""
    sent = request.POST if request.method == "POST" else None
    form = asked.form(sent, request.FILES or None, task=task, thing=thing, actor=request.actor)
    if form.is_bound:
        if form.is_valid() and _done(request, thing or task, form, asked):
            return redirect(task)
    else:
        queries.require_open(asked.verb, actor=request.actor, task=thing or task)
    context = context_of(task, form) | {"asked": asked}
    if isinstance(thing, Contribution):
        context["contribution"] = thing
    if asked.verb in DECIDING:
        open_ones = task.extensions.filter(outcome=Extension.Outcome.ASKED)
        context["wanted"] = open_ones.first()
    return render(request, "tasks/move.html", context, status=422 if form.is_bound else 200)


def _done(
    request: ActorRequest, thing: Task | Contribution | Draft, form: TaskForm, asked: Asked
) -> bool:
    try:
        asked.act(thing, actor=request.actor, **form.cleaned_data)
    except Invalid as invalid:
        form.take(invalid)
        return False
    messages.success(request, str(asked.done))
    return True
