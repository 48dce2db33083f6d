"""Words and sentences of a text, with their places in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from haicap.domain.intake.reading.parts import Block, Part, Reading
from haicap.foundation.search.folding import fold

_WORD = re.compile(r"[^\W_]+")
_folded = lru_cache(maxsize=65_536)(fold)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text[begin:end]`, blind to case and diacritics as `folded`."""

    folded: str
    begin: int
    end: int
    is_capital: bool


def tokens_of(text: str, begin: int = 0, end: int | None = None) -> list[Token]:
    """The words of a stretch of text, in their order."""
    return [
        Token(_folded(found[0]), found.start(), found.end(), found[0][0].isupper())
        for found in _WORD.finditer(text, begin, len(text) if end is None else end)
    ]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text[begin:end]`, with its words."""

    part: Part
    begin: int
    end: int
    tokens: Sequence[Token]


LONGEST = 4_000
"""Letters of a sentence; the longest of real documents, with a list in it, has about 1,500."""

# A full stop after one of these ends no sentence, whatever follows. Folded; all four languages
# at once, for a quoted name keeps its own.
_ABBREVIATIONS = frozenset(
    word
    for words in (
        "tp tx tt ts ng ths pgs gs dc ong ba v",
        "nr no mr mrs ms dr prof art st",
        "z b bzw ca usw vgl str abs ziff gem bzgl inkl",
        "kk αρ κ κα π χ παρ σελ αριθ ν",
    )
    for word in words.split()
)
# Only where a row of stops begins, and without going back in it: a page of dots is read once.
_BEGINS = frozenset('"“„«‘(-–0123456789')
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”»’)\]]*+(?=\s|$)")
_MONTH_AFTER_A_DAY = re.compile(r"\s+(?:jan|feb|m[äa]r|apr|mai|jun|jul|aug|sep|okt|nov|dez)", re.I)
_GERMAN_ORDINAL = re.compile(r"\b(?:der|die|das|den|dem|des|zur|zum|am|vom|im|ab)\s+\d{1,3}$", re.I)
_NUMBER_BEFORE = re.compile(r"\b\d{1,2}$")


def sentences_of(reading: Reading) -> list[Sentence]:
    """The sentences of a text, none across two blocks."""
    return [
        Sentence(block.part, begin, end, tokens_of(reading.text, begin, end))
        for block in reading.blocks
        for whole in _within(reading.text, block)
        for begin, end in _bounded(reading.text, *whole)
    ]


def _within(text: str, block: Block) -> Iterator[tuple[int, int]]:
    begin = block.begin
    for found in _END.finditer(text, block.begin, block.end):
        if found.end() < block.end and not _ends(text, begin, found, block.end):
            continue
        yield begin, found.end()
        begin = min(found.end() + 1, block.end)  # within a block blanks are single
    if begin < block.end:
        yield begin, block.end


def _bounded(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch no office would write as one sentence, cut between words."""
    while end - begin > LONGEST:
        cut = text.rfind(" ", begin + 1, begin + LONGEST)
        cut = cut if cut > begin else begin + LONGEST
        yield begin, cut
        begin = cut + (text[cut] == " ")
    if begin < end:
        yield begin, end


def _ends(text: str, begin: int, found: re.Match[str], end: int) -> bool:
    following = text[found.end() + 1 : min(found.end() + 2, end)]
    if not (following.isupper() or following in _BEGINS):
        return False
    if not found[0].startswith(".") or found[0].startswith(".."):
        return True
    before = text[max(begin, found.start() - 20) : found.start()]
    last = re.search(r"[^\W\d_]+$", before)
    if last and (len(last[0]) == 1 or _folded(last[0]) in _ABBREVIATIONS):
        return False
    # “am 23. Oktober”, “zur 16. Nationalversammlung”: the stop belongs to the number.
    is_day = _NUMBER_BEFORE.search(before) and _MONTH_AFTER_A_DAY.match(text, found.end())
    return not (is_day or _GERMAN_ORDINAL.search(before))
