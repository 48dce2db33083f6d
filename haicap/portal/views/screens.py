"""The session screen for the projector: a page per item of the agenda, turned by plain links."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from haicap.domain.meetings.models import Session
from haicap.foundation.access import ActorRequest
from haicap.portal.screen import screen_of


@require_safe
def screen(request: ActorRequest, pk: int, number: int = 0) -> HttpResponse:
    sessions = Session.objects.visible_to(request.actor)
    session = get_object_or_404(sessions.select_related("convened_by__office", "group"), pk=pk)
    shown = screen_of(session, request.actor, number, request.GET.get("commune", ""))
    if shown is None:
        raise Http404
    context = {
        "screen": shown,
        "session": session,
        "place": shown.briefing.place,
        "people": session.participants.order_by("id") if shown.may_note else (),
    }
    return render(request, "portal/screen.html", context)
