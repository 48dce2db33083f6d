"""The door of the examples: become a persona by one click."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from haicap.foundation.access import ActorRequest, anonymous

from . import actions
from .models import Persona


@login_not_required
@require_POST
def enter(request: ActorRequest, code: str) -> HttpResponse:
    """Sign in as a persona; where no case is loaded there is none, so there is no way in."""
    persona = get_object_or_404(Persona.objects.visible_to(anonymous()), code=code)
    actions.enter_as(persona, request=request)
    return redirect("portal:desk")
