"""Lists as files that a spreadsheet program opens; no cell ever starts a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import IO, Any

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
Cell = str | int | float | Decimal | date | datetime | None

# What a spreadsheet program takes for the beginning of a formula or a command.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_SHEET_NAME = 31
WIDEST = 60
ROWS_A_SHEET = 1_048_576  # the format's own limit; more is refused, never cut
A_DAY, AN_INSTANT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"


class TooManyRows(Exception):
    """More rows than a sheet of this format holds."""


def as_xlsx(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A short list as it lies in a file; see `write_xlsx`."""
    file = io.BytesIO()
    write_xlsx(file, title, columns, rows)
    return file.getvalue()


def write_xlsx(
    file: IO[bytes], title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """One sheet with a bold first row; text stays text, days and numbers are typed.

    Rows are written as they come and kept on disk meanwhile. Raises TooManyRows.
    """
    with TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "remove_timezone": True,
                "tmpdir": folder,
            },
        )
        with book:
            _fill(book, _sheet_name(title), columns, rows)


def _fill(book: Any, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    day = book.add_format({"num_format": A_DAY, "align": "left", "valign": "top"})
    instant = book.add_format({"num_format": AN_INSTANT, "align": "left", "valign": "top"})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, min(WIDEST, max(14, len(column) + 2)))
        sheet.write_string(0, place, column, bold)
    for number, row in enumerate(rows, start=1):
        if number >= ROWS_A_SHEET:
            raise TooManyRows(number)
        for place, cell in enumerate(row):
            looks = instant if isinstance(cell, datetime) else day
            if isinstance(cell, date):
                sheet.write_datetime(number, place, cell, looks)
            elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
                sheet.write_number(number, place, cell, plain)
            elif cell is not None:
                sheet.write_string(number, place, str(cell), plain)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The same list line by line, with the mark by which spreadsheet programs know UTF-8.

    A text that would start a formula gets an apostrophe in front, as such programs show text.
    """
    yield "\ufeff" + _line(columns)
    for row in rows:
        yield _line(row)


def _line(row: Sequence[Cell]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_plain(cell) for cell in row])
    return line.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA_STARTS) else text


def _sheet_name(title: str) -> str:
    kept = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)
    return " ".join(kept.split())[:LONGEST_SHEET_NAME].strip() or "1"
