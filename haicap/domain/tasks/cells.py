"""A list of tasks as it was sent: cells read as units and days, and every bad one told."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import unit_in_list
from haicap.foundation.access import Invalid
from haicap.foundation.spreadsheets.reading import (
    LONGEST_SHOWN,
    Row,
    as_day,
    headings_of,
    read_sheet,
)
from haicap.foundation.spreadsheets.reading import Problem as Problem

from .columns import BETWEEN_UNITS


class Cells:
    """The rows of one list; what stands in the way of taking them is told cell by cell."""

    def __init__(
        self,
        content: bytes,
        columns: Mapping[str, str | Promise],
        *,
        optional: Collection[str],
        most: int,
    ) -> None:
        """Raises Invalid for a file that is no list at all."""
        sheet = read_sheet(content, headings_of(columns), optional=optional)
        if not sheet.rows:
            raise Invalid("file", _("The list has headings, but nothing below them."))
        if len(sheet.rows) > most:
            reason = _("At most %(most)s lines are taken at once. Send several files.")
            raise Invalid("file", reason % {"most": most}, len(sheet.rows))
        self.rows, self.columns = sheet.rows, columns
        self._problems = list(sheet.problems)
        self._unread = {(each.row, each.column) for each in sheet.problems}
        self._bad = {each.row for each in sheet.problems}
        self._is_1904 = sheet.is_1904
        self._units: dict[str, Unit | str] = {}

    @property
    def problems(self) -> list[Problem]:
        return sorted(self._problems, key=lambda each: each.row)

    def tell(self, row: Row, key: str, reason: str) -> None:
        shown = row.text(key)[:LONGEST_SHOWN] if key in row.cells else ""
        self._problems.append(Problem(row.number, str(self.columns[key]), shown, reason))
        self._bad.add(row.number)

    def is_bad(self, row: Row) -> bool:
        return row.number in self._bad

    def need(self, row: Row, keys: Iterable[str]) -> None:
        for key in keys:
            if not row.text(key) and (row.number, str(self.columns[key])) not in self._unread:
                self.tell(row, key, _("This cell must not be empty."))

    def limit(self, row: Row, key: str, longest: int) -> None:
        if len(row.text(key)) > longest:
            self.tell(row, key, _("More than %(most)s characters.") % {"most": longest})

    def unit(self, row: Row, key: str) -> Unit | None:
        return self._unit(row, key, row.text(key))

    def units(self, row: Row, key: str) -> list[Unit]:
        """Several in one cell, each once."""
        named = [each.strip() for each in row.text(key).split(BETWEEN_UNITS)]
        found = [self._unit(row, key, text) for text in named]
        return list(dict.fromkeys(unit for unit in found if unit))

    def _unit(self, row: Row, key: str, text: str) -> Unit | None:
        if not text:
            return None
        if text not in self._units:
            self._units[text] = unit_in_list(text)
        found = self._units[text]
        if isinstance(found, Unit):
            return found
        self.tell(row, key, found)
        return None

    def day(self, row: Row, key: str) -> date | None:
        try:
            return as_day(row.cells[key], is_1904=self._is_1904)
        except Invalid as error:
            self.tell(row, key, error.reason)
            return None
