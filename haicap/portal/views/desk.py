"""The desk: whose turn it is, what is coming, what was decided lately."""

from django.http import HttpResponse
from django.shortcuts import render

from haicap.domain.conclusions.models import Notice
from haicap.domain.followups.models import Sheet
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.queries import standing_of
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest

SHOWN = 8
TO_DO = (Task.State.ASSIGNED, Task.State.IN_PROGRESS, Task.State.RETURNED)


def desk(request: ActorRequest) -> HttpResponse:
    """What awaits this actor; somebody without a position is told where the public pages are."""
    actor = request.actor
    standing = standing_of(actor)
    if not standing.units:
        return render(request, "portal/outside.html")
    tasks = Task.objects.visible_to(actor).select_related("lead", "verifier").order_by("-id")
    asked = Recommendation.objects.visible_to(actor).filter(
        routed_to__in=standing.units, state=Recommendation.State.ROUTED
    )
    return render(
        request,
        "portal/desk.html",
        {
            "to_do": tasks.filter(lead__in=standing.units, state__in=TO_DO)[:SHOWN],
            "to_verify": tasks.filter(verifier__in=standing.units, state=Task.State.REPORTED)[
                :SHOWN
            ],
            "to_answer": asked.distinct().order_by("-id")[:SHOWN],
            "sessions": Session.objects.visible_to(actor).order_by("-held_on", "-id")[:SHOWN],
            "notices": Notice.objects.visible_to(actor).order_by("-issued_on", "-id")[:SHOWN],
            "sheets": Sheet.objects.visible_to(actor)
            .select_related("session")
            .order_by("-as_of", "-id")[:SHOWN],
        },
    )
