"""A commune: who leads it, what it was made from, what the rooms know of it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from haicap.domain.conclusions import queries as conclusions
from haicap.domain.indicators import queries as indicators
from haicap.domain.meetings import queries as meetings
from haicap.domain.organisations import queries as organisations
from haicap.domain.organisations.models import Appointment, Kind, Unit
from haicap.domain.organisations.queries import Chart
from haicap.domain.recommendations import queries as recommendations
from haicap.domain.tasks import queries as tasks
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, ActorRequest
from haicap.foundation.sources.queries import citations_of_all
from haicap.portal.matrix import doors_of

SHOWN = 8


@login_not_required
@require_safe
def commune(request: ActorRequest, key: str) -> HttpResponse:
    """The place is public; what rooms know of it, each sees as far as it may."""
    places = Unit.objects.visible_to(request.actor).filter(kind=Kind.COMMUNE)
    place = get_object_or_404(places.select_related("parent"), key=key)
    bodies = organisations.bodies_of(place)
    following = place.covered_by.filter(organisations.in_force(timezone.localdate()))
    context = {
        "place": place,
        "names": place.names.order_by("from_on"),
        "origins": organisations.origins_of(place),
        "bodies": bodies,
        "map": _where(place),
        "following": following.select_related("group").order_by("group__sort_key"),
        "has_people": organisations.may_see_people(request.actor, place),
        **_work(request.actor, place, bodies),
    }
    return render(request, "portal/commune.html", context)


def _where(place: Unit) -> Chart | None:
    """The province with this commune marked; a commune of the past is on no map of today."""
    if place.parent is None or place.parent.kind != Kind.PROVINCE or place.dissolved_on:
        return None
    chart = organisations.chart_of(list(organisations.communes_of(place.parent)))
    chart.mark(place)
    return chart


def _work(actor: Actor, place: Unit, bodies: Sequence[Unit]) -> dict[str, Any]:
    """What the rooms know; nothing is asked for somebody who may see none of it."""
    if not organisations.standing_of(actor).units:
        return {}
    led = Task.objects.visible_to(actor).filter(lead__in=[place, *bodies]).open()
    raised = recommendations.raised_by(place, actor)
    # The four numbers lead into the list of what the commune itself leads, so they count that.
    matrix = tasks.matrix_seen(actor, timezone.localdate(), lead=place)
    figures = indicators.newest_figures(actor, place, SHOWN)
    return {
        "matrix": doors_of(matrix, lead=place.key) if matrix.total else (),
        "tasks": led.select_related("lead").order_by("-id")[:SHOWN],
        "recommendations": raised.order_by("-id")[:SHOWN],
        "timeline": meetings.timeline_of_commune(place, actor=actor)[:SHOWN],
        "figures": indicators.with_reporters(figures)[:SHOWN],
        "items": conclusions.items_concerning(place, actor)[:SHOWN],
        "leaders": _leaders(place, bodies),
    }


def _leaders(place: Unit, bodies: Sequence[Unit]) -> list[Appointment]:
    """Who holds a position in the commune and its bodies today, as far as it is known."""
    holding = Appointment.objects.filter(organisations.in_force(timezone.localdate()))
    found = list(
        holding.filter(position__unit__in=[place, *bodies])
        .select_related("position", "user")
        .order_by("position__unit_id", "id")
    )
    citations_of_all([place, *found])
    return found
