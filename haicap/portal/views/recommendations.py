"""A recommendation: who raised it, where it went, what was answered, what became of it."""

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from haicap.domain.conclusions.models import Item
from haicap.domain.followups.models import Row
from haicap.domain.meetings.models import Session
from haicap.domain.recommendations import queries as recommendations
from haicap.domain.recommendations.models import Answer, Joining, Recommendation, Verdict
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, ActorRequest
from haicap.foundation.sources.queries import citations_of_all
from haicap.portal import chain
from haicap.portal.buttons import Buttons


@require_safe
def recommendation(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Recommendation.objects.visible_to(actor).select_related(
            "addressed_to", "located_in", "lead", "joined_to"
        ),
        pk=pk,
    )
    offered = recommendations.open_moves(actor, found), recommendations.doors(found)
    return render(
        request,
        "portal/recommendation.html",
        {
            "recommendation": found,
            "chain": chain.of_recommendation(actor, found),
            "awaited": recommendations.awaits(found),
            "buttons": Buttons().take(*offered),
            "likely": recommendations.twins_to_decide(found, actor),
            "whole": Recommendation.objects.visible_to(actor)
            .filter(pk=found.joined_to_id or 0)
            .first(),
            "raised_by": found.raised_by.order_by("sort_key"),
            "routed_to": found.routed_to.order_by("sort_key"),
            "story": recommendations.story_of(found)[::-1],
            **_together(actor, found),
            **_what_became_of(actor, found),
        },
    )


def _together(actor: Actor, found: Recommendation) -> dict[str, Any]:
    """Who joined in which words, and what each commune says of the answer."""
    joinings = Joining.objects.visible_to(actor).filter(recommendation=found)
    verdicts = Verdict.objects.visible_to(actor).filter(recommendation=found)
    return {
        "joinings": joinings.select_related("commune", "twin").order_by("id"),
        "verdicts": verdicts.select_related("commune").order_by("id"),
    }


def _what_became_of(actor: Actor, found: Recommendation) -> dict[str, Any]:
    given = Answer.objects.visible_to(actor).filter(recommendations=found)
    answers = list(
        given.select_related("unit").prefetch_related("points__commune", "steps").order_by("id")
    )
    citations_of_all([found, *answers])
    sessions = Session.objects.visible_to(actor).in_bulk(
        {each.given_at_id or 0 for each in answers}
    )
    items = (
        Item.objects.visible_to(actor)
        .filter(responses__recommendation=found)
        .annotate(is_paired=F("responses__is_derived"))
    )
    tasks = Task.objects.visible_to(actor).filter(assignment__item__in=items.values("pk"))
    rows = Row.objects.visible_to(actor).filter(recommendation=found)
    return {
        "answers": [(each, sessions.get(each.given_at_id or 0)) for each in answers],
        "items": items.select_related("conclusion").order_by("conclusion_id", "position"),
        "tasks": tasks.select_related("lead").order_by("due_on", "id"),
        "followups": rows.select_related("sheet__session").order_by("sheet__as_of", "id"),
    }
