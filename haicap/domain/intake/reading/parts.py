"""What a text is made of: one string, and what each stretch of it is."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

BETWEEN = "\n"

Recognise = Callable[[bytes], str]
"""A page as a picture (PGM) → the words on it; raises Invalid where it cannot."""


class Part(StrEnum):
    """What a stretch of a text is to its reader."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    SOURCE = "source"
    """The line that says where the text was taken from."""
    ASIDE = "aside"
    """Of the page, not of the text: a counter of comments, a page number."""


@dataclass(frozen=True)
class Block:
    """One paragraph, line or cell: `text[begin:end]`."""

    part: Part
    begin: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A text with its parts; what the file does not say is empty or None."""

    text: str
    """In NFC; every offset counts its characters."""
    blocks: tuple[Block, ...]
    language: str = ""
    """vi, en, de or el; empty: of none of them, or too little to tell."""
    title: str = ""
    published_on: date | None = None
    address: str = ""
    source: str = ""
    """The name or address that the source line gives."""
    remarks: tuple[str, ...] = ()
    """What was done to the text, in sentences: characters converted, pages left out."""

    def words_of(self, block: Block) -> str:
        """The text of one block."""
        return self.text[block.begin : block.end]

    def of(self, *parts: Part) -> Iterator[Block]:
        """The blocks of these parts, in the order of the text."""
        return (block for block in self.blocks if block.part in parts)


@dataclass
class Assembly:
    """A text while it is put together, block by block."""

    pieces: list[tuple[Part, str]] = field(default_factory=list)

    def add(self, part: Part, words: str) -> None:
        """One more block; blanks at its edges and what nobody sees are left out."""
        if tidy := tidied(words):
            self.pieces.append((part, tidy))


def assembled(pieces: Iterable[tuple[Part, str]]) -> tuple[str, tuple[Block, ...]]:
    """The text of all pieces, one after the other, and where each of them stands."""
    told = list(pieces)
    ends = [0]
    for _part, words in told:
        ends.append(ends[-1] + len(words) + len(BETWEEN))
    blocks = tuple(
        Block(part, begin, following - len(BETWEEN))
        for (part, _words), (begin, following) in zip(told, pairwise(ends), strict=True)
    )
    return BETWEEN.join(words for _part, words in told), blocks


# Direction marks, joiners and soft hyphens change what is seen, or nothing: never what is said.
_UNSEEN = {"Cf", "Cc", "Cs", "Co", "Cn"}


def tidied(words: str) -> str:
    """Words in NFC with single blanks, without characters that nobody sees."""
    seen = "".join(
        " " if letter.isspace() else letter
        for letter in words
        if letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    )
    return " ".join(unicodedata.normalize("NFC", seen).split())
