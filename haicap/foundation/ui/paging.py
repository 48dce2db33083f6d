"""Which page of a long list comes next: keyset paging, one query, no COUNT.

The cursor holds the ordering values of the row where the page begins, so a page costs the same
however deep it lies, and rows that come or go meanwhile shift nothing. It is not signed: the
query it continues starts from `visible_to(actor)` anyway.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, GeneratedField, Model, Q, QuerySet
from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

T = TypeVar("T", bound=Model)
FORWARD, BACKWARD = "next", "previous"


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows in their order, and the cursors of the pages beside them (None: there is none)."""

    items: Sequence[T]
    next_cursor: str | None = None
    previous_cursor: str | None = None

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def page_of(
    queryset: QuerySet[T],
    *,
    order: Sequence[str] = ("-id",),
    cursor: str | None = None,
    size: int = 50,
) -> Page[T]:
    """One page of a list, in one query.

    `order` names fields of the model that are never null, ending in a unique one; put an index
    under them. Raises Invalid("cursor", …) for a cursor that is not one of this list's.
    """
    if not cursor:
        rows = list(queryset.order_by(*order)[: size + 1])
        return _page(rows[:size], order, has_next=len(rows) > size, has_previous=False)
    direction, values = _read(cursor, queryset, order)
    if direction == FORWARD:
        rows = list(queryset.filter(_beyond(order, values)).order_by(*order)[: size + 1])
        return _page(rows[:size], order, has_next=len(rows) > size, has_previous=bool(rows))
    turned = [_turned(name) for name in order]
    rows = list(queryset.filter(_beyond(turned, values)).order_by(*turned)[: size + 1])
    return _page(rows[:size][::-1], order, has_next=bool(rows), has_previous=len(rows) > size)


def _page(items: list[T], order: Sequence[str], *, has_next: bool, has_previous: bool) -> Page[T]:
    return Page(
        items,
        _cursor(FORWARD, items[-1], order) if has_next else None,
        _cursor(BACKWARD, items[0], order) if has_previous else None,
    )


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after these values: past the first field, or equal in it and past the second, …"""
    condition, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field = name.removeprefix("-")
        comparison = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{field}__{comparison}": value})
        equal &= Q(**{field: value})
    return condition


def _cursor(direction: str, row: Model, order: Sequence[str]) -> str:
    values = [_value(row, name.removeprefix("-")) for name in order]
    text = json.dumps([direction, *values], cls=_Exact, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


class _Exact(DjangoJSONEncoder):
    """Django's encoder cuts instants to milliseconds: rows of the same one would be skipped."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def _value(row: Model, path: str) -> Any:
    value: Any = row
    for name in path.split("__"):
        value = getattr(value, name)
    return value


def _read(cursor: str, queryset: QuerySet[T], order: Sequence[str]) -> tuple[str, list[Any]]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, *raw = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if direction not in (FORWARD, BACKWARD) or len(raw) != len(order):
            raise ValueError(cursor)
        fields = [_field(queryset, name.removeprefix("-")) for name in order]
        values = [_typed(field, value) for field, value in zip(fields, raw, strict=True)]
    except (ValueError, TypeError, ValidationError, RecursionError, binascii.Error) as error:
        raise Invalid("cursor", _("This is not a cursor of this list."), cursor) from error
    return direction, values


def _field(queryset: QuerySet[T], path: str) -> "Field[Any, Any]":
    model: type[Model] = queryset.model
    *through, last = path.split("__")
    for name in through:
        related = model._meta.get_field(name).related_model
        if not isinstance(related, type) or not issubclass(related, Model):
            raise TypeError(f"{name} leads to no model")
        model = related
    field: Any = model._meta.pk if last == "pk" else model._meta.get_field(last)
    if isinstance(field, GeneratedField):
        # It takes every value as it is; the column's own type does not.
        field = field.output_field
    if not isinstance(field, Field):
        raise TypeError(f"{path} is no column")
    return field


def _typed(field: "Field[Any, Any]", value: Any) -> Any:
    """The value as the column's own type; a wild one is refused before the database sees it."""
    if not isinstance(value, str | int | float) or "\0" in str(value):
        raise ValueError(value)
    typed = field.to_python(value)
    field.run_validators(typed)
    return typed
