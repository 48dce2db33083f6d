"""A recommendation: who raised it, where it went, what was answered, what became of it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from haicap.domain.conclusions.models import Item
from haicap.domain.followups.models import Row
from haicap.domain.recommendations import queries as recommendations
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.foundation.access import ActorRequest
from haicap.portal import chain


def recommendation(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Recommendation.objects.visible_to(actor).select_related(
            "raised_at", "addressed_to", "located_in"
        ),
        pk=pk,
    )
    return render(
        request,
        "portal/recommendation.html",
        {
            "recommendation": found,
            "chain": chain.of_recommendation(actor, found),
            "raised_by": found.raised_by.order_by("sort_key"),
            "routed_to": found.routed_to.order_by("sort_key"),
            "answers": Answer.objects.visible_to(actor)
            .filter(recommendations=found)
            .select_related("given_at", "unit")
            .order_by("id"),
            "items": Item.objects.visible_to(actor)
            .filter(responses__recommendation=found)
            .select_related("conclusion"),
            "followups": Row.objects.visible_to(actor)
            .filter(recommendation=found)
            .select_related("sheet__session"),
            "moves": recommendations.open_moves(actor, found),
            "doors": recommendations.doors(found),
        },
    )
