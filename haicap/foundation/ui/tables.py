"""A list as page and as file: the same columns, the same order, the same rows.

A room describes its table once, at the foot of its query: `TABLE.page(request, rows)` for the
page, `TABLE.download(request, rows)` for whoever wants the whole list in a spreadsheet. The
order stands in the address (`?sort=-due`), as the filters do.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.foundation.access import Invalid
from haicap.foundation.spreadsheets.sending import FORMATS, sent
from haicap.foundation.spreadsheets.writing import Cell, TooManyRows

from .paging import Page, page_of

T = TypeVar("T", bound=Model)
Words = str | Promise
ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Column:
    """A column of the page (`css` its class), of the file (`value` its cell), or of both."""

    label: Words
    value: Callable[[Any], Cell] | None = None
    """What the file holds; None: the column is only on the page."""
    sort: str = ""
    """Its name in the address, where the list can be sorted by it."""
    order: tuple[str, ...] = ()
    """The fields it is sorted by, ascending: never null, under an index, the last one unique."""
    css: str = ""
    in_page: bool = True


@dataclass(frozen=True)
class Heading:
    """A column's heading as the page shows it."""

    label: Words
    css: str
    address: str
    """Empty: the list cannot be sorted by it."""
    direction: str
    """As `aria-sort` has it; empty: not sorted by it now."""


class Table:
    """One list of one room."""

    def __init__(self, name: str, title: Words, *columns: Column, order: tuple[str, ...]) -> None:
        """`name` is that of the files; `order` how the list stands until somebody sorts it."""
        self.name, self.title, self.columns, self.order = name, title, columns, order

    def page(self, request: HttpRequest, rows: QuerySet[T], *, size: int = 50) -> Page[T]:
        """The page that the address asks for. Raises Invalid for an order or cursor not ours."""
        cursor = request.GET.get("cursor")
        return page_of(rows, order=self.order_of(request), cursor=cursor, size=size)

    def order_of(self, request: HttpRequest) -> tuple[str, ...]:
        """The fields by which the address asks to sort. Raises Invalid("sort", …)."""
        return self.ordered_by(request.GET.get("sort", ""))

    def ordered_by(self, asked: str | None) -> tuple[str, ...]:
        """The fields of an order by its name, “-due” the other way; empty: the list's own."""
        if not asked:
            return self.order
        for column in self.columns:
            if column.sort and column.sort == asked.removeprefix("-"):
                return _turned(column.order) if asked.startswith("-") else column.order
        reason = _("The list cannot be sorted by this, but by: %(names)s.") % {
            "names": ", ".join(self.sorts) or "–"
        }
        raise Invalid("sort", reason, asked)

    @property
    def sorts(self) -> list[str]:
        """The names by which it can be sorted."""
        return [column.sort for column in self.columns if column.sort]

    def headings(self, request: HttpRequest) -> Iterator[Heading]:
        now = request.GET.get("sort", "")
        for column in self.columns:
            if not column.in_page:
                continue
            if not column.sort:
                yield Heading(column.label, column.css, "", "")
                continue
            is_up, is_down = now == column.sort, now == f"-{column.sort}"
            query = request.GET.copy()
            query.pop("cursor", None)
            query["sort"] = f"-{column.sort}" if is_up else column.sort
            direction = "ascending" if is_up else "descending" if is_down else "none"
            yield Heading(column.label, column.css, f"?{query.urlencode()}", direction)

    def downloads(self, request: HttpRequest) -> list[tuple[str, str]]:
        """(“XLSX”, address) for each kind of file, with the filters and order of the page."""
        found = []
        for kind in FORMATS:
            query = request.GET.copy()
            query.pop("cursor", None)
            query["format"] = kind
            found.append((kind.upper(), f"?{query.urlencode()}"))
        return found

    def download(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase | None:
        """The whole list as a file, if the address asks for one; rows are read as they are sent.

        Raises Invalid for a kind of file that there is not, and for more rows than it holds.
        """
        kind = request.GET.get("format", "")
        if not kind:
            return None
        if kind not in FORMATS:
            raise Invalid("format", _("A list comes as xlsx or csv."), kind)
        return self.file(kind, rows.order_by(*self.order_of(request)))

    def file(self, kind: str, rows: QuerySet[Any]) -> HttpResponseBase:
        """These rows in their order as a file of one of `FORMATS`, read as they are sent."""
        columns = [column for column in self._columns() if column.value]
        labels = [str(column.label) for column in columns]
        ordered = rows.iterator(chunk_size=ROWS_AT_ONCE)
        cells = ([column.value(row) for column in columns if column.value] for row in ordered)
        try:
            return sent(kind, self.name, str(self.title), labels, cells)
        except TooManyRows as error:
            reason = _("More rows than a spreadsheet holds: narrow the list, or take it as CSV.")
            raise Invalid("format", reason, kind) from error

    def _columns(self) -> Sequence[Column]:
        return (Column("id", lambda row: row.pk), *self.columns, SIMULATED)


def _is_simulated(row: Any) -> str:
    is_so = getattr(row, "is_simulated", False) or getattr(row, "has_simulated_moves", False)
    return _("simulated") if is_so else ""


SIMULATED = Column(gettext_lazy("Simulated"), _is_simulated)


def _turned(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)
