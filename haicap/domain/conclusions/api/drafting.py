"""Conclusions and their items: drafted, delivered, assigned as tasks."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Status

from haicap.domain.conclusions import actions, queries
from haicap.domain.conclusions.listing import CONCLUSIONS
from haicap.domain.conclusions.models import Conclusion
from haicap.domain.meetings.models import Session
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by

from .answering import conclusion_seen, detail, item_out, item_seen, moves, router, units
from .schemas import (
    AnswersIn,
    AssignmentIn,
    AssignmentOut,
    ConclusionDetail,
    ConclusionNarrowing,
    ConclusionOut,
    DeliveryIn,
    DraftIn,
    ItemDetail,
    ItemEditIn,
    ItemIn,
    PlaceIn,
    RemovalIn,
    ResponseIn,
)


class Sorting(Paging):
    sort: str | None = sort_by(CONCLUSIONS)


@router.get("/conclusions", response=Paged[ConclusionOut])
def list_conclusions(
    request: ActorRequest, narrowing: Query[ConclusionNarrowing], paging: Query[Sorting]
) -> Any:
    """The conclusions you may see with their notices, newest first."""
    issuer = queries.unit_by_key("issuer", narrowing.issuer) if narrowing.issuer else None
    found = queries.conclusions_listed(
        request.actor, issuer=issuer, year=narrowing.year, text=narrowing.text
    )
    return paged(found, paging, order=CONCLUSIONS.ordered_by(paging.sort))


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
    return Status(201, detail(request, conclusion.pk))


@router.get("/items/{int:pk}", response=ItemDetail)
def read_item(request: ActorRequest, pk: int) -> Any:
    """One item with its tasks, the recommendations it answers, and what you may do now."""
    item = item_seen(request, pk)
    shown = queries.items_of(item.conclusion, request.actor)
    told = item_out(next(each for each in shown if each.item.pk == pk)) | moves(request, item)
    return told | {
        "passed_on": queries.passages_seen(request.actor, from_item=item),
        "taken_over": queries.passages_seen(request.actor, to_item=item),
    }


@router.post("/items/{int:pk}/assignments", response={201: AssignmentOut})
def assign_task(request: ActorRequest, pk: int, sent: AssignmentIn) -> Any:
    """Order a task by an item; none without a unit that leads it."""
    item = item_seen(request, pk)
    task: Task = actions.assign_task(
        item,
        actor=request.actor,
        lead=queries.unit_by_key("lead", sent.lead) if sent.lead else None,
        verifier=queries.unit_by_key("verifier", sent.verifier) if sent.verifier else None,
        coordinating=units("coordinating", sent.coordinating),
        **sent.dict(exclude={"lead", "verifier", "coordinating"}),
    )
    return Status(201, {"item_id": item.pk, "task_id": task.pk})


@router.post("/items/{int:pk}/responses", response={201: ItemDetail})
def answer_recommendation(request: ActorRequest, pk: int, sent: ResponseIn) -> Any:
    """Note that the item answers a recommendation."""
    seen = Recommendation.objects.visible_to(request.actor)
    actions.answer_recommendation(
        item_seen(request, pk),
        get_object_or_404(seen, pk=sent.recommendation),
        actor=request.actor,
        outcome=sent.outcome,
    )
    return Status(201, read_item(request, pk))


@router.get("/conclusions/{int:pk}", response=ConclusionDetail)
def read_conclusion(request: ActorRequest, pk: int) -> Any:
    """A conclusion with its items and notices, and what you may do with it now."""
    return detail(request, pk)


@router.post("/conclusions/{int:pk}/items", response={201: ItemDetail})
def add_item(request: ActorRequest, pk: int, sent: ItemIn) -> Any:
    """Add the next sentence or point, while the conclusion is drafted."""
    earlier = Conclusion.objects.visible_to(request.actor)
    item = actions.add_item(
        conclusion_seen(request, pk),
        actor=request.actor,
        lead=queries.unit_by_key("lead", sent.lead) if sent.lead else None,
        communes=units("communes", sent.communes),
        carries_out=get_object_or_404(earlier, pk=sent.carries_out) if sent.carries_out else None,
        **sent.dict(exclude={"lead", "communes", "carries_out"}),
    )
    return Status(201, read_item(request, item.pk))


@router.post("/conclusions/{int:pk}/answers", response={201: ConclusionDetail})
def answer_recommendations(request: ActorRequest, pk: int, sent: AnswersIn) -> Any:
    """Add one item for each answer, all or none, while the conclusion is drafted."""
    seen = Recommendation.objects.visible_to(request.actor)
    answers = [
        actions.Answered(
            get_object_or_404(seen, pk=each.recommendation),
            each.text,
            each.outcome,
            queries.unit_by_key("lead", each.lead) if each.lead else None,
        )
        for each in sent.answers
    ]
    actions.answer_recommendations(conclusion_seen(request, pk), answers, actor=request.actor)
    return Status(201, detail(request, pk))


@router.post("/items/{int:pk}/words", response={201: ItemDetail})
def edit_item(request: ActorRequest, pk: int, sent: ItemEditIn) -> Any:
    """Change an item while its conclusion is drafted; 409 where somebody else saved first."""
    earlier = Conclusion.objects.visible_to(request.actor)
    actions.edit_item(
        item_seen(request, pk),
        actor=request.actor,
        lead=queries.unit_by_key("lead", sent.lead) if sent.lead else None,
        communes=units("communes", sent.communes),
        carries_out=get_object_or_404(earlier, pk=sent.carries_out) if sent.carries_out else None,
        **sent.dict(exclude={"lead", "communes", "carries_out"}),
    )
    return Status(201, read_item(request, pk))


@router.post("/items/{int:pk}/place", response={201: ItemDetail})
def move_item(request: ActorRequest, pk: int, sent: PlaceIn) -> Any:
    """Put an item in another place of its conclusion, while that is drafted."""
    actions.move_item(item_seen(request, pk), actor=request.actor, to=sent.to)
    return Status(201, read_item(request, pk))


@router.post("/items/{int:pk}/removal", response={201: ConclusionDetail})
def remove_item(request: ActorRequest, pk: int, sent: RemovalIn) -> Any:
    """Take an item out of its conclusion, while that is drafted; the journal keeps its words."""
    item = item_seen(request, pk)
    actions.remove_item(item, actor=request.actor, version=sent.version)
    return Status(201, detail(request, item.conclusion_id))


@router.post("/conclusions/{int:pk}/delivery", response={201: ConclusionDetail})
def deliver_conclusion(request: ActorRequest, pk: int, sent: DeliveryIn) -> Any:
    """Record the day on which it was delivered; its items stand from then on."""
    actions.deliver_conclusion(conclusion_seen(request, pk), actor=request.actor, **sent.dict())
    return Status(201, detail(request, pk))
