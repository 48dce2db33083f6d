"""The list of conclusions, and the pages on which an office drafts one and assigns its tasks."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haicap.domain.conclusions import actions, forms, queries
from haicap.domain.conclusions.listing import CONCLUSIONS
from haicap.domain.meetings.models import Participant, Session
from haicap.foundation.access import ActorRequest, Refusal, Refused

from .answering import answer, conclusion_seen, item_seen, link, posted

PAGE = 25


@require_GET
def conclusions(request: ActorRequest) -> HttpResponseBase:
    form = forms.FilterForm(request.GET, actor=request.actor)
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    listed = queries.conclusions_listed(request.actor, **wanted)
    if download := CONCLUSIONS.download(request, listed):
        return download
    context = {
        "form": form,
        "table": CONCLUSIONS,
        "page": CONCLUSIONS.page(request, listed, size=PAGE),
        "may_draft": bool(queries.units_to_draft_for(request.actor)),
    }
    return render(request, "conclusions/list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest) -> HttpResponse:
    issuers = queries.units_to_draft_for(request.actor)
    if not issuers:
        raise Refused(
            Refusal(_("Only a head, a deputy or a clerk of a body or its office drafts."))
        )
    session = _session(request)
    if session:
        queries.require_open("conclude", actor=request.actor, thing=session)
    form = forms.DraftForm(posted(request), issuers=issuers, initial=_initial(session))
    return answer(
        request,
        form,
        lambda: actions.draft_conclusion(actor=request.actor, session=session, **form.cleaned_data),
        _("Draft a conclusion"),
        [(str(session), session.get_absolute_url())] if session else [],
    )


def _session(request: ActorRequest) -> Session | None:
    asked = request.GET.get("session", "")
    if not asked:
        return None
    seen = Session.objects.visible_to(request.actor).select_related("convened_by")
    return get_object_or_404(seen, pk=asked if asked.isdecimal() else 0)


def _initial(session: Session | None) -> dict[str, Any]:
    if session is None:
        return {}
    chair = session.participants.filter(role=Participant.Role.CHAIR).first()
    return {
        "title": _("Conclusion: %(session)s") % {"session": session},
        "issuer": session.convened_by.key,
        "concluded_by": chair.position if chair else "",
    }


@require_http_methods(["GET", "POST"])
def item(request: ActorRequest, pk: int) -> HttpResponse:
    conclusion = conclusion_seen(request, pk)
    queries.require_open("add_item", actor=request.actor, thing=conclusion)
    form = forms.ItemForm(posted(request), actor=request.actor, conclusion=conclusion)
    return answer(
        request,
        form,
        lambda: actions.add_item(conclusion, actor=request.actor, **form.cleaned_data),
        _("Add an item"),
        [link(conclusion)],
        to=conclusion,
    )


@require_http_methods(["GET", "POST"])
def delivery(request: ActorRequest, pk: int) -> HttpResponse:
    conclusion = conclusion_seen(request, pk)
    queries.require_open("deliver", actor=request.actor, thing=conclusion)
    held_on = conclusion.session.held_on if conclusion.session else None
    initial = {"delivered_on": held_on or timezone.localdate()}
    form = forms.DeliveryForm(posted(request), initial=initial)
    return answer(
        request,
        form,
        lambda: actions.deliver_conclusion(conclusion, actor=request.actor, **form.cleaned_data),
        _("Record as delivered"),
        [link(conclusion)],
        to=conclusion,
    )


@require_http_methods(["GET", "POST"])
def assignment(request: ActorRequest, pk: int) -> HttpResponse:
    item = item_seen(request, pk)
    queries.require_open("assign", actor=request.actor, thing=item)
    form = forms.AssignmentForm(posted(request), item=item)
    return answer(
        request,
        form,
        lambda: actions.assign_task(item, actor=request.actor, **form.cleaned_data),
        _("Assign a task"),
        [link(item.conclusion), (item.label, item.get_absolute_url())],
    )


@require_http_methods(["GET", "POST"])
def response(request: ActorRequest, pk: int) -> HttpResponse:
    item = item_seen(request, pk)
    queries.require_open("respond", actor=request.actor, thing=item)
    form = forms.ResponseForm(posted(request), actor=request.actor, item=item)
    return answer(
        request,
        form,
        lambda: actions.answer_recommendation(item, actor=request.actor, **form.cleaned_data),
        _("Note a recommendation it answers"),
        [link(item.conclusion), (item.label, item.get_absolute_url())],
        to=item,
    )
