"""Lists that people send back as XLSX: read row by row, and nothing in the file is trusted.

What concerns the whole file is refused as `Invalid`; what concerns one cell is a `Problem` of its
row, so that a person sees everything that is wrong at once.
"""

import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from python_calamine import CalamineError, CalamineWorkbook

from haicap.foundation.access import Invalid

from .packages import MOST_ROWS, check_package, too_many_rows
from .writing import as_xlsx

LONGEST_CELL = 5_000
LONGEST_SHOWN = 80
DATE_IN_WORDS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})")
# What stands in no text that a person typed; line breaks and tabs become blanks before.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
FIRST_SERIAL_AFTER_THE_ERROR = 61  # Excel believes in a 29 February 1900
LAST_SERIAL = 2_958_465  # 31 December 9999
FROM_1900_TO_1904 = 1_462


@dataclass(frozen=True)
class Problem:
    """One cell that cannot be taken: where it stands, what is in it, why not."""

    row: int
    """As the spreadsheet program numbers it: the headings are row 1."""
    column: str
    """Its heading, as the reader sees it."""
    value: str
    reason: str


@dataclass(frozen=True)
class Row:
    """One line of the list, by the columns' own keys; a missing cell is an empty text."""

    number: int
    cells: Mapping[str, Any]

    def text(self, key: str) -> str:
        """The cell as text, whatever a spreadsheet program made of it."""
        return str(self.cells[key])


@dataclass
class Sheet:
    """What was read, and which cells could not be."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_1904: bool = False
    """Its days are counted from 1904, as old Macintosh programs did."""


def headings_of(columns: Mapping[str, str | Promise]) -> dict[str, tuple[str, ...]]:
    """The reader's own word first, it is shown; those of both languages are understood."""
    own = {key: str(name) for key, name in columns.items()}
    spoken: list[dict[str, str]] = []
    for language in ("vi", "en"):
        with override(language):
            spoken.append({key: str(name) for key, name in columns.items()})
    return {key: (own[key], *(words[key] for words in spoken)) for key in columns}


def read_sheet(
    content: bytes, headings: Mapping[str, Sequence[str]], *, optional: Collection[str] = ()
) -> Sheet:
    """The rows of the first sheet, by the keys of `headings`: key → how it may be headed.

    Text is composed (NFC) and trimmed; rows without any content are passed over; an `optional`
    column that is not there is empty in every row. Raises Invalid.
    """
    sheet = Sheet(is_1904=check_package(content))
    table = _parsed(content)
    first = next(table, None)
    if first is None:
        raise Invalid("file", _("The first sheet is empty."))
    places = _places(first, headings, optional)
    absent = {key: "" for key in headings if key not in places}
    for number, cells in enumerate(table, start=2):
        if all(cell == "" for cell in cells):
            continue
        kept = {
            key: _cleaned(cells[place], number, headings[key][0], sheet.problems)
            for key, place in places.items()
        }
        sheet.rows.append(Row(number, absent | kept))
    return sheet


def with_reasons(content: bytes, problems: Sequence[Problem], heading: str) -> bytes:
    """The first sheet once more, each row with what is wrong with it in a last column.

    A column of this heading, from the time before, gives way to the new one. Raises Invalid for
    what `read_sheet` refuses.
    """
    check_package(content)
    first, *rows = _parsed(content)
    told: dict[int, list[str]] = {}
    for each in problems:
        told.setdefault(each.row, []).append(f"{each.column}: {each.reason}")
    kept = [place for place, cell in enumerate(first) if _plain(str(cell)) != _plain(heading)]
    labels = [*(str(first[place]) for place in kept), heading]
    reasoned = (
        [*(row[place] for place in kept), "\n".join(told.get(number, []))]
        for number, row in enumerate(rows, start=2)
    )
    return as_xlsx("1", labels, reasoned)


def as_day(value: Any, *, is_1904: bool = False) -> date | None:
    """A day from a typed cell, a text dd/mm/yyyy or a serial number; None for an empty one.

    Raises Invalid.
    """
    if value in ("", None):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _day_of_serial(value, is_1904=is_1904)
    if isinstance(value, str) and (match := DATE_IN_WORDS.fullmatch(value.strip())):
        day, month, year, iso_year, iso_month, iso_day = match.groups()
        try:
            return date(int(year or iso_year), int(month or iso_month), int(day or iso_day))
        except ValueError:
            raise Invalid("day", _("There is no such day in the calendar."), value) from None
    raise Invalid("day", _("Write the day as dd/mm/yyyy."), value)


def foreign_script(text: str) -> str | None:
    """The script of the first letter that is not Latin, as Unicode calls it: “Cyrillic”.

    A Cyrillic “а” in a Latin name looks the same and is another person.
    """
    for sign in text:
        if sign.isalpha():
            script = unicodedata.name(sign, "UNKNOWN").split()[0]
            if script != "LATIN":
                return script.capitalize()
    return None


def _parsed(content: bytes) -> Iterator[list[Any]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            if not book.sheet_names:
                raise Invalid("file", _("The file has no sheet."))
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise Invalid("file", _("The file is damaged: its sheets cannot be read.")) from error
    # Once more by what was read: a sheet may leave out where its cells stand.
    if len(rows) > MOST_ROWS + 1:
        raise too_many_rows(len(rows))
    return iter(rows)


def _places(
    first: Sequence[Any], headings: Mapping[str, Sequence[str]], optional: Collection[str]
) -> dict[str, int]:
    """Where each known column stands: headings in any language, letter case and spacing."""
    known = {_plain(name): key for key, names in headings.items() for name in names}
    places: dict[str, int] = {}
    for place, cell in enumerate(first):
        key = known.get(_plain(str(cell)))
        if key in places:
            raise Invalid("file", _("This column is there twice."), cell)
        if key:
            places[key] = place
    needed = {key: names for key, names in headings.items() if key not in optional}
    if missing := [names[0] for key, names in needed.items() if key not in places]:
        reason = _("Columns are missing: begin with the template.")
        raise Invalid("file", reason, ", ".join(missing))
    return places


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _cleaned(value: Any, row: int, column: str, problems: list[Problem]) -> Any:
    """A cell as it can be used; what cannot be kept is told and read as empty."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, str):
        return value
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if len(text) > LONGEST_CELL:
        reason = _("More than %(most)s characters.") % {"most": LONGEST_CELL}
    elif any(unicodedata.category(sign) in UNSEEN for sign in text):
        reason = _("It holds characters that cannot be seen.")
    else:
        return text
    shown = "".join("�" if unicodedata.category(sign) in UNSEEN else sign for sign in text)
    problems.append(Problem(row, column, shown[:LONGEST_SHOWN], reason))
    return ""


def _day_of_serial(value: float, *, is_1904: bool) -> date:
    """A number in a column of days: the days since the beginning of the file's own count."""
    least = 0 if is_1904 else FIRST_SERIAL_AFTER_THE_ERROR
    most = LAST_SERIAL - (FROM_1900_TO_1904 if is_1904 else 0)
    if value != int(value) or not least <= value <= most:
        raise Invalid("day", _("This number is no day. Write it as dd/mm/yyyy."), value)
    beginning = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    return beginning + timedelta(days=int(value))
