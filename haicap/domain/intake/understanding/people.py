"""People that a text names, with the position that it gives them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lexicon import book
from .phrases import Hit
from .tokens import Sentence, Token

FEWEST_NAMES, MOST_NAMES = 2, 5
"""A Vietnamese name has a family name, perhaps one or two between, and the given name."""
_BREAK = re.compile(r"[,;:()]|\s[–-]\s")
REACH = 3
"""Words of a segment among which a position must stand, for the segment to be one."""


@dataclass(frozen=True)
class Person:
    """Somebody named: `text[begin:end]` is the name."""

    begin: int
    end: int
    name: str
    position: str = ""
    """As the text states it, in its own words; empty where it states none."""
    position_begin: int = 0
    position_end: int = 0
    role: str = ""
    """What the position is, where the lexicon knows it: secretary, chair, head."""


def find_people(text: str, sentences: Sequence[Sentence], language: str) -> list[Person]:
    """The people whom a text calls by an honorific or by their position, in its order."""
    return [person for sentence in sentences for person in _in(text, sentence, language)]


def _in(text: str, sentence: Sentence, language: str) -> Iterator[Person]:
    tokens = sentence.tokens
    first = 0
    while first < len(tokens):
        called = _longest(book(language, "honorifics").at(tokens, first))
        position = _longest(book(language, "positions").at(tokens, first))
        name_at = called.last if called else _after_position(text, tokens, position, language)
        length = _name_length(text, tokens, name_at, language) if name_at else 0
        if name_at and length:
            last = name_at + length
            begin, end = tokens[name_at].begin, tokens[last - 1].end
            yield _person(text, sentence, language, (begin, end), None if called else position)
            first = last
        else:
            first = max(called.last if called else first + 1, first + 1)


def _longest(hits: Iterator[Hit[str]]) -> Hit[str] | None:
    return next(hits, None)


def _after_position(text: str, tokens: Sequence[Token], hit: Hit[str] | None, language: str) -> int:
    """“Bí thư Tỉnh ủy Hoàng Quốc Khánh”: the name follows the position and its body, uncut."""
    if hit is None or hit.entry == "member":
        return 0
    for at in range(hit.last, min(hit.last + REACH + 2, len(tokens))):
        if _BREAK.search(text[tokens[at - 1].end : tokens[at].begin]):
            return 0
        if _longest(book(language, "honorifics").at(tokens, at)):
            return 0  # then the honorific calls the person, and the position may follow
        if tokens[at].is_capital and at > hit.first:
            following = tokens[at : at + FEWEST_NAMES]
            # The words of a body are written large too; a name is never one of the lexicon's.
            if len(following) == FEWEST_NAMES and all(token.is_capital for token in following):
                return at
    return 0


def _name_length(text: str, tokens: Sequence[Token], at: int, language: str) -> int:
    length = 0
    for token in tokens[at : at + MOST_NAMES]:
        if not token.is_capital or any(letter.isdigit() for letter in token.folded):
            break
        gap = text[tokens[at + length - 1].end : token.begin] if length else ""
        if gap.strip() or _is_of_a_list(tokens, at + length, language):
            break
        length += 1
    return length if length >= FEWEST_NAMES else 0


def _is_of_a_list(tokens: Sequence[Token], at: int, language: str) -> bool:
    """A word that begins a position, a body or a kind of place is no part of a name."""
    return any(
        _longest(book(language, listed).at(tokens, at))
        for listed in ("positions", "bodies", "designations", "honorifics")
    )


def _person(
    text: str,
    sentence: Sentence,
    language: str,
    span: tuple[int, int],
    before: Hit[str] | None,
) -> Person:
    begin, end = span
    name = text[begin:end]
    if before is not None:
        first = sentence.tokens[before.first].begin
        words = text[first:begin].strip()
        return Person(begin, end, name, words, first, first + len(words), before.entry)
    stretch = _positions_after(text, sentence, end, language)
    if stretch is None:
        return Person(begin, end, name)
    first, last, role = stretch
    return Person(begin, end, name, text[first:last], first, last, role)


def _positions_after(
    text: str, sentence: Sentence, end: int, language: str
) -> tuple[int, int, str] | None:
    """“…, Sekretär des Parteikomitees, …”: segments after the name that begin with a position."""
    begin, last, role = 0, 0, ""
    at = end
    while at < sentence.end and text[at] in ",(":
        following = at + 1
        while following < sentence.end and text[following].isspace():
            following += 1
        cut = _BREAK.search(text, following, sentence.end)
        stop = cut.start() if cut else sentence.end
        tokens = [token for token in sentence.tokens if following <= token.begin < stop]
        held = next(
            (
                hit
                for reach in range(min(REACH, len(tokens)))
                if (hit := _longest(book(language, "positions").at(tokens, reach)))
            ),
            None,
        )
        if held is None:
            break
        begin, last, role = begin or following, stop, role or held.entry
        at = stop
    return (begin, last, role) if role else None
