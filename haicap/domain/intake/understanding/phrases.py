"""Phrases found in a row of words, the longest first; a phrase may leave its endings open."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from haicap.foundation.search.folding import fold

from .tokens import Token

T = TypeVar("T")
OPEN = "*"
KEY = 3
"""Letters of an open first word under which its phrase is kept; a shorter one under itself."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: its words are `tokens[first:last]`."""

    first: int
    last: int
    entry: T


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[T]):
    words: tuple[tuple[str, bool], ...]
    entry: T

    def is_at(self, tokens: Sequence[Token], first: int) -> bool:
        if first + len(self.words) > len(tokens):
            return False
        return all(
            token.folded.startswith(word) if is_open else token.folded == word
            for token, (word, is_open) in zip(
                tokens[first : first + len(self.words)], self.words, strict=True
            )
        )


class PhraseBook(Generic[T]):
    """Phrases and what each of them stands for."""

    def __init__(self) -> None:
        self._closed: dict[str, list[_Phrase[T]]] = defaultdict(list)
        """By the whole first word."""
        self._open: dict[str, list[_Phrase[T]]] = defaultdict(list)
        """By the first letters of a first word whose ending is open."""

    def add(self, phrase: str, entry: T) -> None:
        """A phrase as it is written; `*` at the end of a word leaves its ending open."""
        words = tuple(_word(written) for written in phrase.split() if fold(written.rstrip(OPEN)))
        if words:
            first, is_open = words[0]
            kept = self._open[first[:KEY]] if is_open else self._closed[first]
            kept.append(_Phrase(words, entry))

    @property
    def is_empty(self) -> bool:
        """It has no phrase."""
        return not (self._closed or self._open)

    def at(self, tokens: Sequence[Token], first: int) -> Iterator[Hit[T]]:
        """Every phrase that begins at this word, the longest first; none after the last word."""
        if first >= len(tokens):
            return iter(())
        word = tokens[first].folded
        found = [phrase for phrase in self._closed.get(word, ()) if phrase.is_at(tokens, first)]
        if self._open:
            for length in range(1, min(KEY, len(word)) + 1):
                under = self._open.get(word[:length], ())
                found += [phrase for phrase in under if phrase.is_at(tokens, first)]
        if len(found) > 1:
            found.sort(key=lambda phrase: -len(phrase.words))
        return (Hit(first, first + len(phrase.words), phrase.entry) for phrase in found)

    def within(self, tokens: Sequence[Token]) -> Iterator[Hit[T]]:
        """The phrases in a row of words; none begins inside a longer one."""
        first = 0
        while first < len(tokens):
            hit = max(self.at(tokens, first), key=lambda found: found.last, default=None)
            if hit:
                yield hit
            first = hit.last if hit else first + 1


def _word(written: str) -> tuple[str, bool]:
    return fold(written.rstrip(OPEN)).replace(" ", ""), written.endswith(OPEN)


def book_of(listed: Mapping[str, Sequence[str]]) -> PhraseBook[str]:
    """A book of phrases listed under what they stand for."""
    book: PhraseBook[str] = PhraseBook()
    for entry, phrases in listed.items():
        for phrase in phrases:
            book.add(phrase, entry)
    return book
