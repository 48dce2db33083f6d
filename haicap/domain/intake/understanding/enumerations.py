"""One sentence often asks for several things: where does one end and the next begin?"""

import re
from collections.abc import Iterator, Sequence

_SEMICOLON = re.compile(r"\s*[;·]\s+")
_COMMA = re.compile(r"\s*,\s+|\s*…\s*|\s*\.\.\.\s*")
FEWEST_WORDS = 3


def clauses(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons; the whole where there are none."""
    return _trimmed(text, _cut(text, begin, end, _SEMICOLON))


def pieces(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The parts of a list, between semicolons where it has some, else between commas.

    A comma inside brackets does not divide, nor one before a part too short to ask for anything.
    """
    by_semicolon = clauses(text, begin, end)
    if len(by_semicolon) > 1:
        return by_semicolon
    return long_enough(text, _trimmed(text, _cut(text, begin, end, _COMMA)))


def _cut(text: str, begin: int, end: int, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at, seen, depth = begin, begin, 0
    for found in mark.finditer(text, begin, end):
        depth += text.count("(", seen, found.start()) - text.count(")", seen, found.start())
        seen = found.start()
        if depth > 0:
            continue
        yield at, found.start()
        at, seen, depth = found.end(), found.end(), 0
    yield at, end


def _trimmed(text: str, spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    found = []
    for begin, end in spans:
        while begin < end and not (text[begin].isalnum() or text[begin] in '(“"«'):
            begin += 1
        while begin < end and text[end - 1] in " .,;:…·":
            end -= 1
        if begin < end:
            found.append((begin, end))
    return found


def long_enough(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Short parts joined to the one before them: nothing is asked in two words."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and len(text[begin:end].split()) < FEWEST_WORDS:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined
