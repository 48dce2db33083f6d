"""The desk: whose turn it is, how the tasks stand, what was decided lately."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from haicap.domain.conclusions import queries as conclusions
from haicap.domain.conclusions.models import Notice
from haicap.domain.followups.models import Sheet
from haicap.domain.indicators import queries as indicators
from haicap.domain.meetings import queries as meetings
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.queries import administered_units, standing_of
from haicap.domain.recommendations import queries as recommendations
from haicap.domain.tasks import queries as tasks
from haicap.foundation.access import Actor, ActorRequest
from haicap.portal.matrix import doors_of
from haicap.portal.turns import turns_of

SHOWN = 6


@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """What awaits this actor; somebody without a position is told where the public pages are."""
    actor = request.actor
    if not standing_of(actor).units:
        return render(request, "portal/outside.html", {"administered": administered_units(actor)})
    matrix = tasks.matrix_seen(actor, timezone.localdate())
    return render(
        request,
        "portal/desk.html",
        {
            "turns": turns_of(actor),
            "matrix": doors_of(matrix) if matrix.total else (),
            "new": _may_begin(actor),
            "administered": administered_units(actor),
            **_lately(actor),
        },
    )


def _lately(actor: Actor) -> dict[str, Any]:
    sheets = Sheet.objects.visible_to(actor).select_related("session")
    notices = Notice.objects.visible_to(actor).exclude(state=Notice.State.DRAFTED)
    return {
        "sessions": Session.objects.visible_to(actor).order_by("-listed_on", "-id")[:SHOWN],
        "notices": notices.select_related("conclusion").order_by("-issued_on", "-id")[:SHOWN],
        "sheets": sheets.order_by("-as_of", "-id")[:SHOWN],
    }


def _may_begin(actor: Actor) -> dict[str, str]:
    """Where this actor begins something new; what is not theirs to begin is left out."""
    doors = {
        "recommendation": (recommendations.communes_of(actor).exists, "recommendations:raise"),
        "report": (lambda: bool(indicators.units_reported_for(actor)), "indicators:report"),
        "session": (meetings.units_convened_for(actor).exists, "meetings:plan"),
        "conclusion": (lambda: bool(conclusions.units_to_draft_for(actor)), "conclusions:draft"),
    }
    return {name: reverse(door) for name, (may, door) in doors.items() if may()}
