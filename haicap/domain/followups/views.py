"""Doors of the follow-up: the list of sheets, one sheet, drawing up and settling."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haicap.domain.meetings.models import Session
from haicap.foundation.access import ActorRequest
from haicap.foundation.ui.paging import page_of

from . import actions, queries
from .models import Sheet

PAGE = 25


@require_GET
def sheets(request: ActorRequest) -> HttpResponse:
    cursor = request.GET.get("cursor")
    order = ("-as_of", "-id")
    page = page_of(queries.sheets_listed(request.actor), order=order, cursor=cursor, size=PAGE)
    return render(request, "followups/list.html", {"page": page})


@require_GET
def sheet(request: ActorRequest, pk: int) -> HttpResponse:
    found = _sheet(request, pk)
    opened = Session.objects.visible_to(request.actor).filter(pk=found.session_id).exists()
    context = {
        "sheet": found,
        "session_address": found.session.get_absolute_url() if opened else "",
        "communes": found.session.communes.order_by("sort_key"),
        "rows": queries.rows_of(found, request.actor),
        "is_whole": queries.sees_whole(request.actor, found),
        "moves": queries.open_moves(request.actor, found),
        "doors": queries.doors(found),
        "links": [
            (found.session.title, found.session.get_absolute_url() if opened else "", "vi"),
            (_("Follow-up as of %(day)s") % {"day": f"{found.as_of:%d/%m/%Y}"}, None),
        ],
    }
    return render(request, "followups/sheet.html", context)


@require_POST
def draw_up(request: ActorRequest, session_pk: int) -> HttpResponse:
    session = get_object_or_404(Session.objects.visible_to(request.actor), pk=session_pk)
    drawn_up = actions.draw_up_sheet(session, actor=request.actor)
    messages.success(request, _("The follow-up sheet is drawn up."))
    return redirect(drawn_up)


@require_POST
def settlement(request: ActorRequest, pk: int) -> HttpResponse:
    found = _sheet(request, pk)
    actions.settle_sheet(found, actor=request.actor)
    messages.success(request, _("The follow-up sheet is settled."))
    return redirect(found)


def _sheet(request: ActorRequest, pk: int) -> Sheet:
    return get_object_or_404(queries.sheets_listed(request.actor), pk=pk)
