"""Lines that belong to the page, not to the text: where it comes from, what stands around it."""

import re
from dataclasses import dataclass

from .parts import Part

_SOURCE = re.compile(
    r"^(?:nguồn(?: tin)?|theo|source|quelle|πηγή)\s*:\s*(?P<words>.{3,500})$", re.I
)
_ASIDE = re.compile(
    r"^(?:(?:bình luận|comments?|kommentare?|σχόλι[οα])\s*\(?\s*\d*\s*\)?"
    r"|(?:trang|page|seite|σελίδα)\s*\d+(?:\s*(?:/|of|von|από)\s*\d+)?|[-–—]?\s*\d{1,3}\s*[-–—]?"
    r"|in trang|chia sẻ|share|teilen|print|drucken)$",
    re.I,
)
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
LONGEST_SOURCE = 600


@dataclass(frozen=True)
class SourceLine:
    """What a source line names: an address, or a name, or both."""

    name: str = ""
    address: str = ""


def part_of(line: str) -> Part:
    """What a line that nothing else tells of is to its reader."""
    if len(line) <= LONGEST_SOURCE:
        if _ASIDE.match(line):
            return Part.ASIDE
        if _source(line):
            return Part.SOURCE
    return Part.BODY


def _source(line: str) -> str:
    found = _SOURCE.match(line)
    words = found["words"].strip() if found else ""
    # “Theo: …” may begin a sentence; a source is an address or a few words without a full stop.
    is_name = len(words.split()) <= 8 and not words.endswith((".", "!", "?", ";"))
    return words if ADDRESS.search(words) or is_name else ""


def source_line(line: str) -> SourceLine:
    """The name and the address in a line of the part `SOURCE`."""
    words = _source(line)
    found = ADDRESS.search(words)
    address = found[0].rstrip(".,;)") if found else ""
    name = words.replace(found[0], "").strip(" ,;()") if found else words
    return SourceLine(name, address)
