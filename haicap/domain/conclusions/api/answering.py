"""Finding records, and how they are answered."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from haicap.domain.conclusions import queries
from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.organisations.models import Unit
from haicap.foundation.access import ActorRequest

from .schemas import ConclusionOut, ItemOut

router = Router(tags=["conclusions"])


def conclusion_seen(request: ActorRequest, pk: int) -> Conclusion:
    return get_object_or_404(queries.conclusions_listed(request.actor), pk=pk)


def item_seen(request: ActorRequest, pk: int) -> Item:
    seen = Item.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("lead", "conclusion__issuer__office"), pk=pk)


def notice_seen(request: ActorRequest, pk: int) -> Notice:
    seen = Notice.objects.visible_to(request.actor)
    return get_object_or_404(
        seen.select_related(
            "issuer__parent__parent", "issuer__office", "conclusion__issuer__office"
        ),
        pk=pk,
    )


def units(field: str, keys: Iterable[str]) -> list[Unit]:
    return [queries.unit_by_key(field, key) for key in keys]


def detail(request: ActorRequest, pk: int) -> dict[str, Any]:
    conclusion = conclusion_seen(request, pk)
    items = [item_out(each) for each in queries.items_of(conclusion, request.actor)]
    fields = ConclusionOut.from_orm(conclusion).model_dump(by_alias=True)
    return {**fields, "items": items} | moves(request, conclusion)


def item_out(shown: queries.ItemOfConclusion) -> dict[str, Any]:
    seen = {"communes", "task_ids", "recommendation_ids", "carries_out_id"}
    names = ItemOut.model_fields.keys() - seen
    return {
        **{name: getattr(shown.item, name) for name in names},
        "carries_out_id": shown.item.seen_carries_out,  # type: ignore[attr-defined]
        "communes": list(shown.communes),
        "task_ids": [task.pk for task in shown.tasks],
        "recommendation_ids": [each.pk for each in shown.recommendations],
    }


def fields(schema: type[Schema], record: Notice) -> dict[str, Any]:
    return {name: getattr(record, name) for name in schema.model_fields}


def moves(request: ActorRequest, thing: queries.Thing) -> dict[str, Any]:
    found = queries.open_moves(request.actor, thing)
    return {
        "open_verbs": [move.verb for move in found if move.is_allowed],
        "refusals": [
            {"verb": move.verb, "reason": move.refusal.reason} for move in found if move.refusal
        ],
    }
