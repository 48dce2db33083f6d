"""Doors of the conclusions: the list, and the pages on which an office drafts and issues."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haicap.domain.meetings.models import Participant, Session
from haicap.foundation.access import ActorRequest, Invalid, Refusal, Refused
from haicap.foundation.ui.forms import Form

from . import actions, forms, queries
from .listing import CONCLUSIONS
from .models import Conclusion, Item, Notice

PAGE = 25
Link = tuple[str, str]


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
    form = forms.DraftForm(_posted(request), issuers=issuers, initial=_initial(session))
    return _answer(
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
    conclusion = _conclusion(request, pk)
    queries.require_open("add_item", actor=request.actor, thing=conclusion)
    form = forms.ItemForm(_posted(request), actor=request.actor, conclusion=conclusion)
    return _answer(
        request,
        form,
        lambda: actions.add_item(conclusion, actor=request.actor, **form.cleaned_data),
        _("Add an item"),
        [_link(conclusion)],
        to=conclusion,
    )


@require_http_methods(["GET", "POST"])
def delivery(request: ActorRequest, pk: int) -> HttpResponse:
    conclusion = _conclusion(request, pk)
    queries.require_open("deliver", actor=request.actor, thing=conclusion)
    held_on = conclusion.session.held_on if conclusion.session else None
    initial = {"delivered_on": held_on or timezone.localdate()}
    form = forms.DeliveryForm(_posted(request), initial=initial)
    return _answer(
        request,
        form,
        lambda: actions.deliver_conclusion(conclusion, actor=request.actor, **form.cleaned_data),
        _("Record as delivered"),
        [_link(conclusion)],
        to=conclusion,
    )


@require_http_methods(["GET", "POST"])
def notice_draft(request: ActorRequest, pk: int) -> HttpResponse:
    conclusion = _conclusion(request, pk)
    queries.require_open("announce", actor=request.actor, thing=conclusion)
    form = forms.NoticeForm(_posted(request), conclusion=conclusion)
    return _answer(
        request,
        form,
        lambda: actions.draft_notice(conclusion, actor=request.actor, **form.cleaned_data),
        _("Draft a notice"),
        [_link(conclusion)],
    )


@require_http_methods(["GET", "POST"])
def assignment(request: ActorRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    queries.require_open("assign", actor=request.actor, thing=item)
    form = forms.AssignmentForm(_posted(request), item=item)
    return _answer(
        request,
        form,
        lambda: actions.assign_task(item, actor=request.actor, **form.cleaned_data),
        _("Assign a task"),
        [_link(item.conclusion), (item.label, item.get_absolute_url())],
    )


@require_http_methods(["GET", "POST"])
def response(request: ActorRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    queries.require_open("respond", actor=request.actor, thing=item)
    form = forms.ResponseForm(_posted(request), actor=request.actor, item=item)
    return _answer(
        request,
        form,
        lambda: actions.answer_recommendation(item, actor=request.actor, **form.cleaned_data),
        _("Note a recommendation it answers"),
        [_link(item.conclusion), (item.label, item.get_absolute_url())],
        to=item,
    )


@require_http_methods(["GET", "POST"])
def issue(request: ActorRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    queries.require_open("issue", actor=request.actor, thing=notice)
    form = forms.IssueForm(_posted(request), initial={"issued_on": timezone.localdate()})
    return _answer(
        request,
        form,
        lambda: actions.issue_notice(notice, actor=request.actor, **form.cleaned_data),
        _("Issue"),
        [_link(notice.conclusion)],
        to=notice,
    )


@require_http_methods(["GET", "POST"])
def recall(request: ActorRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    queries.require_open("recall", actor=request.actor, thing=notice)
    form = forms.RecallForm(_posted(request))
    return _answer(
        request,
        form,
        lambda: actions.recall_notice(notice, actor=request.actor, **form.cleaned_data),
        _("Recall"),
        [_link(notice.conclusion), _link(notice)],
        to=notice,
    )


@require_http_methods(["GET", "POST"])
def replacement(request: ActorRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    queries.require_open("replace", actor=request.actor, thing=notice)
    form = forms.ReplacementForm(_posted(request), actor=request.actor, notice=notice)
    return _answer(
        request,
        form,
        lambda: actions.replace_notice(notice, actor=request.actor, **form.cleaned_data),
        _("Replace"),
        [_link(notice.conclusion), _link(notice)],
        to=notice,
    )


def _conclusion(request: ActorRequest, pk: int) -> Conclusion:
    seen = Conclusion.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("session", "issuer__office"), pk=pk)


def _item(request: ActorRequest, pk: int) -> Item:
    seen = Item.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("lead", "conclusion__issuer"), pk=pk)


def _notice(request: ActorRequest, pk: int) -> Notice:
    seen = Notice.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("issuer", "conclusion__issuer"), pk=pk)


def _posted(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _link(record: Conclusion | Notice) -> Link:
    return (str(record), record.get_absolute_url())


def _answer(
    request: ActorRequest,
    form: Form,
    act: Callable[[], Any],
    title: str,
    above: list[Link],
    to: Any = None,
) -> HttpResponse:
    """Do it and go to the record; or show the form, with what could not be taken."""
    if form.is_valid():
        try:
            done = act()
            return redirect(to or done)
        except Invalid as invalid:
            form.take(invalid)
    links = [(label, address, "vi") for label, address in above]
    context = {"form": form, "title": title, "links": [*links, (title, None)]}
    return render(request, "conclusions/form.html", context, status=422 if form.is_bound else 200)
