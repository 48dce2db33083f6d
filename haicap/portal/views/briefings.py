"""The briefing of a session, or of a commune before a session is planned."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Kind, Unit
from haicap.foundation.access import ActorRequest
from haicap.foundation.documents.sending import send_letter
from haicap.portal.briefing import Briefing, briefing_of_commune, briefing_of_session
from haicap.portal.briefing_paper import letter_of


@require_safe
def of_session(request: ActorRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    links = [(session.title, session.get_absolute_url(), "vi"), (_("Briefing"), None)]
    return _page(request, briefing_of_session(session, request.actor), links)


@require_GET
def session_document(request: ActorRequest, pk: int, form: str) -> HttpResponse:
    briefing = briefing_of_session(_session(request, pk), request.actor)
    return send_letter(letter_of(briefing, request.actor), form)


@require_safe
def of_commune(request: ActorRequest, key: str) -> HttpResponse:
    commune = _commune(request, key)
    links = [(commune.full_name, commune.get_absolute_url(), "vi"), (_("Briefing"), None)]
    return _page(request, briefing_of_commune(commune, request.actor), links)


@require_GET
def commune_document(request: ActorRequest, key: str, form: str) -> HttpResponse:
    briefing = briefing_of_commune(_commune(request, key), request.actor)
    return send_letter(letter_of(briefing, request.actor), form)


def _page(request: ActorRequest, briefing: Briefing, links: list[Any]) -> HttpResponse:
    context = {
        "briefing": briefing,
        "place": briefing.place,
        "links": links,
        "several": len(briefing.communes) > 1,
        "base": request.path,
    }
    return render(request, "portal/briefing.html", context)


def _session(request: ActorRequest, pk: int) -> Session:
    sessions = Session.objects.visible_to(request.actor).select_related("convened_by", "group")
    return get_object_or_404(sessions, pk=pk)


def _commune(request: ActorRequest, key: str) -> Unit:
    places = Unit.objects.visible_to(request.actor).filter(kind=Kind.COMMUNE)
    return get_object_or_404(places.select_related("parent"), key=key)
