"""Doors of sessions: the list, the plan, a page for each move and for what is written down."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haicap.domain.meetings import actions, queries
from haicap.domain.meetings.forms import (
    AgendaForm,
    CancellationForm,
    ConcludingForm,
    FilterForm,
    GivenReportForm,
    HoldingForm,
    NewDayForm,
    ParticipantForm,
    PlanForm,
    VisitForm,
)
from haicap.domain.meetings.listing import SESSIONS
from haicap.domain.meetings.models import Session
from haicap.foundation.access import ActorRequest, Invalid, Refusal, Refused
from haicap.foundation.sources.queries import citations_of_all
from haicap.foundation.ui.forms import Form

form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def sessions(request: ActorRequest) -> HttpResponseBase:
    form = FilterForm(request.GET)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    listed = queries.sessions_of(request.actor, **chosen)
    if download := SESSIONS.download(request, listed):
        return download
    page = SESSIONS.page(request, listed)
    # Asked once: a row says whether its day is not known or not stated.
    citations_of_all(page.items)
    may_plan = queries.units_convened_for(request.actor).exists()
    context = {"form": form, "table": SESSIONS, "page": page, "may_plan": may_plan}
    return render(request, "meetings/list.html", context, status=422 if form.errors else 200)


@form_door
def planning(request: ActorRequest) -> HttpResponse:
    conveners = queries.units_convened_for(request.actor)
    if not conveners.exists():
        raise Refused(Refusal(_("Only a body of the province, or its office, plans a session.")))
    form = PlanForm(_posted(request), conveners=conveners)
    if form.is_valid():
        try:
            session = actions.plan_session(actor=request.actor, **form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("The session is planned."))
            return redirect(session)
    context = {"form": form, "title": _("Plan a session"), "action": _("Plan the session")}
    return render(request, "meetings/form.html", context, status=422 if form.is_bound else 200)


@form_door
def holding(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "hold")
    form = HoldingForm(_posted(request), initial={"held_on": session.held_on})
    hint = _("What is not known stays empty; the day can be the one it was planned for.")
    return _answer(request, session, form, "hold", actions.hold_session, hint=hint)


@form_door
def concluding(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "conclude")
    hint = _("What was concluded, item by item, is a record of its own.")
    form = ConcludingForm(_posted(request))
    return _answer(request, session, form, "conclude", actions.conclude_session, hint=hint)


@form_door
def rescheduling(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "reschedule")
    now = {name: getattr(session, name, "") for name in NewDayForm.base_fields}
    form = NewDayForm(_posted(request), initial=now)
    return _answer(request, session, form, "reschedule", actions.reschedule_session)


@form_door
def cancellation(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "cancel")
    hint = _("The session stays in the list as cancelled. This cannot be taken back.")
    form = CancellationForm(_posted(request))
    return _answer(request, session, form, "cancel", actions.cancel_session, hint=hint)


@form_door
def participants(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "add_participant")
    form = ParticipantForm(_posted(request), session=session)
    return _answer(request, session, form, "add_participant", actions.add_participant)


@form_door
def agenda(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "add_agenda_item")
    form = AgendaForm(_posted(request), session=session)
    return _answer(request, session, form, "add_agenda_item", actions.add_agenda_item)


@form_door
def visits(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "record_visit")
    form = VisitForm(_posted(request), session=session)
    return _answer(request, session, form, "record_visit", actions.record_visit)


@form_door
def reports(request: ActorRequest, pk: int) -> HttpResponse:
    session = _open(request, pk, "give_report")
    form = GivenReportForm(
        _posted(request), reports=queries.reports_to_give(request.actor, session)
    )
    return _answer(request, session, form, "give_report", actions.give_report)


def _open(request: ActorRequest, pk: int, verb: str) -> Session:
    """The session, if this actor may do this to it now; else 404, 403 or 409 with the sentence."""
    visible = Session.objects.visible_to(request.actor)
    session = get_object_or_404(visible.select_related("convened_by__office", "group"), pk=pk)
    if request.method != "POST":
        queries.require_open(verb, actor=request.actor, session=session)
    return session


def _posted(request: ActorRequest) -> QueryDict | None:
    """What was sent, also if nothing was typed: a form without fields is sent empty."""
    return request.POST if request.method == "POST" else None


def _answer(
    request: ActorRequest,
    session: Session,
    form: Form,
    verb: str,
    act: Callable[..., object],
    hint: str = "",
) -> HttpResponse:
    """Do it and go back to the session; or show the form, with what could not be taken."""
    if form.is_valid():
        try:
            act(session, actor=request.actor, **form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("It is written down."))
            return redirect(session)
    words = queries.LABELS[verb]
    context = {"form": form, "session": session, "title": words, "action": words, "hint": hint}
    return render(request, "meetings/form.html", context, status=422 if form.is_bound else 200)
