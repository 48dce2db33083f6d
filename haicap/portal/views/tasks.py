"""A task: the sentence that ordered it, how far it has come, what was proved."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from haicap.domain.conclusions import queries as conclusions
from haicap.domain.conclusions.models import Item
from haicap.domain.tasks import queries as tasks
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest
from haicap.portal import chain
from haicap.portal.buttons import Buttons


@require_safe
def task(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Task.objects.visible_to(actor).select_related(
            "lead", "issuer", "verifier", "handler__position", "handler__user"
        ),
        pk=pk,
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
            "passages": conclusions.passages_seen(actor, task=found),
            "is_worded_alike": item is not None and item.text == found.text,
            "chain": chain.of_task(actor, found),
            "contributions": tasks.contributions_of(actor, found),
            "draft": tasks.draft_of(actor, found),
            "rhythm": getattr(found, "rhythm", None),
            "whole": tasks.whole_of(actor, found),
            "parts": tasks.parts_of(actor, found),
            "extensions": found.extensions.order_by("id"),
            "suspensions": found.suspensions.order_by("id"),
            "handovers": found.handovers.select_related("from_unit", "to_unit").order_by("id"),
            "ladder": tasks.ladder_of(found, timezone.localdate()),
            "today": timezone.localdate(),
            "story": tasks.story_of(found)[::-1],
            "awaited": tasks.awaits(found),
            "awaited_unit": tasks.waits_for(found),
            "buttons": Buttons().take(tasks.open_moves(actor, found), tasks.doors(found)),
        },
    )
