"""A session with everything that hangs on it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from haicap.domain.conclusions.models import Conclusion
from haicap.domain.followups.models import Sheet
from haicap.domain.indicators.models import Report
from haicap.domain.meetings import queries as meetings
from haicap.domain.meetings.models import Session
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.foundation.access import ActorRequest
from haicap.portal import chain


def session(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    held = get_object_or_404(
        Session.objects.visible_to(actor).select_related("convened_by", "group"), pk=pk
    )
    reports = Report.objects.visible_to(actor).filter(sessions=held)
    return render(
        request,
        "portal/session.html",
        {
            "session": held,
            "chain": chain.of_session(actor, held),
            "communes": held.communes.order_by("sort_key"),
            "participants": held.participants.select_related("unit").order_by("id"),
            "visits": held.visits.select_related("commune").order_by("id"),
            "agenda": held.agenda.all(),
            "reports": reports.prefetch_related("statements", "figures__indicator"),
            "recommendations": Recommendation.objects.visible_to(actor)
            .filter(raised_at=held)
            .order_by("id"),
            "answers": Answer.objects.visible_to(actor).filter(given_at=held).order_by("id"),
            "conclusions": Conclusion.objects.visible_to(actor)
            .filter(session=held)
            .prefetch_related("items", "notices"),
            "sheet": Sheet.objects.visible_to(actor).filter(session=held).first(),
            "moves": meetings.open_moves(actor, held),
            "doors": meetings.doors(held),
        },
    )
