"""A report of communes, and a single figure of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from haicap.domain.indicators import queries as indicators
from haicap.domain.indicators.models import Figure, Report
from haicap.foundation.access import Actor, ActorRequest
from haicap.foundation.sources.queries import citations_of_all
from haicap.portal import chain


@require_safe
def report(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(Report.objects.visible_to(actor).select_related("reported_to"), pk=pk)
    figures, statements = list(indicators.figures_of(found)), list(found.statements.all())
    citations_of_all([found, *figures, *statements])
    return render(
        request,
        "portal/report.html",
        {
            "report": found,
            "chain": chain.of_report(actor, found),
            "units": found.units.order_by("sort_key"),
            "statements": statements,
            "figures": figures,
            **_adding(actor, found),
        },
    )


@require_safe
def figure(request: ActorRequest, pk: int) -> HttpResponse:
    actor = request.actor
    visible = Figure.objects.visible_to(actor).select_related("report", "corrects__indicator")
    found = get_object_or_404(indicators.with_words(visible), pk=pk)
    # The newest is corrected; an older one stays as it was reported.
    is_corrected = getattr(found, "corrected_by", None) is not None
    may_correct = not is_corrected and indicators.adding(actor, found.report) is None
    return render(
        request,
        "portal/figure.html",
        {
            "figure": found,
            "chain": chain.of_figure(actor, found),
            "units": found.report.units.order_by("sort_key"),
            "correction": reverse("indicators:correction", args=[pk]) if may_correct else "",
        },
    )


def _adding(actor: Actor, found: Report) -> dict[str, Any]:
    """Where something is added to the report; nothing for those whose report it is not."""
    is_refused = indicators.adding(actor, found) is not None
    return {"doors": {} if is_refused else indicators.doors(found)}
