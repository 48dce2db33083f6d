"""Who is given a position in a unit, and from which day on it is no longer held."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haicap.domain.organisations import actions, queries
from haicap.domain.organisations.forms.people import AppointmentForm, EndForm
from haicap.domain.organisations.models import Appointment, Unit
from haicap.foundation.access import ActorRequest, Invalid, require

from .people import chain_to, unit_of

form_door = require_http_methods(["GET", "HEAD", "POST"])


@form_door
def appointment(request: ActorRequest, key: str) -> HttpResponse:
    unit = unit_of(request, key)
    queries.require_appointing(request.actor, unit)
    form = AppointmentForm(
        request.POST if request.method == "POST" else None,
        initial={"username": request.GET.get("username", "")},
    )
    if form.is_valid():
        try:
            _appoint(request, unit, form)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("The position is given."))
            return redirect("organisations:people", key=unit.key)
    title = _("Give a position")
    context = {
        "unit": unit,
        "form": form,
        "title": title,
        "titles": queries.titles_of(unit),
        "chain": chain_to(unit, last=title),
    }
    status = 422 if form.is_bound else 200
    return render(request, "organisations/people/appointment.html", context, status=status)


def _appoint(request: ActorRequest, unit: Unit, form: AppointmentForm) -> Appointment:
    given = dict(form.cleaned_data)
    username = given.pop("username")
    user = actions.account_named(username) if username else None
    return actions.appoint(unit, actor=request.actor, user=user, **given)


def _end(request: ActorRequest, held: Appointment, form: EndForm) -> None:
    typed = dict(form.cleaned_data)
    ending = {name: typed.pop(name) for name in ("on", "vacant_because", "work")}
    successor = actions.successor_named(**typed)
    actions.end_appointment(held, actor=request.actor, successor=successor, **ending)


@form_door
def ending(request: ActorRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(queries.appointment_seen_by(request.actor, pk))
    require(queries.why_not_end(request.actor, held))
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _end(request, held, form)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("The appointment ends on the day you named."))
            return redirect("organisations:people", key=held.position.unit.key)
    unit, title = held.position.unit, _("End the appointment")
    context = {
        "held": held,
        "form": form,
        "title": title,
        "why_a_successor": queries.why_a_successor(held, timezone.localdate()),
        "chain": chain_to(unit, last=title),
    }
    status = 422 if form.is_bound else 200
    return render(request, "organisations/people/ending.html", context, status=status)
