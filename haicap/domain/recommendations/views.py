"""The pages of recommendations: the list, and a form for each move."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import ActorRequest, Invalid, Refusal, require
from haicap.foundation.ui.forms import Form

from . import actions, queries
from .forms import AnswerForm, EndingForm, Narrowing, RaiseForm, ReasonForm, RoutingForm
from .listing import RECOMMENDATIONS
from .models import Recommendation

form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def list_recommendations(request: ActorRequest) -> HttpResponseBase:
    form = Narrowing(request.GET, actor=request.actor)
    by_name = Prefetch("raised_by", Unit.objects.order_by("sort_key"))
    listed = form.listed.prefetch_related(by_name)
    if download := RECOMMENDATIONS.download(request, listed):
        return download
    context = {
        "form": form,
        "table": RECOMMENDATIONS,
        "page": RECOMMENDATIONS.page(request, listed),
        "may_raise": queries.communes_of(request.actor).exists(),
    }
    return render(request, "recommendations/list.html", context, status=422 if form.errors else 200)


@form_door
def raise_one(request: ActorRequest) -> HttpResponse:
    if not queries.communes_of(request.actor).exists():
        require(Refusal(_("Only who works for a commune raises recommendations.")))
    sent = request.POST if request.method == "POST" else None
    form = RaiseForm(sent, actor=request.actor)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        given["raised_by"] = [given["raised_by"]]
        try:
            raised = actions.raise_recommendation(actor=request.actor, **given)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("The recommendation is raised."))
            return redirect(raised)
    status = 422 if form.is_bound else 200
    return render(request, "recommendations/raise.html", {"form": form}, status=status)


@form_door
def routing(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = _recommendation(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = RoutingForm(sent, recommendation=recommendation)

    def route(given: dict[str, Any]) -> None:
        actions.route_recommendation(recommendation, actor=request.actor, to=given["to"])

    return _move(request, recommendation, "route", form, route)


@form_door
def answer(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = _recommendation(request, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def give(given: dict[str, Any]) -> None:
        actions.give_answer(actor=request.actor, recommendations=[recommendation], **given)

    return _move(request, recommendation, "answer", form, give)


@form_door
def ending(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = _recommendation(request, pk)
    form = EndingForm(request.POST if request.method == "POST" else None)

    def close(given: dict[str, Any]) -> None:
        actions.close_recommendation(recommendation, actor=request.actor, ending=given["ending"])

    return _move(request, recommendation, "close", form, close)


@form_door
def reopening(request: ActorRequest, pk: int) -> HttpResponse:
    recommendation = _recommendation(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def reopen(given: dict[str, Any]) -> None:
        actions.reopen_recommendation(recommendation, actor=request.actor, reason=given["reason"])

    return _move(request, recommendation, "reopen", form, reopen)


def _recommendation(request: ActorRequest, pk: int) -> Recommendation:
    visible = Recommendation.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("addressed_to"), pk=pk)


# What the page of a move is called, what its button says, and what is told when it is done.
WORDS: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "route": (
        gettext_lazy("Send the recommendation on"),
        gettext_lazy("Send on"),
        gettext_lazy("The recommendation is sent on."),
    ),
    "answer": (
        gettext_lazy("Answer the recommendation"),
        gettext_lazy("Give the answer"),
        gettext_lazy("The answer is given."),
    ),
    "close": (
        gettext_lazy("Close the recommendation"),
        gettext_lazy("Close it"),
        gettext_lazy("The recommendation is closed."),
    ),
    "reopen": (
        gettext_lazy("Send the answer back"),
        gettext_lazy("Send back"),
        gettext_lazy("The answer is sent back."),
    ),
}


def _move(
    request: ActorRequest,
    recommendation: Recommendation,
    verb: str,
    form: Form,
    act: Callable[[dict[str, Any]], None],
) -> HttpResponse:
    """Show the form of a move, or make the move and go back to the record."""
    title, button, done = WORDS[verb]
    if not form.is_bound:
        queries.require_open(verb, actor=request.actor, recommendation=recommendation)
    elif form.is_valid():
        try:
            act(form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, str(done))
            return redirect(recommendation)
    address = recommendation.get_absolute_url()
    context = {
        "recommendation": recommendation,
        "form": form,
        "title": title,
        "button": button,
        "links": [
            (_("Recommendations"), reverse("recommendations:list")),
            (str(recommendation), address, "vi"),
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "recommendations/move.html", context, status=status)
