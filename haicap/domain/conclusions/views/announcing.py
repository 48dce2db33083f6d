"""The pages on which a notice is drafted, checked, issued, taken back; and its paper."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haicap.domain.conclusions import actions, forms, notices, queries
from haicap.domain.conclusions.paper import letter_of, missing_of, suggested_words
from haicap.foundation.access import ActorRequest, Refusal, Refused
from haicap.foundation.documents.sending import send_letter
from haicap.foundation.workflow import LostRace

from .answering import answer, conclusion_seen, link, notice_seen, posted, show_both

form_door = require_http_methods(["GET", "POST"])


@form_door
def draft(request: ActorRequest, pk: int) -> HttpResponse:
    conclusion = conclusion_seen(request, pk)
    queries.require_open("announce", actor=request.actor, thing=conclusion)
    form = forms.NoticeForm(
        posted(request), conclusion=conclusion, initial=suggested_words(conclusion)
    )
    return answer(
        request,
        form,
        lambda: actions.draft_notice(conclusion, actor=request.actor, **form.cleaned_data),
        _("Draft a notice"),
        [link(conclusion)],
    )


@form_door
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    notice = notice_seen(request, pk)
    queries.require_open("edit", actor=request.actor, thing=notice)
    initial = forms.initial_of_notice(notice) if request.method == "GET" else None
    form = forms.NoticeEditForm(posted(request), conclusion=notice.conclusion, initial=initial)
    title, above = _("Change the draft"), [link(notice.conclusion), link(notice)]
    try:
        return answer(
            request,
            form,
            lambda: actions.edit_notice(notice, actor=request.actor, **form.cleaned_data),
            title,
            above,
            to=notice,
        )
    except LostRace as race:
        now = notice_seen(request, pk)
        theirs = [(form.fields[name].label, getattr(now, name)) for name in forms.NOTICE_WORDS]
        return show_both(request, form, race, theirs, now.version, title=title, above=above)


@form_door
def issue(request: ActorRequest, pk: int) -> HttpResponse:
    notice = notice_seen(request, pk)
    queries.require_open("issue", actor=request.actor, thing=notice)
    today = timezone.localdate()
    form = forms.IssueForm(posted(request), initial={"issued_on": today})
    ordered = notices.tasks_of(notice.conclusion)
    overlaps = notices.overlaps_of(ordered, request.actor)
    if not overlaps:
        del form.fields["overlaps_seen"]
    to_come = notices.symbol_to_come(notice, today)
    return answer(
        request,
        form,
        lambda: actions.issue_notice(notice, actor=request.actor, **form.cleaned_data),
        _("Issue"),
        [link(notice.conclusion)],
        to=notice,
        template="conclusions/issue.html",
        notice=notice,
        missing=missing_of(notice),
        to_come=to_come and to_come.text(notice.document_type),
        overlaps=overlaps,
        loads=notices.loads_of(ordered, request.actor),
    )


@form_door
def recall(request: ActorRequest, pk: int) -> HttpResponse:
    notice = notice_seen(request, pk)
    queries.require_open("recall", actor=request.actor, thing=notice)
    form = forms.RecallForm(posted(request), left=notices.tasks_left_by(notice))
    return answer(
        request,
        form,
        lambda: actions.recall_notice(
            notice, actor=request.actor, reason=form.cleaned_data["reason"], tasks=form.fates
        ),
        _("Recall"),
        [link(notice.conclusion), link(notice)],
        to=notice,
    )


@form_door
def replacement(request: ActorRequest, pk: int) -> HttpResponse:
    notice = notice_seen(request, pk)
    queries.require_open("replace", actor=request.actor, thing=notice)
    form = forms.ReplacementForm(
        posted(request),
        actor=request.actor,
        notice=notice,
        left=notices.tasks_left_by(notice),
    )
    return answer(
        request,
        form,
        lambda: actions.replace_notice(
            notice,
            actor=request.actor,
            by=form.cleaned_data["by"],
            tasks=form.fates,
            over=form.over,
        ),
        _("Replace"),
        [link(notice.conclusion), link(notice)],
        to=notice,
    )


@form_door
def enter(request: ActorRequest) -> HttpResponse:
    receivers = queries.units_to_draft_for(request.actor)
    if not receivers:
        raise Refused(
            Refusal(_("Only a head, a deputy or a clerk of a body or its office enters documents."))
        )
    form = forms.DocumentForm(posted(request), receivers=receivers)
    return answer(
        request,
        form,
        lambda: actions.enter_document(actor=request.actor, **form.cleaned_data),
        _("Enter a document from above"),
        [],
    )


@require_safe
def paper(request: ActorRequest, pk: int, form: str) -> Any:
    notice = notice_seen(request, pk)
    return send_letter(letter_of(notice), form)
