"""A conclusion, the notice that announces it, and each of its items."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from haicap.domain.conclusions import queries as conclusions
from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.followups.models import Row
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, ActorRequest
from haicap.portal import chain
from haicap.portal.buttons import Buttons


@require_safe
def conclusion(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Conclusion.objects.visible_to(actor).select_related("issuer", "session"), pk=pk
    )
    offered = conclusions.open_moves(actor, found), conclusions.doors(found)
    notices = list(_notices(actor, found))
    # A second notice may be drafted, but nobody is led to it.
    drafting = {"announce"} if notices else set()
    return render(
        request,
        "portal/conclusion.html",
        {
            "conclusion": found,
            "chain": chain.of_conclusion(actor, found),
            "awaited": conclusions.awaits(found),
            "buttons": Buttons().take(*offered, beside=drafting),
            "notices": notices,
            **_contents(actor, found),
        },
    )


@require_safe
def notice(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Notice.objects.visible_to(actor).select_related(
            "issuer__parent__parent__parent", "conclusion__issuer", "conclusion__session"
        ),
        pk=pk,
    )
    offered = conclusions.open_moves(actor, found), conclusions.doors(found)
    others = Notice.objects.visible_to(actor)
    return render(
        request,
        "portal/notice.html",
        {
            "notice": found,
            "chain": chain.of_notice(actor, found),
            "awaited": conclusions.awaits(found),
            "buttons": Buttons().take(*offered),
            "recipients": found.recipients.order_by("sort_key"),
            "missing": conclusions.missing_before_issue(found),
            "replaces": others.filter(pk=found.replaces_id or 0).first(),
            "replaced_by": others.filter(replaces=found).order_by("id"),
            **_contents(actor, found.conclusion),
        },
    )


@require_safe
def item(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Item.objects.visible_to(actor).select_related("conclusion__session", "lead"), pk=pk
    )
    offered = conclusions.open_moves(actor, found), conclusions.doors(found)
    return render(
        request,
        "portal/item.html",
        {
            "item": found,
            "chain": chain.of_item(actor, found),
            "buttons": Buttons().take(*offered, beside={"assign", "respond"}),
            "notices": _notices(actor, found.conclusion),
            "communes": found.communes.order_by("sort_key"),
            "passed_on": conclusions.passages_seen(actor, from_item=found),
            "taken_over": conclusions.passages_seen(actor, to_item=found),
            **_what_hangs_on(actor, found),
        },
    )


def _notices(actor: Actor, found: Conclusion) -> QuerySet[Notice]:
    return Notice.objects.visible_to(actor).filter(conclusion=found).order_by("issued_on", "id")


def _contents(actor: Actor, found: Conclusion) -> dict[str, Any]:
    """Its items with what hangs on them, and the later items that ask to carry it out."""
    again = Item.objects.visible_to(actor).filter(carries_out=found)
    return {
        "items": conclusions.items_of(found, actor),
        "asked_again": again.select_related("conclusion").order_by("conclusion_id", "position"),
    }


def _what_hangs_on(actor: Actor, found: Item) -> dict[str, Any]:
    """Tasks, recommendations, follow-ups; and the conclusion that it asks to carry out."""
    again = Conclusion.objects.visible_to(actor).filter(pk=found.carries_out_id or 0).first()
    answered = (
        Recommendation.objects.visible_to(actor)
        .filter(responses__item=found)
        .annotate(is_paired=F("responses__is_derived"))
    )
    rows = Row.objects.visible_to(actor).filter(item=found)
    return {
        "tasks": Task.objects.visible_to(actor)
        .filter(assignment__item=found)
        .select_related("lead", "verifier")
        .order_by("lead__sort_key", "id"),
        "answered": answered.order_by("id"),
        "followups": rows.select_related("sheet__session").order_by("sheet__as_of", "id"),
        "carried_out": again,
        "carried_out_items": conclusions.items_of(again, actor) if again else (),
    }
