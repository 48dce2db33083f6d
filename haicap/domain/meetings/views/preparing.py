"""Doors to what makes a session ready: invitations and answers, papers asked for and handed in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haicap.domain.meetings import actions, queries
from haicap.domain.meetings.forms import (
    AnswerForm,
    AskingForm,
    AttendanceForm,
    FindingsForm,
    HandingInForm,
    InvitationForm,
    PhotoForm,
)
from haicap.domain.meetings.listing import SESSIONS
from haicap.domain.meetings.models import Invitation, Session, SiteVisit
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.files.serving import serve
from haicap.foundation.ui.forms import Form

form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def preparation(request: ActorRequest, pk: int) -> HttpResponse:
    """Who is invited and who has not answered; what was asked for, handed in, missing or late."""
    session, actor = session_of(request, pk), request.actor
    invited = queries.invited_to(session, actor)
    context = {
        "session": session,
        "invited": invited,
        "unanswered": sum(not each.invitation.answer for each in invited),
        "collected": queries.collected_for(session, actor),
        "materials": queries.materials_of(session, actor),
        "verbs": queries.preparing_verbs(actor, session),
        "may_hand_in": queries.units_handing_in(actor, session).exists(),
    }
    return render(request, "meetings/preparation.html", context)


@form_door
def inviting(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "invite")
    form = InvitationForm(posted(request), session=session)
    return _answer(request, session, form, _("Invite"), actions.invite)


@form_door
def answering(request: ActorRequest, pk: int, invitation_pk: int) -> HttpResponse:
    session = session_of(request, pk)
    invitation = _invitation(session, invitation_pk)
    if request.method != "POST":
        queries.require_answering(request.actor, invitation)
    now = {name: getattr(invitation, name) for name in AnswerForm.base_fields}
    form = AnswerForm(posted(request), initial=now)

    def answer(_session: Session, **given: Any) -> None:
        actions.answer_invitation(invitation, **given)

    title, hint = _("Answer the invitation"), str(invitation)
    return _answer(request, session, form, title, answer, hint=hint)


@require_POST
def withdrawing(request: ActorRequest, pk: int, invitation_pk: int) -> HttpResponse:
    session = session_of(request, pk)
    actions.withdraw_invitation(_invitation(session, invitation_pk), actor=request.actor)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("meetings:preparation", session.pk)


@form_door
def asking(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "ask_communes")
    communes = queries.communes_to_ask(session)
    form = AskingForm(posted(request), communes=communes, initial={"communes": communes})
    return _answer(request, session, form, _("Ask for papers"), actions.ask_communes)


@form_door
def handing_in(request: ActorRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    units = queries.units_handing_in(request.actor, session)
    queries.require_handing_in(request.actor, session)
    form = HandingInForm(posted(request), request.FILES or None, units=units)
    return _answer(request, session, form, _("Hand in papers"), actions.hand_in_material)


@require_safe
def material(request: ActorRequest, pk: int, material_pk: int) -> HttpResponseBase:
    session = session_of(request, pk)
    found = get_object_or_404(queries.materials_of(session, request.actor), pk=material_pk)
    return serve(found.file, found.name)


@form_door
def attendance(request: ActorRequest, pk: int) -> HttpResponse:
    """Everybody who was invited or is named in the minutes, each with whether they came."""
    session = _open(request, pk, "note_attendance")
    form = AttendanceForm(posted(request), people=queries.people_expected(session))

    def note(session: Session, *, actor: Any, **_fields: Any) -> None:
        actions.note_attendance(session, actor=actor, noted=form.noted(actions.Noted))

    hint = _("Who is left at “not noted” stays as it is.")
    return _answer(request, session, form, _("Note attendance"), note, hint=hint)


@form_door
def findings(request: ActorRequest, pk: int, visit_pk: int) -> HttpResponse:
    session = _open(request, pk, "record_visit")
    visit = get_object_or_404(SiteVisit.objects.filter(session=session), pk=visit_pk)
    form = FindingsForm(posted(request), initial={"findings": visit.findings})

    def write(_session: Session, **given: Any) -> None:
        actions.write_findings(visit, **given)

    return _answer(request, session, form, _("Write down findings"), write, hint=visit.place)


@form_door
def photographing(request: ActorRequest, pk: int, visit_pk: int) -> HttpResponse:
    session = _open(request, pk, "record_visit")
    visit = get_object_or_404(SiteVisit.objects.filter(session=session), pk=visit_pk)
    form = PhotoForm(posted(request), request.FILES or None)

    def add(_session: Session, **given: Any) -> None:
        actions.add_photo(visit, **given)

    return _answer(request, session, form, _("Add a picture"), add, hint=visit.place)


@require_safe
def photo(request: ActorRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    session = session_of(request, pk)
    found = get_object_or_404(queries.photos_of(session, request.actor), pk=photo_pk)
    return serve(found.file, found.name)


@require_safe
def calendar(request: ActorRequest) -> HttpResponseBase:
    """The sessions of a month, day by day; the same month as a file."""
    first = queries.month_asked(request.GET.get("month", ""), timezone.localdate())
    listed = queries.sessions_in_month(request.actor, first)
    if download := SESSIONS.download(request, listed):
        return download
    month = queries.month_of_sessions(listed.order_by("held_on", "begins_at", "id"), first)
    return render(request, "meetings/calendar.html", {"month": month, "table": SESSIONS})


def session_of(request: ActorRequest, pk: int) -> Session:
    visible = Session.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("convened_by__office", "group"), pk=pk)


def _open(request: ActorRequest, pk: int, verb: str) -> Session:
    """The session; what may not be done to it is said before a form is shown."""
    session = session_of(request, pk)
    if request.method != "POST":
        queries.require_preparing(verb, actor=request.actor, session=session)
    return session


def _invitation(session: Session, pk: int) -> Invitation:
    known = session.invitations.select_related("unit__office", "position", "session__convened_by")
    return get_object_or_404(known, pk=pk)


def posted(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(
    request: ActorRequest,
    session: Session,
    form: Form,
    title: str,
    act: Callable[..., object],
    hint: str = "",
) -> HttpResponse:
    """Do it and go back to what makes the session ready; or show what could not be taken."""
    if form.is_valid():
        try:
            act(session, actor=request.actor, **form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("It is written down."))
            return redirect("meetings:preparation", session.pk)
    context = {"form": form, "session": session, "title": title, "action": title, "hint": hint}
    return render(request, "meetings/form.html", context, status=422 if form.is_bound else 200)
