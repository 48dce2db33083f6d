"""Doors of the follow-up: the list of sheets, one sheet, drawing up and settling."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haicap.domain.meetings.models import Session
from haicap.foundation.access import ActorRequest

from . import actions, queries
from .listing import SHEETS
from .models import Sheet

PAGE = 25


@require_GET
def sheets(request: ActorRequest) -> HttpResponseBase:
    listed = queries.sheets_listed(request.actor)
    if download := SHEETS.download(request, listed):
        return download
    context = {"table": SHEETS, "page": SHEETS.page(request, listed, size=PAGE)}
    return render(request, "followups/list.html", context)


@require_GET
def sheet(request: ActorRequest, pk: int) -> HttpResponse:
    found = _sheet(request, pk)
    opened = Session.objects.visible_to(request.actor).filter(pk=found.session_id).exists()
    address = found.session.get_absolute_url() if opened else ""
    context = {
        "sheet": found,
        "session_address": address,
        "communes": found.session.communes.order_by("sort_key"),
        "rows": queries.rows_of(found, request.actor),
        "is_whole": queries.sees_whole(request.actor, found),
        "moves": queries.open_moves(request.actor, found),
        "doors": queries.doors(found),
        "awaited": queries.awaits(found),
        "links": [
            *((_words(each), each.get_absolute_url()) for each in _nearest(request, found)),
            (_("Follow-up of %(day)s") % {"day": f"{found.as_of:%d/%m/%Y}"}, None),
            (_words(found.session), address),
        ],
    }
    return render(request, "followups/sheet.html", context)


def _nearest(request: ActorRequest, sheet: Sheet) -> list[Session]:
    """The last few of the sessions that it follows up; its rows lead to all of them."""
    return list(queries.sessions_followed_up(sheet, request.actor).reverse()[:3])[::-1]


def _words(session: Session) -> str:
    if session.held_on is None:
        return _("Session, day not known")
    return _("Session of %(day)s") % {"day": f"{session.held_on:%d/%m/%Y}"}


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
