"""The JSON door of what looks across rooms: one search over all of them."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from haicap.foundation.access import Actor
from haicap.portal.searching import LONGEST, check_question, search

router = Router(tags=["search"])


class HitOut(Schema):
    text: str
    address: str = Field(description="The page of the record.")
    note: str = Field(description="A unit, a day or a period to tell it by; may be empty.")


class GroupOut(Schema):
    kind: str
    hits: list[HitOut] = Field(description="The best, the closest first.")
    total: int
    is_exact: bool = Field(description="False: there are more than `total`.")
    has_more: bool = Field(description="There is more: ask the list of this kind.")


@router.get("/search", response=list[GroupOut])
def search_everything(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=LONGEST, description="Words, a symbol or a code.")],
) -> list[dict[str, object]]:
    """What each room has that says these words, blind to case and diacritics."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return [
        {
            "kind": group.kind,
            "hits": group.hits,
            "total": group.total,
            "is_exact": group.is_exact,
            "has_more": bool(group.more_at),
        }
        for group in search(actor, check_question(q))
    ]
