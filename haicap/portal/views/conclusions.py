"""A conclusion, the notice that announces it, and each of its items."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from haicap.domain.conclusions import queries as conclusions
from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.followups.models import Row
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest
from haicap.portal import chain


def conclusion(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Conclusion.objects.visible_to(actor).select_related("issuer", "session"), pk=pk
    )
    return render(
        request,
        "portal/conclusion.html",
        {
            "conclusion": found,
            "chain": chain.of_conclusion(actor, found),
            "items": conclusions.items_of(found, actor),
            "notices": Notice.objects.visible_to(actor).filter(conclusion=found),
            "moves": conclusions.open_moves(actor, found),
            "doors": conclusions.doors(found),
        },
    )


def notice(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Notice.objects.visible_to(actor).select_related(
            "issuer", "conclusion__issuer", "conclusion__session", "replaces"
        ),
        pk=pk,
    )
    return render(
        request,
        "portal/notice.html",
        {
            "notice": found,
            "chain": chain.of_notice(actor, found),
            "items": conclusions.items_of(found.conclusion, actor),
            "recipients": found.recipients.order_by("sort_key"),
            "moves": conclusions.open_moves(actor, found),
            "doors": conclusions.doors(found),
        },
    )


def item(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Item.objects.visible_to(actor).select_related("conclusion", "lead", "carries_out"), pk=pk
    )
    return render(
        request,
        "portal/item.html",
        {
            "item": found,
            "chain": chain.of_item(actor, found),
            "notices": Notice.objects.visible_to(actor).filter(conclusion=found.conclusion),
            "communes": found.communes.order_by("sort_key"),
            "tasks": Task.objects.visible_to(actor)
            .filter(assignment__item=found)
            .select_related("lead", "verifier")
            .order_by("lead__sort_key"),
            "answered": Recommendation.objects.visible_to(actor)
            .filter(responses__item=found)
            .order_by("id"),
            "followups": Row.objects.visible_to(actor)
            .filter(item=found)
            .select_related("sheet__session"),
        },
    )
