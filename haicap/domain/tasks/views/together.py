"""One move on many tasks at once: chosen in the list, asked for here, answered line by line."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from haicap.domain.tasks import actions
from haicap.domain.tasks.forms import TogetherForm
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest, Invalid

from .asking import form_door

MOST = 200


@form_door
def together(request: ActorRequest) -> HttpResponse:
    """The chosen tasks with the move to make; posted, what became of each."""
    tasks = _chosen(request, request.POST if request.method == "POST" else request.GET)
    form = TogetherForm(request.POST if request.method == "POST" else None, tasks=tasks)
    context = {"form": form, "tasks": tasks}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        answers = actions.move_together(tasks, given.pop("verb"), actor=request.actor, **given)
        context["answers"] = answers
        context["done"] = sum(not each.refused for each in answers)
    return render(request, "tasks/together.html", context, status=422 if form.errors else 200)


def _chosen(request: ActorRequest, asked: object) -> list[Task]:
    """Those of the chosen ones that this actor may see; what is no number is refused."""
    keys: Iterable[str] = asked.getlist("task")  # type: ignore[attr-defined]
    wanted = list(dict.fromkeys(keys))
    if len(wanted) > MOST:
        reason = _("At most %(most)s tasks are moved at once.") % {"most": MOST}
        raise Invalid("task", reason, len(wanted))
    if any(not (key.isascii() and key.isdigit() and len(key) < 19) for key in wanted):
        raise Invalid("task", _("This is no number of a task."))
    visible = Task.objects.visible_to(request.actor).filter(pk__in=wanted)
    return list(visible.select_related("lead", "issuer", "verifier", "handler").order_by("-id"))
