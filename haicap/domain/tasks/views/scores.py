"""Scores of units for a period: every number is a door to the tasks it counts."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from haicap.domain.organisations.models import Unit
from haicap.domain.tasks import queries
from haicap.domain.tasks.forms import PeriodForm
from haicap.domain.tasks.queries import scores as scoring
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.statutes import statute
from haicap.foundation.ui.paging import page_of


@require_GET
def scores(request: ActorRequest) -> HttpResponse:
    """The score of one unit, or the form to ask for one."""
    form = _form(request)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            context |= _score(request, **form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "tasks/scores.html", context, status=status)


def _form(request: ActorRequest) -> PeriodForm:
    today = timezone.localdate()
    initial = {"first": today.replace(month=1, day=1), "last": today}
    asked = request.GET if "unit" in request.GET else None
    return PeriodForm(asked, actor=request.actor, initial=initial)


def _score(request: ActorRequest, unit: Unit, first: date, last: date) -> dict[str, Any]:
    period = scoring.Period(first, last)
    standing = scoring.standing_in(request.actor, unit, period)
    score, found = standing.tasks, standing.numbers
    asked = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}

    def number(name: str) -> dict[str, Any]:
        door = reverse("tasks:scored", args=[unit.key, name])
        return {
            "count": found[name],
            "label": scoring.COUNTED[name],
            "address": f"{door}?{urlencode(asked)}",
        }

    law = statute("task.score", on=last)
    labels = law.codes.labels
    rows = [
        {
            "label": labels[each.code],
            "part": number(scoring.FORMULAS[each.code][0]),
            "whole": number(scoring.FORMULAS[each.code][1]),
            "percent": each.ratio.percent(),
            "weight": each.weight,
            "points": each.points,
        }
        for each in score.criteria
    ]
    return {
        "unit": unit,
        "period": period,
        "score": score,
        "rows": rows,
        "law": law,
        "standing": standing,
    }


@require_GET
def scored(request: ActorRequest, key: str, number: str) -> HttpResponse:
    """The tasks behind one number."""
    unit = get_object_or_404(queries.leads_seen(request.actor), key=key)
    form = PeriodForm({**request.GET.dict(), "unit": unit.key}, actor=request.actor)
    if not form.is_valid():
        field, reasons = next(iter(form.errors.items()))
        raise Invalid(field, str(reasons[0]), request.GET.get(field, ""))
    period = scoring.Period(form.cleaned_data["first"], form.cleaned_data["last"])
    tasks = scoring.counted(request.actor, unit, period, number).select_related("lead")
    page = page_of(tasks, order=("listed_due_on", "-id"), cursor=request.GET.get("cursor"))
    words = {"unit": unit, "period": period, "number": scoring.COUNTED[number], "page": page}
    return render(request, "tasks/scored.html", words)
