"""A DOCX: paragraphs and cells in their order; pictures, macros and links are left alone."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from haicap.foundation.access import Invalid
from haicap.foundation.files.packages import PackageFault, read_package

from .characters import from_tcvn3, modernised
from .furniture import part_of
from .limits import MOST_UNPACKED
from .parts import Assembly, Part, Reading
from .plain import whole

_TITLES = re.compile(r"^(?:title|heading 1|tiêu đề)", re.I)
_CAPTIONS = re.compile(r"^(?:caption|chú thích)", re.I)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What the libraries raise for a package that is not whole: each says where, none why it matters.
DAMAGE = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    ValueError,
)
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)


def read_docx(content: bytes) -> Reading:
    """The words of a DOCX. Raises Invalid for another package, a bomb, macros or damage."""
    _check(content)
    try:
        document = docx.Document(io.BytesIO(content))
        assembly = Assembly()
        for part, words in _pieces(document):
            assembly.add(part, words)
    except DAMAGE as error:
        raise Invalid("file", _("The document is damaged and cannot be read.")) from error
    joined, remarks = modernised("\n".join(words for _part, words in assembly.pieces))
    lines = joined.split("\n")
    pieces = [(part, line) for (part, _old), line in zip(assembly.pieces, lines, strict=True)]
    return whole(pieces, remarks)


def _check(content: bytes) -> None:
    try:
        if read_package(io.BytesIO(content)) != _DOCX:
            raise PackageFault(_("another kind of Office file; its words are not read"))
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            size = 0
            for member in package.infolist():
                size += member.file_size
                if member.filename.endswith((".xml", ".rels")):
                    _check_member(package, member)
            if size > MOST_UNPACKED:
                raise PackageFault(_("an archive that unpacks to far more than it is"))
    except PackageFault as fault:
        sentence = _("This cannot be read: %(why)s.")
        raise Invalid("file", sentence % {"why": fault}) from fault
    except DAMAGE as error:
        raise Invalid("file", _("The document is damaged and cannot be read.")) from error


def _check_member(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """No office program writes a DOCTYPE: entities stand there to grow when they are read."""
    if member.file_size > MOST_UNPACKED:
        raise PackageFault(_("an archive that unpacks to far more than it is"))
    with package.open(member) as opened:
        if _DOCTYPE.search(opened.read(4096)):
            raise PackageFault(_("a document that defines words of its own"))


def _pieces(document: Any) -> Iterator[tuple[Part, str]]:
    for thing in document.iter_inner_content():
        if isinstance(thing, Paragraph):
            yield _paragraph(thing)
        elif isinstance(thing, Table):
            yield from _cells(thing)


def _cells(table: Table) -> Iterator[tuple[Part, str]]:
    seen: set[Any] = set()
    for cell in table._cells:
        if cell._tc in seen:  # a merged cell is listed once for each place it covers
            continue
        seen.add(cell._tc)
        for thing in cell.iter_inner_content():
            if isinstance(thing, Paragraph):
                yield _paragraph(thing)
            else:
                yield from _cells(thing)


def _paragraph(paragraph: Paragraph) -> tuple[Part, str]:
    words = "".join(_run(run) for run in paragraph.runs) or paragraph.text
    style = paragraph.style.name if paragraph.style is not None else ""
    if _TITLES.match(style or ""):
        return Part.TITLE, words
    if _CAPTIONS.match(style or ""):
        return Part.CAPTION, words
    return part_of(words.strip()), words


def _run(run: Any) -> str:
    """The words of one run; its font tells of the old Vietnamese letters run by run."""
    font = run.font.name or ""
    if font.lower().startswith(".vn"):
        return from_tcvn3(run.text, is_capital=font.rstrip().endswith("H"))
    return str(run.text)
