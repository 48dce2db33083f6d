"""What does a file say, in words? Text with its parts apart, whatever the file was made with.

Files are data and never trusted: nothing is fetched, run or expanded, and how much is read has
limits. What lies outside them is refused in a sentence.
"""

from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

from .container import Kind, kind_of
from .limits import MEGABYTE, MOST_BYTES
from .parts import Block, Part, Reading, Recognise
from .plain import read_plain

__all__ = ["Block", "Kind", "Part", "Reading", "Recognise", "read"]


def read(content: bytes, name: str = "", recognise: Recognise | None = None) -> Reading:
    """The words of a file, by its content; its `name` only helps to tell kinds of text apart.

    A scan is handed to `recognise`, page by page; without it, it is refused.

    Raises Invalid("file", …) for a file that is too large, empty, of a kind we do not read,
    locked, damaged or without words.
    """
    if len(content) > MOST_BYTES:
        sentence = _("The file has %(size)s MB; at most %(most)s MB are read.")
        told = {"size": -(-len(content) // MEGABYTE), "most": MOST_BYTES // MEGABYTE}
        raise Invalid("file", sentence % told, name)
    reading = _read_as(kind_of(content, name), content, recognise)
    if not reading.text.strip():
        raise Invalid("file", _("No words were found in this file."), name)
    return reading


def _read_as(kind: Kind, content: bytes, recognise: Recognise | None) -> Reading:
    # Each reader is loaded when it is first needed: their libraries take a second, and a server
    # that reads nothing must not wait for them.
    match kind:
        case Kind.PAGE:
            from .pages import read_page  # noqa: PLC0415

            return read_page(content)
        case Kind.DOCX:
            from .words import read_docx  # noqa: PLC0415

            return read_docx(content)
        case Kind.PDF:
            from .paper import read_pdf  # noqa: PLC0415

            return read_pdf(content, recognise)
        case Kind.MAIL:
            from .letters import read_mail  # noqa: PLC0415

            return read_mail(content)
        case Kind.TEXT:
            return read_plain(content)
