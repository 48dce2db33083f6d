"""Notices: drafted, issued, taken back; and documents from above."""

from typing import Any

from django.http import HttpResponse
from ninja import Query, Status

from haicap.domain.conclusions import actions, queries
from haicap.domain.conclusions.models import Notice
from haicap.domain.conclusions.paper import letter_of
from haicap.foundation.access import ActorRequest
from haicap.foundation.api.paging import Paged, Paging, paged
from haicap.foundation.documents.sending import FORMATS, send_letter

from .answering import conclusion_seen, fields, moves, notice_seen, router, units
from .schemas import (
    DocumentIn,
    FormIn,
    IssueIn,
    NoticeDetail,
    NoticeEditIn,
    NoticeIn,
    NoticeOut,
    RecallIn,
    ReplacementIn,
)

WORDS_SHOWN = (*actions.NOTICE_WORDS, "sign_prefix", "version")
FILES = {
    "responses": {
        200: {
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind, _made in FORMATS.values()
            }
        }
    }
}


@router.get("/notices", response=Paged[NoticeOut])
def list_notices(request: ActorRequest, paging: Query[Paging]) -> Any:
    """The notices you may see, newest first."""
    return paged(Notice.objects.visible_to(request.actor).select_related("issuer"), paging)


@router.get("/notices/{int:pk}", response=NoticeDetail)
def read_notice(request: ActorRequest, pk: int) -> Any:
    """One notice and what you may do with it now."""
    notice = notice_seen(request, pk)
    words = {name: getattr(notice, name) for name in WORDS_SHOWN}
    missing = [str(each) for each in queries.missing_before_issue(notice)]
    found = {"recipients": list(notice.recipients.all()), "missing": missing, **words}
    return {**fields(NoticeOut, notice), **found} | moves(request, notice)


@router.get("/notices/{int:pk}/document", openapi_extra=FILES)
def read_document(request: ActorRequest, pk: int, asked: Query[FormIn]) -> HttpResponse:
    """The notice as a document in its side's layout: PDF, or DOCX to go on writing in."""
    return send_letter(letter_of(notice_seen(request, pk)), asked.form)


@router.post("/notices/{int:pk}/words", response={201: NoticeDetail})
def edit_notice(request: ActorRequest, pk: int, sent: NoticeEditIn) -> Any:
    """Change a draft; 409 where somebody else saved first."""
    actions.edit_notice(
        notice_seen(request, pk),
        actor=request.actor,
        recipients=units("recipients", sent.recipients),
        **sent.dict(exclude={"recipients"}),
    )
    return Status(201, read_notice(request, pk))


@router.post("/documents", response={201: NoticeDetail})
def enter_document(request: ActorRequest, sent: DocumentIn) -> Any:
    """Take in a document of a body above with its items; a secret one is refused."""
    notice = actions.enter_document(
        actor=request.actor,
        receiver=queries.unit_by_key("receiver", sent.receiver),
        **sent.dict(exclude={"receiver"}),
    )
    return Status(201, read_notice(request, notice.pk))


@router.post("/notices/{int:pk}/issue", response={201: NoticeDetail})
def issue_notice(request: ActorRequest, pk: int, sent: IssueIn) -> Any:
    """Issue a notice under its number and symbol, Party or State."""
    actions.issue_notice(notice_seen(request, pk), actor=request.actor, **sent.dict())
    return Status(201, read_notice(request, pk))


@router.post("/notices/{int:pk}/recall", response={201: NoticeDetail})
def recall_notice(request: ActorRequest, pk: int, sent: RecallIn) -> Any:
    """Recall an issued notice with a reason, and say what becomes of each open task."""
    actions.recall_notice(
        notice_seen(request, pk), actor=request.actor, reason=sent.reason, tasks=sent.tasks
    )
    return Status(201, read_notice(request, pk))


@router.post("/notices/{int:pk}/replacement", response={201: NoticeDetail})
def replace_notice(request: ActorRequest, pk: int, sent: ReplacementIn) -> Any:
    """Another issued notice takes the place of this one; one of the same conclusion takes its
    tasks over, one of a later conclusion those that go over to its items."""
    actions.replace_notice(
        notice_seen(request, pk),
        actor=request.actor,
        by=notice_seen(request, sent.by),
        tasks=sent.tasks,
        over=sent.over,
    )
    return Status(201, read_notice(request, pk))


@router.post("/conclusions/{int:pk}/notices", response={201: NoticeDetail})
def draft_notice(request: ActorRequest, pk: int, sent: NoticeIn) -> Any:
    """Draft the document that announces a delivered conclusion."""
    notice = actions.draft_notice(
        conclusion_seen(request, pk),
        actor=request.actor,
        issuer=queries.unit_by_key("issuer", sent.issuer),
        recipients=units("recipients", sent.recipients),
        **sent.dict(exclude={"issuer", "recipients"}),
    )
    return Status(201, read_notice(request, notice.pk))
