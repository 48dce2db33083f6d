"""Doors of the minutes: notes typed and mended, hours, signatures, the document."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from haicap.domain.meetings.models import Session
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.documents.sending import send_letter
from haicap.foundation.ui.forms import Form
from haicap.foundation.workflow import LostRace

from . import actions, queries
from .forms import HoursForm, MendingForm, NoteForm, ReturnForm
from .models import Minutes, Note

form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def minutes(request: ActorRequest, session_pk: int) -> HttpResponse:
    session = _session(request, session_pk)
    found = queries.minutes_of(session, request.actor)
    context: dict[str, Any] = {
        "session": session,
        "minutes": found,
        "notes": queries.notes_of(session, request.actor).prefetch_related("wordings"),
        "may_note": queries.may_note(request.actor, session),
        "links": _links(session, _("Minutes"), is_last=True),
    }
    if found is not None:
        context |= {
            "moves": queries.open_moves(request.actor, found),
            "doors": queries.doors(found),
            "awaited": queries.awaits(found),
        }
    return render(request, "minutes/minutes.html", context)


@form_door
def noting(request: ActorRequest, session_pk: int) -> HttpResponse:
    """Back to where it was typed: the screen of an agenda item, or the minutes."""
    session = _session(request, session_pk)
    queries.require_noting(session, actor=request.actor)
    form = NoteForm(request.POST if request.method == "POST" else None, session=session)
    if form.is_valid():
        try:
            note = actions.write_note(session, actor=request.actor, **form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
        else:
            return redirect(_back(request, note))
    return _form(request, session, form, _("Write down what is said"))


@form_door
def mending(request: ActorRequest, session_pk: int, number: int) -> HttpResponse:
    session = _session(request, session_pk)
    note = get_object_or_404(queries.notes_of(session, request.actor), number=number)
    queries.require_noting(session, actor=request.actor)
    initial = {
        "speaker": note.speaker_id,
        **{name: getattr(note, name) for name in ("speaker_words", "text", "version")},
    }
    data = request.POST if request.method == "POST" else None
    form = MendingForm(data, session=session, initial=initial)
    theirs, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.mend_note(note, actor=request.actor, **form.cleaned_data)
            return redirect(f"{reverse('minutes:minutes', args=[session.pk])}#note-{number}")
        except Invalid as invalid:
            form.take(invalid)
        except LostRace as race:
            theirs, status = queries.notes_of(session, request.actor).get(number=number), 409
            again = request.POST.copy()
            again["version"] = str(theirs.version)
            form.data = again
            form.add_error(None, str(race))
    title = _("Mend note %(number)s") % {"number": number}
    return _form(request, session, form, title, theirs=theirs, status=status)


@form_door
def hours(request: ActorRequest, session_pk: int) -> HttpResponse:
    session = _session(request, session_pk)
    queries.require_noting(session, actor=request.actor)
    found = queries.minutes_of(session, request.actor)
    initial = {"began": found.began, "ended": found.ended} if found else {}
    form = HoursForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.draw_up_minutes(session, actor=request.actor, **form.cleaned_data)
        return redirect("minutes:minutes", session.pk)
    return _form(request, session, form, _("When it began and ended"))


@require_POST
def writing(request: ActorRequest, session_pk: int) -> HttpResponse:
    actions.write_minutes(_minutes(request, session_pk), actor=request.actor)
    messages.success(request, _("Signed as secretary. The chair is to sign."))
    return redirect("minutes:minutes", session_pk)


@require_POST
def signing(request: ActorRequest, session_pk: int) -> HttpResponse:
    actions.sign_minutes(_minutes(request, session_pk), actor=request.actor)
    messages.success(request, _("The minutes are signed."))
    return redirect("minutes:minutes", session_pk)


@form_door
def returning(request: ActorRequest, session_pk: int) -> HttpResponse:
    found = _minutes(request, session_pk)
    queries.require_open("return", actor=request.actor, minutes=found)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.return_minutes(found, actor=request.actor, **form.cleaned_data)
        return redirect("minutes:minutes", session_pk)
    return _form(request, found.session, form, _("Give back to the secretary"))


@require_GET
def document(request: ActorRequest, session_pk: int, form: str) -> HttpResponse:
    session = _session(request, session_pk)
    found = queries.minutes_of(session, request.actor)
    return send_letter(queries.document_of(session, found, request.actor), form)


def _back(request: ActorRequest, note: Note) -> str:
    if request.POST.get("from") == "screen":
        number = note.agenda_item.number if note.agenda_item else 0
        return f"{reverse('portal:screen-item', args=[note.session_id, number])}#notes"
    return f"{reverse('minutes:minutes', args=[note.session_id])}#note-{note.number}"


def _form(
    request: ActorRequest,
    session: Session,
    form: Form,
    title: str,
    *,
    theirs: Note | None = None,
    status: int = 0,
) -> HttpResponse:
    links = [*_links(session, _("Minutes")), (title, None)]
    context: dict[str, Any] = {"form": form, "title": title, "links": links, "theirs": theirs}
    status = status or (422 if form.is_bound else 200)
    return render(request, "minutes/form.html", context, status=status)


def _links(session: Session, words: str, *, is_last: bool = False) -> list[Any]:
    address = None if is_last else reverse("minutes:minutes", args=[session.pk])
    return [(session.title, session.get_absolute_url(), "vi"), (words, address)]


def _session(request: ActorRequest, pk: int) -> Session:
    sessions = Session.objects.visible_to(request.actor)
    return get_object_or_404(sessions.select_related("convened_by__office", "group"), pk=pk)


def _minutes(request: ActorRequest, session_pk: int) -> Minutes:
    seen = Minutes.objects.visible_to(request.actor).select_related("session__convened_by__office")
    return get_object_or_404(seen, session=session_pk)
