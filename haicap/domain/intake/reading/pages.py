"""An article on a web page: its words without the menus, with title, day, source and captions."""

import logging
import re
from datetime import date
from typing import Any

import trafilatura
from django.utils.translation import gettext as _
from lxml import etree, html

from haicap.foundation.access import Invalid

from .characters import decoded
from .furniture import part_of
from .limits import MOST_LETTERS
from .parts import Assembly, Part, Reading, tidied
from .plain import from_lines, whole

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.I)
_CAPTIONS = (
    "//figcaption | //*[self::p or self::div or self::td or self::span or self::em]"
    "[contains(translate(@class, 'CAPTIONHUÍ', 'captionhuí'), 'caption')"
    " or contains(@class, 'chuthich') or contains(@class, 'chu-thich')]"
)
# The library tells of odd pages as it reads; what concerns a person is told in the reading.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_page(content: bytes) -> Reading:
    """The words of an HTML page. Raises Invalid for one that cannot be taken apart."""
    declared = _CHARSET.search(content[:4096])
    text, remarks = decoded(content, declared[1].decode("ascii") if declared else "")
    tree = _tree(text)
    captions = _captions(tree)
    document = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=True
    )
    if document is None or not document.text:  # type: ignore[union-attr]
        # No article in it: then all its words are its text.
        return from_lines(tree.text_content().splitlines(), remarks)
    return _article(document, captions, remarks)


def _tree(text: str) -> Any:
    # Written as Unicode: a declaration of another encoding would be believed a second time.
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8"
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Invalid("file", _("This page has no words that can be read.")) from error
    if len(tree.text_content()) > 5 * MOST_LETTERS:
        raise Invalid("file", _("This page is longer than any article."))
    return tree


def _captions(tree: Any) -> list[str]:
    found = {tidied(" ".join(element.itertext())) for element in tree.xpath(_CAPTIONS)}
    return [words for words in found if words]


def _article(document: Any, captions: list[str], remarks: list[str]) -> Reading:
    assembly = Assembly()
    title = tidied(document.title or "")
    assembly.add(Part.TITLE, title)
    told = set(captions)
    for line in document.text.splitlines():
        words = tidied(line.lstrip("- "))
        if words and words != title:
            assembly.add(Part.CAPTION if words in told else part_of(words), words)
    said = {words for _part, words in assembly.pieces}
    for words in sorted(told - said):
        assembly.add(Part.CAPTION, words)
    return whole(
        assembly.pieces,
        remarks,
        title=title,
        published_on=_day(document.date),
        address=document.url or "",
        source=document.sitename or "",
    )


def _day(told: str | None) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        return None
