"""The search page: one box, every room."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from haicap.domain.organisations import queries as organisations
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.search.folding import words_of
from haicap.portal.searching import check_question, search


@login_not_required
@require_safe
def searching(request: ActorRequest) -> HttpResponse:
    """What is public is found by everybody; the rest by whoever may see it."""
    asked = request.GET.get("q")
    if asked is None:
        return render(request, "portal/search.html", {"q": ""})
    try:
        text = check_question(asked)
    except Invalid as invalid:
        told = {"q": invalid.value, "fault": invalid.reason}
        return render(request, "portal/search.html", told, status=422)
    if unit := organisations.unit_by_code(text):
        return redirect(unit)
    context: dict[str, Any] = {
        "q": text,
        "words": words_of(text),
        "groups": list(search(request.actor, text)),
    }
    return render(request, "portal/search.html", context)
