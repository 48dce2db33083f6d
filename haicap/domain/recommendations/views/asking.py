"""How a move that needs words or a choice is asked for: its form, its button, what is told."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from haicap.domain.recommendations import queries
from haicap.domain.recommendations.models import Recommendation
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.ui.forms import Form

form_door = require_http_methods(["GET", "HEAD", "POST"])


def recommendation_of(request: ActorRequest, pk: int) -> Recommendation:
    visible = Recommendation.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("addressed_to", "lead"), pk=pk)


# What the page of a move is called, what its button says, and what is told when it is done.
WORDS: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "route": (
        gettext_lazy("Send the recommendation on"),
        gettext_lazy("Send on"),
        gettext_lazy("The recommendation is sent on."),
    ),
    "reroute": (
        gettext_lazy("Send the recommendation to others"),
        gettext_lazy("Send on"),
        gettext_lazy("The recommendation is sent on."),
    ),
    "invite": (
        gettext_lazy("Ask communes to join"),
        gettext_lazy("Ask them"),
        gettext_lazy("The communes are asked to join."),
    ),
    "join": (
        gettext_lazy("Join the recommendation"),
        gettext_lazy("Join it"),
        gettext_lazy("Your commune has joined the recommendation."),
    ),
    "leave": (
        gettext_lazy("Leave the recommendation"),
        gettext_lazy("Leave it"),
        gettext_lazy("Your commune has left the recommendation."),
    ),
    "part": (
        gettext_lazy("Leave the matter it was joined to"),
        gettext_lazy("Leave it"),
        gettext_lazy("The recommendation stands for itself again."),
    ),
    "contribute": (
        gettext_lazy("Contribute to the answer"),
        gettext_lazy("Give the contribution"),
        gettext_lazy("The contribution is given."),
    ),
    "answer": (
        gettext_lazy("Answer the recommendation"),
        gettext_lazy("Give the answer"),
        gettext_lazy("The answer is given."),
    ),
    "close": (
        gettext_lazy("Say whether the answer satisfies"),
        gettext_lazy("Say so"),
        gettext_lazy("What your commune says of the answer is noted."),
    ),
    "reopen": (
        gettext_lazy("Send the answer back"),
        gettext_lazy("Send back"),
        gettext_lazy("The answer is sent back."),
    ),
}


def move(
    request: ActorRequest,
    recommendation: Recommendation,
    verb: str,
    form: Form,
    act: Callable[[dict[str, Any]], Recommendation | None],
) -> HttpResponse:
    """Show the form of a move, or make the move and go to what stands for it now."""
    title, button, done = WORDS[verb]
    if not form.is_bound:
        queries.require_open(verb, actor=request.actor, recommendation=recommendation)
    elif form.is_valid():
        try:
            stands_now = act(form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, str(done))
            return redirect(stands_now or recommendation)
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
