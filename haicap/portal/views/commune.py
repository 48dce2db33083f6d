"""A commune: who leads it, what it was made from, what the rooms know of it."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from haicap.domain.conclusions.models import Item
from haicap.domain.indicators.models import Figure
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Appointment, Kind, Unit
from haicap.domain.organisations.queries import standing_of
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest

SHOWN = 10


@login_not_required
def commune(request: ActorRequest, key: str) -> HttpResponse:
    """The place is public; what rooms know of it, each sees as far as it may."""
    place = get_object_or_404(
        Unit.objects.visible_to(request.actor).select_related("parent"),
        key=key,
        kind=Kind.COMMUNE,
    )
    actor = request.actor
    tasks = Task.objects.visible_to(actor).filter(lead=place).select_related("lead")
    recommendations = Recommendation.objects.visible_to(actor).filter(raised_by=place)
    return render(
        request,
        "portal/commune.html",
        {
            "place": place,
            "names": place.names.order_by("from_on"),
            "origins": place.origins.select_related("predecessor__parent").order_by(
                "predecessor__sort_key"
            ),
            "bodies": place.children.order_by("id"),
            "leaders": _leaders(place) if standing_of(actor).units else None,
            "tasks": tasks.order_by("-id")[:SHOWN],
            "recommendations": recommendations.order_by("id")[:SHOWN],
            "sessions": Session.objects.visible_to(actor)
            .filter(communes=place)
            .order_by("-held_on")[:SHOWN],
            "figures": Figure.objects.visible_to(actor)
            .filter(report__units=place)
            .select_related("indicator", "report")
            .order_by("-id")[:SHOWN],
            "items": Item.objects.visible_to(actor)
            .filter(communes=place)
            .select_related("conclusion")
            .order_by("-conclusion_id", "position")[:SHOWN],
        },
    )


def _leaders(place: Unit) -> list[Appointment]:
    """Who holds a position in the commune and its bodies, as far as it is known."""
    return list(
        Appointment.objects.filter(
            Q(position__unit=place)
            | Q(position__unit__parent=place)
            | Q(position__unit__parent__parent=place),
            until_on=None,
        )
        .select_related("position__unit", "user")
        .order_by("position__unit_id", "id")
    )
