"""The register of recommendations, and the form by which one is raised."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations import actions, queries
from haicap.domain.recommendations.forms import Narrowing, RaiseForm
from haicap.domain.recommendations.listing import RECOMMENDATIONS
from haicap.foundation.access import ActorRequest, Invalid, Refusal, require

from .asking import form_door


@require_GET
def list_recommendations(request: ActorRequest) -> HttpResponseBase:
    form = Narrowing(request.GET, actor=request.actor)
    by_name = Prefetch("raised_by", Unit.objects.order_by("sort_key"))
    listed = form.listed.select_related("lead").prefetch_related(by_name)
    if download := RECOMMENDATIONS.download(request, listed):
        return download
    context = {
        "form": form,
        "table": RECOMMENDATIONS,
        "page": RECOMMENDATIONS.page(request, listed),
        "counts": queries.counts_seen(request.actor),
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
