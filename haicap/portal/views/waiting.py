"""What is open and waits for a unit: what whoever leaves it hands over."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.domain.organisations import queries as organisations
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import ActorRequest
from haicap.portal.turns import turns_at


@require_safe
def waiting(request: ActorRequest, key: str) -> HttpResponse:
    """Room by room what waits for the unit, as far as this actor may see it."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), key=key)
    turns = turns_at(organisations.standing_of_unit(unit), request.actor)
    context = {
        "unit": unit,
        "turns": turns,
        "chain": [(unit.full_name, unit.get_absolute_url(), "vi"), (_("What is open"), None)],
    }
    return render(request, "portal/waiting.html", context)
