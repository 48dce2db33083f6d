"""Those that are likely one matter: a person looks at both and decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from haicap.domain.recommendations import actions, queries
from haicap.domain.recommendations.forms import TwinForm
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import ActorRequest, Invalid

from .asking import form_door, recommendation_of


@form_door
def twins(request: ActorRequest, pk: int) -> HttpResponse:
    """The proposals with their reasons; each is one matter with it, or is not proposed again."""
    recommendation = recommendation_of(request, pk)
    queries.require_open("merge", actor=request.actor, recommendation=recommendation)
    form = TwinForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if form.is_bound and form.is_valid():
        try:
            return redirect(_decide(request, recommendation, form))
        except Invalid as invalid:
            form.take(invalid)
    context = {
        "recommendation": recommendation,
        "proposals": queries.twins_of(recommendation, request.actor),
        "form": form,
        "links": [
            (_("Recommendations"), reverse("recommendations:list")),
            (str(recommendation), recommendation.get_absolute_url(), "vi"),
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "recommendations/twins.html", context, status=status)


def _decide(
    request: ActorRequest, recommendation: Recommendation, form: TwinForm
) -> Recommendation | str:
    other = form.cleaned_data["other"]
    if form.cleaned_data["is_same"]:
        whole = actions.join_as_one(recommendation, other, actor=request.actor)
        messages.success(request, _("The two are one matter now."))
        return whole
    actions.distinguish_recommendations(recommendation, other, actor=request.actor)
    messages.success(request, _("Noted: they are two matters, and are not proposed again."))
    return reverse("recommendations:twins", args=[recommendation.pk])
