"""The JSON door of conclusions, their items and notices: the same actions as the pages."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest
from haicap.foundation.access.days import Day
from haicap.foundation.api.paging import Paged, Paging, paged

from . import actions, queries
from .models import Conclusion, Item, Notice

router = Router(tags=["conclusions"])

Key = Annotated[str, Field(max_length=60)]
Text = Annotated[str, Field(max_length=10_000)]


class UnitOut(Schema):
    """A unit, by the key under which /organisations knows it."""

    key: str
    name: str = Field(alias="full_name")


class RefusalOut(Schema):
    """A move that exists in this state and that you may not make, and why."""

    verb: str
    reason: str


class Movable(Schema):
    """What you may do with the record now, and whose turn it is."""

    open_verbs: list[str]
    refusals: list[RefusalOut]


class NoticeOut(Schema):
    """A notice; empty symbol: not issued yet; no recipients: not stated."""

    id: int
    conclusion_id: int
    issuer: UnitOut
    document_type: str
    symbol: str
    issued_on: date | None
    summary: str
    replaces_id: int | None
    state: Literal["drafted", "issued", "recalled", "replaced"]
    is_simulated: bool
    has_simulated_moves: bool
    """It is real, but an example moved it: its state is no fact."""


class NoticeDetail(NoticeOut, Movable):
    recipients: list[UnitOut]


class ItemOut(Schema):
    """A sentence or point; lead null: not stated; number empty: not known."""

    id: int
    conclusion_id: int
    position: int
    number: str
    label: str
    text: str
    wording: Literal["own", "restated"]
    lead: UnitOut | None
    addressee: str
    carries_out_id: int | None = Field(description="Null: none, or not yours to see")
    is_simulated: bool
    communes: list[UnitOut]
    task_ids: list[int]
    """Those you may see."""
    recommendation_ids: list[int]


class ItemDetail(ItemOut, Movable):
    pass


class ConclusionOut(Schema):
    id: int
    session_id: int | None = Field(
        alias="seen_session", description="Null: none, or not yours to see"
    )
    issuer: UnitOut
    concluded_by: str
    delivered_on: date | None
    title: str
    state: Literal["drafted", "delivered"]
    is_simulated: bool
    has_simulated_moves: bool
    """It is real, but an example moved it: its state is no fact."""
    notices: list[NoticeOut] = Field(alias="seen_notices")


class ConclusionDetail(ConclusionOut, Movable):
    items: list[ItemOut]


class NarrowingIn(Schema):
    issuer: Key | None = None
    year: int | None = Field(None, ge=1976, le=2100)
    text: str = Field("", max_length=200)


class DraftIn(Schema):
    issuer: Key
    concluded_by: str = Field(max_length=300)
    title: str = Field(max_length=300)
    session: int | None = None
    secrecy: str = Field("", max_length=40)


class ItemIn(Schema):
    text: Text
    label: str = Field("", max_length=20)
    number: str = Field("", max_length=20)
    wording: Literal["own", "restated"] = "own"
    lead: Key | None = None
    addressee: str = Field("", max_length=300)
    communes: list[Key] = Field([], max_length=200)
    carries_out: int | None = None


class DeliveryIn(Schema):
    delivered_on: Day


class ResponseIn(Schema):
    recommendation: int


class AssignmentIn(Schema):
    lead: Key | None = None
    text: Text | None = None
    verifier: Key | None = None
    coordinating: list[Key] = Field([], max_length=200)
    product: str = Field("", max_length=500)
    assigned_on: Day | None = None
    due_on: Day | None = None
    due_precision: Literal["day", "month", "quarter", "year", "regular", "unstated"] = "unstated"


class AssignmentOut(Schema):
    item_id: int
    task_id: int


class NoticeIn(Schema):
    issuer: Key
    document_type: str = Field("TB", max_length=20)
    recipients: list[Key] = Field([], max_length=500)
    summary: str = Field("", max_length=500)
    secrecy: str = Field("", max_length=40)


class IssueIn(Schema):
    symbol: str = Field(max_length=60)
    issued_on: Day
    term: str = Field("", max_length=20)


class RecallIn(Schema):
    reason: str = Field(max_length=2_000)


class ReplacementIn(Schema):
    by: int


@router.get("/conclusions", response=Paged[ConclusionOut])
def list_conclusions(
    request: ActorRequest, narrowing: Query[NarrowingIn], paging: Query[Paging]
) -> Any:
    """The conclusions you may see with their notices, newest first."""
    issuer = queries.unit_by_key("issuer", narrowing.issuer) if narrowing.issuer else None
    found = queries.conclusions_listed(
        request.actor, issuer=issuer, year=narrowing.year, text=narrowing.text
    )
    return paged(found, paging)


@router.post("/conclusions", response={201: ConclusionDetail})
def draft_conclusion(request: ActorRequest, sent: DraftIn) -> Any:
    """Begin a conclusion; a secret one is refused (this is an open system)."""
    sessions = Session.objects.visible_to(request.actor)
    conclusion = actions.draft_conclusion(
        actor=request.actor,
        issuer=queries.unit_by_key("issuer", sent.issuer),
        session=get_object_or_404(sessions, pk=sent.session) if sent.session else None,
        **sent.dict(exclude={"issuer", "session"}),
    )
    return Status(201, _detail(request, conclusion.pk))


@router.get("/notices", response=Paged[NoticeOut])
def list_notices(request: ActorRequest, paging: Query[Paging]) -> Any:
    """The notices you may see, newest first."""
    return paged(Notice.objects.visible_to(request.actor).select_related("issuer"), paging)


@router.get("/notices/{int:pk}", response=NoticeDetail)
def read_notice(request: ActorRequest, pk: int) -> Any:
    """One notice and what you may do with it now."""
    notice = _notice(request, pk)
    return {**_fields(NoticeOut, notice), "recipients": list(notice.recipients.all())} | _moves(
        request, notice
    )


@router.post("/notices/{int:pk}/issue", response={201: NoticeDetail})
def issue_notice(request: ActorRequest, pk: int, sent: IssueIn) -> Any:
    """Issue a notice under its number and symbol, Party or State."""
    actions.issue_notice(_notice(request, pk), actor=request.actor, **sent.dict())
    return Status(201, read_notice(request, pk))


@router.post("/notices/{int:pk}/recall", response={201: NoticeDetail})
def recall_notice(request: ActorRequest, pk: int, sent: RecallIn) -> Any:
    """Recall an issued notice with a reason."""
    actions.recall_notice(_notice(request, pk), actor=request.actor, reason=sent.reason)
    return Status(201, read_notice(request, pk))


@router.post("/notices/{int:pk}/replacement", response={201: NoticeDetail})
def replace_notice(request: ActorRequest, pk: int, sent: ReplacementIn) -> Any:
    """Another issued notice of the same conclusion takes the place of this one."""
    actions.replace_notice(_notice(request, pk), actor=request.actor, by=_notice(request, sent.by))
    return Status(201, read_notice(request, pk))


@router.get("/items/{int:pk}", response=ItemDetail)
def read_item(request: ActorRequest, pk: int) -> Any:
    """One item with its tasks, the recommendations it answers, and what you may do now."""
    item = _item(request, pk)
    shown = queries.items_of(item.conclusion, request.actor)
    return _item_out(next(each for each in shown if each.item.pk == pk)) | _moves(request, item)


@router.post("/items/{int:pk}/assignments", response={201: AssignmentOut})
def assign_task(request: ActorRequest, pk: int, sent: AssignmentIn) -> Any:
    """Order a task by an item; none without a unit that leads it."""
    item = _item(request, pk)
    task: Task = actions.assign_task(
        item,
        actor=request.actor,
        lead=queries.unit_by_key("lead", sent.lead) if sent.lead else None,
        verifier=queries.unit_by_key("verifier", sent.verifier) if sent.verifier else None,
        coordinating=_units("coordinating", sent.coordinating),
        **sent.dict(exclude={"lead", "verifier", "coordinating"}),
    )
    return Status(201, {"item_id": item.pk, "task_id": task.pk})


@router.post("/items/{int:pk}/responses", response={201: ItemDetail})
def answer_recommendation(request: ActorRequest, pk: int, sent: ResponseIn) -> Any:
    """Note that the item answers a recommendation."""
    seen = Recommendation.objects.visible_to(request.actor)
    actions.answer_recommendation(
        _item(request, pk), get_object_or_404(seen, pk=sent.recommendation), actor=request.actor
    )
    return Status(201, read_item(request, pk))


@router.get("/conclusions/{int:pk}", response=ConclusionDetail)
def read_conclusion(request: ActorRequest, pk: int) -> Any:
    """A conclusion with its items and notices, and what you may do with it now."""
    return _detail(request, pk)


@router.post("/conclusions/{int:pk}/items", response={201: ItemDetail})
def add_item(request: ActorRequest, pk: int, sent: ItemIn) -> Any:
    """Add the next sentence or point, while the conclusion is drafted."""
    earlier = Conclusion.objects.visible_to(request.actor)
    item = actions.add_item(
        _conclusion(request, pk),
        actor=request.actor,
        lead=queries.unit_by_key("lead", sent.lead) if sent.lead else None,
        communes=_units("communes", sent.communes),
        carries_out=get_object_or_404(earlier, pk=sent.carries_out) if sent.carries_out else None,
        **sent.dict(exclude={"lead", "communes", "carries_out"}),
    )
    return Status(201, read_item(request, item.pk))


@router.post("/conclusions/{int:pk}/delivery", response={201: ConclusionDetail})
def deliver_conclusion(request: ActorRequest, pk: int, sent: DeliveryIn) -> Any:
    """Record the day on which it was delivered; its items stand from then on."""
    actions.deliver_conclusion(_conclusion(request, pk), actor=request.actor, **sent.dict())
    return Status(201, _detail(request, pk))


@router.post("/conclusions/{int:pk}/notices", response={201: NoticeDetail})
def draft_notice(request: ActorRequest, pk: int, sent: NoticeIn) -> Any:
    """Draft the document that announces a delivered conclusion."""
    notice = actions.draft_notice(
        _conclusion(request, pk),
        actor=request.actor,
        issuer=queries.unit_by_key("issuer", sent.issuer),
        recipients=_units("recipients", sent.recipients),
        **sent.dict(exclude={"issuer", "recipients"}),
    )
    return Status(201, read_notice(request, notice.pk))


def _conclusion(request: ActorRequest, pk: int) -> Conclusion:
    return get_object_or_404(queries.conclusions_listed(request.actor), pk=pk)


def _item(request: ActorRequest, pk: int) -> Item:
    seen = Item.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("lead", "conclusion__issuer"), pk=pk)


def _notice(request: ActorRequest, pk: int) -> Notice:
    seen = Notice.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("issuer", "conclusion"), pk=pk)


def _units(field: str, keys: Iterable[str]) -> list[Unit]:
    return [queries.unit_by_key(field, key) for key in keys]


def _detail(request: ActorRequest, pk: int) -> dict[str, Any]:
    conclusion = _conclusion(request, pk)
    items = [_item_out(each) for each in queries.items_of(conclusion, request.actor)]
    fields = ConclusionOut.from_orm(conclusion).model_dump(by_alias=True)
    return {**fields, "items": items} | _moves(request, conclusion)


def _item_out(shown: queries.ItemOfConclusion) -> dict[str, Any]:
    seen = {"communes", "task_ids", "recommendation_ids", "carries_out_id"}
    names = ItemOut.model_fields.keys() - seen
    return {
        **{name: getattr(shown.item, name) for name in names},
        "carries_out_id": shown.item.seen_carries_out,  # type: ignore[attr-defined]
        "communes": list(shown.communes),
        "task_ids": [task.pk for task in shown.tasks],
        "recommendation_ids": [each.pk for each in shown.recommendations],
    }


def _fields(schema: type[Schema], record: Notice) -> dict[str, Any]:
    return {name: getattr(record, name) for name in schema.model_fields}


def _moves(request: ActorRequest, thing: queries.Thing) -> dict[str, Any]:
    moves = queries.open_moves(request.actor, thing)
    return {
        "open_verbs": [move.verb for move in moves if move.is_allowed],
        "refusals": [
            {"verb": move.verb, "reason": move.refusal.reason} for move in moves if move.refusal
        ],
    }
