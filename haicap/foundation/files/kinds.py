"""What is a file, judged by its content alone, and do we take it?

A polyglot is what its first bytes say and is handed out as nothing else (see serving.py).
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

import filetype
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import StoredFile
from .packages import PackageFault, read_package

HEAD = 8192  # bytes: as far as the signatures reach
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what a password makes of a DOCX
PACKAGE_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


@dataclass(frozen=True)
class Kind:
    """A kind of file that we take; `family` is what a wrong ending may be confused within."""

    media_type: str
    label: str | Promise
    endings: tuple[str, ...]
    family: str


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
TEXT = Kind("text/plain", gettext_lazy("text"), (".txt", ".csv"), "text")
MP4 = Kind("video/mp4", "MP4", (".mp4", ".m4v"), "film")
KINDS = (
    Kind("application/pdf", "PDF", (".pdf",), "pdf"),
    Kind(f"{_OPEN_XML}wordprocessingml.document", "DOCX", (".docx",), "docx"),
    Kind(f"{_OPEN_XML}spreadsheetml.sheet", "XLSX", (".xlsx",), "xlsx"),
    Kind(f"{_OPEN_DOCUMENT}text", "ODT", (".odt",), "odt"),
    Kind(f"{_OPEN_DOCUMENT}spreadsheet", "ODS", (".ods",), "ods"),
    # Telephones and messengers name pictures as they please: within the family we correct.
    Kind("image/jpeg", "JPEG", (".jpg", ".jpeg"), "picture"),
    Kind("image/png", "PNG", (".png",), "picture"),
    Kind("image/webp", "WEBP", (".webp",), "picture"),
    MP4,
    TEXT,
)
_BY_TYPE = {kind.media_type: kind for kind in KINDS} | {"video/x-m4v": MP4}
ACCEPTED = "PDF, DOCX, XLSX, ODT, ODS, JPEG, PNG, WEBP, MP4, TXT, CSV"


class NotTaken(Exception):
    """We do not take it; the words say what it seems to be."""


def kind_of(content: IO[bytes]) -> Kind:
    """The kind of a file by its content; raises NotTaken with what it seems to be instead."""
    content.seek(0)
    head = content.read(HEAD)
    if head.startswith(PACKAGE_MARKS):
        return _package(content)
    guess = filetype.guess(head)
    if guess and guess.mime in _BY_TYPE:
        return _BY_TYPE[guess.mime]
    if _is_text(content):
        return _text(head)
    if head.startswith(OLD_OFFICE):
        raise NotTaken(
            _("an old or locked Office file; save it as DOCX or XLSX without a password")
        )
    raise NotTaken(_seems(guess))


def _seems(guess: Any) -> str:
    if guess is None:
        return _("a file of an unknown kind")
    if guess.extension in {"exe", "elf", "wasm", "swf", "crx", "deb", "rpm"}:
        return _("a program")
    if guess.extension in {"rar", "7z", "gz", "bz2", "xz", "tar", "cab", "zst", "lz4"}:
        return _("an archive; hand its files in one by one")
    return _("a file of the kind %(kind)s") % {"kind": guess.extension.upper()}


def _package(content: IO[bytes]) -> Kind:
    try:
        return _BY_TYPE[read_package(content)]
    except PackageFault as fault:
        raise NotTaken(str(fault)) from fault


def _is_text(content: IO[bytes]) -> bool:
    """UTF-8 throughout, without the characters that no text has."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        return not any(
            _NEVER_IN_TEXT.search(decoder.decode(piece, final=not piece))
            for piece in _pieces(content)
        )
    except UnicodeDecodeError:
        return False


_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    content.seek(0)
    while piece := content.read(1 << 16):
        yield piece
    yield b""


# Text that a browser or a shell would act on, whatever it is called.
_ACTIVE: Mapping[str, str | Promise] = {
    "<": gettext_lazy("a web page, an SVG picture or XML"),
    "#!": gettext_lazy("a program"),
    "%!": gettext_lazy("a program"),
    "{\\rtf": gettext_lazy("an RTF document; save it as DOCX"),
    "MIME-Version:": gettext_lazy("a saved web page or message"),
}


def _text(head: bytes) -> Kind:
    begin = head.decode("utf-8-sig", "ignore").lstrip()
    for mark, seems in _ACTIVE.items():
        if begin.startswith(mark):
            raise NotTaken(str(seems))
    return TEXT


def kind_of_stored(stored: StoredFile) -> Kind | None:
    """The kind under which a file was taken; None if we would not take it today."""
    return _BY_TYPE.get(stored.media_type)
