"""A PDF: the text it carries; a scan of paper is recognised where Tesseract is installed."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

from .characters import modernised
from .limits import MOST_PAGES
from .parts import Reading
from .plain import from_lines

FEWEST_LETTERS_A_PAGE = 20
"""Fewer on nearly every page: the pages are pictures."""
DOTS_AN_INCH = 300
SECONDS_A_PAGE = 60
MOST_PAGES_RECOGNISED = 40
_ENDS = re.compile(r"[.:;!?…”\"]$")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-$")
_ITEM = re.compile(r"^(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[IVX]{1,5}[.)])\s")


def read_pdf(content: bytes) -> Reading:
    """The words of a PDF. Raises Invalid for one that is locked, damaged or only pictures."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        sentence = (
            _("The PDF is locked: save it without a password.")
            if locked
            else _("The PDF is damaged and cannot be read.")
        )
        raise Invalid("file", sentence) from error
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: Any) -> Reading:
    if len(document) > MOST_PAGES:
        sentence = _("The PDF has %(size)s pages; at most %(most)s are read. Divide it.")
        raise Invalid("file", sentence % {"size": len(document), "most": MOST_PAGES})
    pages = [_text_of(document, number) for number in range(len(document))]
    letters = sum(len(page) for page in pages)
    remarks: list[str] = []
    if letters < FEWEST_LETTERS_A_PAGE * len(pages):
        pages = _recognised(document)
        remarks = [_("The pages are pictures; their words were recognised and may have faults.")]
    text, more = modernised("\n".join(pages))
    return from_lines(paragraphs(text.split("\n")), [*remarks, *more])


def _text_of(document: Any, number: int) -> str:
    """The words of one page; a damaged page refuses the whole, for its words would be missing."""
    try:
        page = document[number]
        words = page.get_textpage()
        text = str(words.get_text_range()).replace("\r\n", "\n").replace("\ufffe", "-")
    except pypdfium2.PdfiumError as error:
        sentence = _("Page %(number)s of the PDF is damaged and cannot be read.")
        raise Invalid("file", sentence % {"number": number + 1}) from error
    words.close()
    page.close()
    return text


def paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines of a printed page joined to paragraphs: one goes on until it ends or an item begins."""
    begun = ""
    longest = max((len(line) for line in lines), default=0)
    for line in (line.strip() for line in lines):
        is_new = not line or _ITEM.match(line) or not begun
        # A line that ends well before the margin was the last of its paragraph.
        is_over = bool(begun) and (_ENDS.search(begun) or len(begun.split("\n")[-1]) < longest // 2)
        if is_new or is_over:
            if begun:
                yield begun.replace("\n", " ")
            begun = line
        else:
            begun = (
                f"{_HYPHEN.sub('', begun)}{line}"
                if _HYPHEN.search(begun) and (line[:1].islower())
                else f"{begun}\n{line}"
            )
    if begun:
        yield begun.replace("\n", " ")


def _recognised(document: Any) -> list[str]:
    program = shutil.which("tesseract")
    if program is None:
        raise Invalid(
            "file",
            _(
                "The pages are pictures without text. Recognising them needs Tesseract on the"
                " server (packages tesseract-ocr and tesseract-ocr-vie)."
            ),
        )
    if len(document) > MOST_PAGES_RECOGNISED:
        sentence = _("The scan has %(size)s pages; at most %(most)s are recognised. Divide it.")
        raise Invalid("file", sentence % {"size": len(document), "most": MOST_PAGES_RECOGNISED})
    with tempfile.TemporaryDirectory() as folder:
        return [_recognise(program, page, Path(folder) / "page.png") for page in document]


def _recognise(program: str, page: Any, picture: Path) -> str:
    page.render(scale=DOTS_AN_INCH / 72, grayscale=True).to_pil().save(picture)
    page.close()
    command = [program, str(picture), "stdout", "-l", _spoken(program), "--psm", "4"]
    try:
        done = subprocess.run(  # noqa: S603  the program is found on the path, the picture is ours
            command, capture_output=True, timeout=SECONDS_A_PAGE, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise Invalid("file", _("Tesseract could not recognise the pages.")) from error
    return done.stdout.decode("utf-8", "replace")


def _spoken(program: str) -> str:
    listed = subprocess.run(  # noqa: S603
        [program, "--list-langs"], capture_output=True, timeout=SECONDS_A_PAGE, check=False
    ).stdout.decode("utf-8", "replace")
    known = [code for code in ("vie", "eng", "deu", "ell") if code in listed.split()]
    return "+".join(known) or "eng"
