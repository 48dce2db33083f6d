"""Doors of calendars: the addresses of a person, and the file that a program reads there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from haicap.foundation.access import ActorRequest
from haicap.foundation.accounts.models import User

from . import actions, queries
from .forms import OpeningForm
from .models import Calendar
from .writing import as_ics

FOR_OTHERS = "vi"


@require_safe
def calendars(request: ActorRequest) -> HttpResponse:
    context = {
        "calendars": queries.calendars_of(request.actor),
        "form": OpeningForm(actor=request.actor),
    }
    return render(request, "calendars/list.html", context)


@never_cache
@require_POST
def opening(request: ActorRequest) -> HttpResponse:
    """The address stands in this answer and nowhere else: no page can show it again."""
    form = OpeningForm(request.POST, actor=request.actor)
    context = {"calendars": queries.calendars_of(request.actor), "form": form}
    if not form.is_valid():
        return render(request, "calendars/list.html", context, status=422)
    owner = get_object_or_404(User, pk=request.actor.user_id)
    opened = actions.open_calendar(owner, actor=request.actor, unit=form.cleaned_data["unit"])
    address = request.build_absolute_uri(reverse("calendars:file", args=[opened.secret]))
    context |= {"opened": opened.calendar, "address": address}
    return render(request, "calendars/list.html", context)


@require_POST
def closing(request: ActorRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Calendar.objects.visible_to(request.actor).open(), pk=pk)
    actions.close_calendar(found, actor=request.actor)
    messages.success(request, _("The address is closed."))
    return redirect("calendars:list")


@login_not_required
@require_safe
def file(request: HttpRequest, secret: str) -> HttpResponse:
    """A closed address and one that never was look the same."""
    calendar = queries.calendar_at(secret)
    if calendar is None:
        raise Http404
    base = request.build_absolute_uri("/").rstrip("/")
    language = calendar.owner.language or FOR_OTHERS
    content = as_ics(queries.contents_of(calendar), base, language)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="haicap.ics"'
    return answer
