"""A PDF: the text it carries; a scan of paper is handed to whoever can recognise it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

from .characters import modernised
from .limits import MOST_PAGES
from .parts import Reading, Recognise
from .plain import from_lines

FEWEST_LETTERS_A_PAGE = 20
"""Fewer on nearly every page: the pages are pictures."""
DOTS_AN_INCH = 300
MOST_PAGES_RECOGNISED = 40
_ENDS = re.compile(r"[.:;!?…”\"]$")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-$")
_ITEM = re.compile(r"^(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[IVX]{1,5}[.)])\s")


def read_pdf(content: bytes, recognise: Recognise | None = None) -> Reading:
    """The words of a PDF. Raises Invalid for one that is locked or damaged.

    A scan is handed to `recognise`, page by page; without it, it is refused.
    """
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
        return _read(document, recognise)
    finally:
        document.close()


def _read(document: Any, recognise: Recognise | None) -> Reading:
    if len(document) > MOST_PAGES:
        sentence = _("The PDF has %(size)s pages; at most %(most)s are read. Divide it.")
        raise Invalid("file", sentence % {"size": len(document), "most": MOST_PAGES})
    pages = [_text_of(document, number) for number in range(len(document))]
    letters = sum(len(page) for page in pages)
    remarks: list[str] = []
    if letters < FEWEST_LETTERS_A_PAGE * len(pages):
        pages = _recognised(document, recognise)
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


def _recognised(document: Any, recognise: Recognise | None) -> list[str]:
    if recognise is None:
        raise Invalid("file", _("The pages are pictures without text."))
    if len(document) > MOST_PAGES_RECOGNISED:
        sentence = _("The scan has %(size)s pages; at most %(most)s are recognised. Divide it.")
        raise Invalid("file", sentence % {"size": len(document), "most": MOST_PAGES_RECOGNISED})
    return [recognise(_picture(document, number)) for number in range(len(document))]


def _picture(document: Any, number: int) -> bytes:
    """One page in shades of grey, in the plainest of formats (PGM): nothing else is needed."""
    page = document[number]
    bitmap = page.render(scale=DOTS_AN_INCH / 72, grayscale=True)
    rows = bitmap.to_numpy()
    head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    picture: bytes = head + rows.tobytes()
    bitmap.close()
    page.close()
    return picture
