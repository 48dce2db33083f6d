"""One's own positions, and who acts in whose place."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haicap.domain.organisations import actions, queries
from haicap.domain.organisations.forms.deputising import EntrustForm
from haicap.domain.organisations.models import Appointment, Deputising
from haicap.foundation.access import Actor, ActorRequest, Invalid

DAY = timedelta(days=1)


@require_safe
def positions(request: ActorRequest) -> HttpResponse:
    """What one holds, in whose place one acts, and who acts in one's own."""
    actor = request.actor
    concerning = [_row(each, actor) for each in queries.deputisings_concerning(actor)]
    context = {
        "positions": [
            {"held": each, "refusal": queries.why_not_entrust(actor, each)}
            for each in queries.positions_held_by(actor).order_by("id")
        ],
        "given": [row for row in concerning if row["one"].deputy_id != actor.user_id],
        "received": [row for row in concerning if row["one"].deputy_id == actor.user_id],
    }
    return render(request, "organisations/people/positions.html", context)


def _row(one: Deputising, actor: Actor) -> dict[str, Any]:
    today = timezone.localdate()
    is_over = one.is_over(today)
    return {
        "one": one,
        "is_over": is_over,
        "is_running": one.from_on <= today and not is_over,
        "was_withdrawn": one.until_on == one.from_on,
        "may_end": not is_over and queries.why_not_end_deputising(actor, one) is None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def entrusting(request: ActorRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(queries.appointment_to_entrust(request.actor, pk))
    queries.require_entrusting(request.actor, held)
    form = EntrustForm(held, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _entrust(held, request.actor, form)
        except Invalid as invalid:
            form.take(_as_typed(invalid))
        else:
            messages.success(request, _("The place is entrusted for the days you named."))
            return redirect(_back(held, request.actor))
    context = {
        "held": held,
        "form": form,
        "others": queries.deputies_in(held.position.unit, request.actor).filter(appointment=held),
        "chain": [
            (held.position.unit.full_name, held.position.unit.get_absolute_url(), "vi"),
            (_("Entrust the position"), None),
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "organisations/people/entrusting.html", context, status=status)


def _entrust(held: Appointment, actor: Actor, form: EntrustForm) -> Deputising:
    typed = dict(form.cleaned_data)
    return actions.entrust(held, actor=actor, until_on=typed.pop("last_on") + DAY, **typed)


def _as_typed(invalid: Invalid) -> Invalid:
    """The page asks for the last day, the action for the day after it."""
    field = "last_on" if invalid.field == "until_on" else invalid.field
    return Invalid(field, invalid.reason, invalid.value)


@require_POST
def ending(request: ActorRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.deputisings_seen_by(request.actor), pk=pk)
    actions.end_deputising(one, actor=request.actor)
    messages.success(request, _("From now on nobody acts in this place any more."))
    return redirect(_back(one, request.actor))


def _back(one: Appointment | Deputising, actor: Actor) -> str:
    """To one's own positions, where it concerns those; else to the unit."""
    held = one.appointment if isinstance(one, Deputising) else one
    concerned = {held.user_id, one.deputy_id if isinstance(one, Deputising) else None}
    if actor.user_id in concerned:
        return reverse("organisations:positions")
    return held.position.unit.get_absolute_url()
