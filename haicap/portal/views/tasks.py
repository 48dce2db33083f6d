"""A task: the sentence that ordered it, how far it has come, what was proved."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from haicap.domain.conclusions.models import Item
from haicap.domain.tasks import queries as tasks
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest
from haicap.portal import chain


def task(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Task.objects.visible_to(actor).select_related("lead", "issuer", "verifier"), pk=pk
    )
    item = (
        Item.objects.visible_to(actor)
        .filter(assignments__task=found)
        .select_related("conclusion")
        .first()
    )
    return render(
        request,
        "portal/task.html",
        {
            "task": found,
            "item": item,
            "chain": chain.of_task(actor, found),
            "coordinating": found.coordinating.order_by("sort_key"),
            "story": tasks.story_of(found),
            "awaited": tasks.awaits(found),
            "moves": tasks.open_moves(actor, found),
            "doors": tasks.doors(found),
        },
    )
