"""Is this file an XLSX that may be parsed? Looked into piece by piece before anything is built.

The parser makes a table as wide and long as its farthest cell, so where the cells stand is read
first, by a strict XML reader that keeps nothing. Every refusal is an `Invalid` of the field file.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
LARGEST_UNPACKED = 60 * MEGABYTE
MOST_ENTRIES = 1_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
PIECE = 256 * 1024

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Excel files begin, and new ones that a password encrypts."""
ZIP = b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORKBOOK = "xl/workbook.xml"
# The parser tries other formats when one fails; their tables are not looked into here.
OF_OTHER_FORMATS = {"content.xml", "mimetype", "xl/workbook.bin"}
NOT_XML = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".vml")
PLACE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,12})")
DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OSError, expat.ExpatError,
)  # fmt: skip


def check_package(content: bytes) -> bool:
    """Refuse what is no harmless XLSX; says whether its days are counted from 1904."""
    if len(content) > LARGEST:
        reason = _("The file is too large: at most %(most)s MB are read.")
        raise _refusal(reason % {"most": LARGEST // MEGABYTE}, f"{len(content) / MEGABYTE:.1f} MB")
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise _refusal(_("The file is locked by a password. Save it without one."))
        raise _refusal(_("This is an old Excel file. Save it as .xlsx."), ".xls")
    if not content.startswith(ZIP):
        raise _refusal(_("This is no XLSX file, whatever its name says."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _look_through(package)
    except DAMAGED as error:
        raise _refusal(_("The file is damaged: it cannot be unpacked.")) from error


def too_many_rows(rows: int) -> Invalid:
    reason = _("The file has too many rows: at most %(most)s. Send it in several files.")
    return _refusal(reason % {"most": MOST_ROWS}, rows)


def _refusal(reason: str, value: object = "") -> Invalid:
    return Invalid("file", reason, value)


def _look_through(package: zipfile.ZipFile) -> bool:
    entries = package.infolist()
    _check_declared(entries)
    is_1904, left = False, LARGEST_UNPACKED
    for entry in entries:
        reader = None if entry.filename.lower().endswith(NOT_XML) else _Reader(entry.filename)
        for piece in _pieces(package, entry):
            left -= len(piece)
            if left < 0:
                raise _too_large()
            if reader:
                reader.feed(piece)
        if reader:
            reader.end()
            is_1904 = is_1904 or reader.is_1904
    return is_1904


def _check_declared(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename.lower() for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refusal(_("The file is locked by a password. Save it without one."))
    if WORKBOOK not in names or names & OF_OTHER_FORMATS:
        raise _refusal(_("This is no XLSX file, whatever its name says."))
    declared = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or declared > LARGEST_UNPACKED:
        raise _too_large()


def _too_large() -> Invalid:
    reason = _("Unpacked, the file is too large for a list: at most %(most)s MB.")
    return _refusal(reason % {"most": LARGEST_UNPACKED // MEGABYTE})


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """An entry as it really unpacks, whatever size it declares."""
    if entry.is_dir():
        return
    with package.open(entry) as stream:
        while piece := stream.read(PIECE):
            yield piece


class _Reader:
    """Follows one XML part: where its cells stand, and that it holds nothing but cells."""

    def __init__(self, name: str) -> None:
        self.is_1904 = False
        self._name = name.lower()
        self._row = self._column = 0
        self._above: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._leave
        self._parser.StartDoctypeDeclHandler = self._refuse_definitions
        self._parser.XmlDeclHandler = self._check_encoding
        self._is_empty = True

    def feed(self, piece: bytes) -> None:
        # Other encodings would be read in one way here and in another by the parser.
        if b"\0" in piece:
            raise ValueError(self._name)
        self._is_empty = False
        self._parser.Parse(piece, False)

    def end(self) -> None:
        if not self._is_empty:
            self._parser.Parse(b"", True)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        above = self._above[-1] if self._above else ""
        self._above.append(tag)
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == "c":
            self._place(attributes.get("r"))
        elif above == "c":
            self._check_cell(tag)
        elif tag == "workbookPr" and self._name == WORKBOOK:
            self.is_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "Relationship" and self._name.endswith("workbook.xml.rels"):
            self._check_target(attributes.get("Target", ""))

    def _leave(self, tag: str) -> None:
        self._above.pop()

    def _place(self, place: str | None) -> None:
        if place is None:
            self._column += 1
            return
        match = PLACE.fullmatch(place)
        if match is None:
            raise ValueError(place)
        self._column, self._row = _column_number(match[1]), int(match[2])

    def _check_cell(self, tag: str) -> None:
        """Only cells with something in them count; formats reach to the end of many a sheet."""
        place = f"{_letters(self._column)}{self._row}"
        if tag == "f":
            reason = _("The file holds formulas. Copy the cells and paste them as values.")
            raise _refusal(reason, place)
        if self._column > MOST_COLUMNS:
            reason = _("The file has too many columns: at most %(most)s. Use the template.")
            raise _refusal(reason % {"most": MOST_COLUMNS}, place)
        if self._row > MOST_ROWS + 1:
            raise too_many_rows(self._row)

    def _check_target(self, target: str) -> None:
        """A sheet might hide behind a name whose content is not looked into."""
        if target.lower().endswith(NOT_XML):
            raise _refusal(_("The file holds macros. Save it as .xlsx without them."))

    def _refuse_definitions(self, *_parts: Any) -> None:
        raise _refusal(_("The file holds definitions that no spreadsheet program writes."))

    def _check_encoding(self, _version: str, encoding: str | None, _alone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            raise ValueError(encoding)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
