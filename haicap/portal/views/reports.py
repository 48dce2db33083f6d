"""A report of communes, and a single figure of it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from haicap.domain.indicators.models import Figure, Report
from haicap.domain.meetings.models import Session
from haicap.foundation.access import ActorRequest
from haicap.portal import chain


def report(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(Report.objects.visible_to(actor).select_related("reported_to"), pk=pk)
    sessions = Session.objects.visible_to(actor).filter(reports=found)
    return render(
        request,
        "portal/report.html",
        {
            "report": found,
            "chain": chain.of_report(actor, sessions, found.period),
            "units": found.units.order_by("sort_key"),
            "statements": found.statements.all(),
            "figures": found.figures.select_related("indicator").order_by("id"),
        },
    )


def figure(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(
        Figure.objects.visible_to(actor).select_related("indicator", "report"), pk=pk
    )
    sessions = Session.objects.visible_to(actor).filter(reports=found.report)
    return render(
        request,
        "portal/figure.html",
        {
            "figure": found,
            "chain": chain.of_report(actor, sessions, found.indicator.name),
            "units": found.report.units.order_by("sort_key"),
        },
    )
