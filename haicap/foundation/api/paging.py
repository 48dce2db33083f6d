"""How does a list go on? By a cursor: every answer carries the one for the next page."""

from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import Field

from haicap.foundation.ui.paging import Page, page_of
from haicap.foundation.ui.tables import Table

Item = TypeVar("Item")
Record = TypeVar("Record", bound=Model)

MOST = 200
LONGEST_SORT = 40


class Paged(Schema, Generic[Item]):
    """Some items in their order, and where the next ones begin (null: these were the last)."""

    items: list[Item]
    next_cursor: str | None = None


class Paging(Schema):
    """Which page: the cursor of the page before, and how many items at most."""

    cursor: str | None = Field(None, max_length=500)
    size: int = Field(50, ge=1, le=MOST)


def sort_by(table: Table) -> Any:
    """The field of a `Paging` by which a list is sorted as its page is: the same names."""
    names = ", ".join(table.sorts)
    return Field(
        None,
        max_length=LONGEST_SORT,
        description=f"The order of the list: one of {names}; with - in front, the other way round",
    )


def paged(
    queryset: QuerySet[Record], paging: Paging, *, order: tuple[str, ...] = ("-id",)
) -> Page[Record]:
    """The page that was asked for; an operation declares `response=Paged[ItemOut]`.

    Raises Invalid for a cursor that is not one.
    """
    return page_of(queryset, order=order, cursor=paging.cursor, size=paging.size)
