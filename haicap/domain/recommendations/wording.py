"""Which words of a recommendation bear meaning: names, acts, concepts, pairs of syllables.

Blind to case and diacritics. What is kept of a text is a list of terms: `=vehicle` for a concept
of the lexicon whatever words said it, `@chi ma` for the name of an object, `!get` for the act
that is asked for, and plain words; `~` before one: it says what the thing is for. How it is read
stands in lexicon.toml; docs/decisions/twins.md says why so, and how well it does.
"""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from haicap.foundation.search.folding import fold

WORD = re.compile(r"[^\W_]+")
SENTENCE_ENDS = frozenset(".;:!?\n")
LONGEST_TERM = 40
UNMARKED = "?"


@dataclass(frozen=True)
class Lexicon:
    """lexicon.toml, folded."""

    told: Mapping[str, Any]
    version: str

    @classmethod
    def read(cls, path: Path) -> "Lexicon":
        content = path.read_bytes()
        told = tomllib.loads(content.decode())
        return cls(told, hashlib.sha256(content).hexdigest()[:16])

    @cached_property
    def phrases(self) -> Mapping[tuple[str, ...], Mapping[str, str]]:
        """Folded syllables → their marks → the term they say; the empty term: nothing, a gap.

        Without marks (`UNMARKED`) the commonest reading holds: “cho” is “for”, not “chợ”, a market.
        """
        found: dict[tuple[str, ...], dict[str, str]] = {}
        for phrase, term in self._told():
            readings = found.setdefault(_syllables(phrase), {})
            readings[marks_of(phrase)] = readings[UNMARKED] = term
        return found

    def _told(self) -> Iterator[tuple[str, str]]:
        """(phrase, term), what is commonest last."""
        for concept in self.told["concepts"]:
            yield from ((phrase, f"={concept['name']}") for phrase in concept["says"])
        for act, phrases in self.told["acts"].items():
            yield from ((phrase, f"!{act}") for phrase in phrases)
        for phrase in (*self.told["boilerplate"], *self.told["function_words"]):
            yield phrase, ""
        yield from ((phrase, "") for phrase in self.told["purposes"])

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.phrases))

    @cached_property
    def purposes(self) -> frozenset[tuple[str, ...]]:
        return frozenset(map(_syllables, self.told["purposes"]))

    @cached_property
    def no_names(self) -> frozenset[str]:
        return frozenset(map(fold, self.told["no_names"]))

    def weight(self, kind: str) -> float:
        return float(self.told["weights"][kind])

    def factor(self, name: str) -> float:
        return float(self.told["factors"][name])

    def limit(self, name: str) -> float:
        return float(self.told["limits"][name])


def marks_of(text: str) -> str:
    """The marks of each syllable, wherever in it they are set: “thủy” has those of “thuỷ”."""
    return "|".join(
        "".join(sorted(each for each in unicodedata.normalize("NFD", word) if _is_mark(each)))
        for word in text.lower().split()
    )


def _is_mark(letter: str) -> bool:
    return letter == "đ" or bool(unicodedata.combining(letter))


def _syllables(phrase: str) -> tuple[str, ...]:
    return tuple(fold(phrase).split())


LEXICON = Lexicon.read(Path(__file__).with_name("lexicon.toml"))


@dataclass(frozen=True)
class Word:
    """One word of a text, as it stands and as it is compared."""

    shown: str
    folded: str
    begins: bool
    """It begins the text, a sentence or a bracket: a capital letter there tells nothing."""
    is_in_marked: bool
    """The text it stands in is written with its marks."""

    @property
    def is_named(self) -> bool:
        return (self.shown[0].isupper() and not self.begins) or (
            any(letter.isdigit() for letter in self.shown)
            and any(letter.isalpha() for letter in self.shown)
        )


def terms_of(text: str, *, names: Iterable[str] = ()) -> list[str]:
    """The terms of a text, each once, in its order; `names` are those of who asks."""
    return list(said_in(text, names=names))


def said_in(text: str, *, names: Iterable[str] = ()) -> dict[str, str]:
    """Term → the words of the text that say it, as they stand there."""
    found: dict[str, str] = {}
    own = frozenset(fold(name) for name in names)
    for clause in _in_their_place([list(_read(words, own)) for words in _clauses(text)]):
        for term, shown in clause:
            found.setdefault(term[:LONGEST_TERM], shown)
    return found


Said = tuple[str, str]


def _in_their_place(clauses: Sequence[Sequence[Said]]) -> list[list[Said]]:
    """Where one clause says what is to be done and with what, the others only tell why."""
    asking = [any(term.startswith("!") for term, _shown in clause) for clause in clauses]
    things = [
        is_asking and any(term.startswith(("=", "@")) for term, _shown in clause)
        for clause, is_asking in zip(clauses, asking, strict=True)
    ]
    if not any(things):
        return [list(clause) for clause in clauses]
    return [
        list(clause) if is_asking else [(_as_purpose(term), shown) for term, shown in clause]
        for clause, is_asking in zip(clauses, asking, strict=True)
    ]


def _as_purpose(term: str) -> str:
    return term if term.startswith(("~", "@")) else f"~{term}"


def _clauses(text: str) -> list[list[Word]]:
    """The words between two stops or commas."""
    text = unicodedata.normalize("NFC", text)
    is_marked = bool(marks_of(text).strip("|"))
    clauses: list[list[Word]] = [[]]
    last = 0
    for match in WORD.finditer(text):
        between = set(text[last : match.start()])
        begins = last == 0 or bool(SENTENCE_ENDS & between)
        if begins or "," in between:
            clauses.append([])
        if folded := fold(match[0]):
            clauses[-1].append(Word(match[0], folded, begins, is_marked))
        last = match.end()
    return [clause for clause in clauses if clause]


def _read(words: Sequence[Word], own: frozenset[str]) -> Iterator[Said]:
    """Longest phrase first; what no phrase holds is a name, or plain words between two gaps."""
    plain: list[Word] = []
    purpose, at = "", 0
    while at < len(words):
        length, term = _phrase(words, at)
        is_phrase = bool(length)
        if length < 2 and (named := _name(words, at)):  # a name may begin with a common syllable
            length, term, is_phrase = named, _called(words[at : at + named], own), True
        if is_phrase:
            yield from _pairs(plain, purpose)
            plain = []
        said = words[at : at + max(length, 1)]
        purpose = _purpose(said, purpose)
        if not is_phrase:
            plain += said
        elif term:
            yield (term if term.startswith("@") else f"{purpose}{term}"), _shown(said)
        at += len(said)
    yield from _pairs(plain, purpose)


def _purpose(said: Sequence[Word], before: str) -> str:
    return "~" if tuple(word.folded for word in said) in LEXICON.purposes else before


def _called(words: Sequence[Word], own: frozenset[str]) -> str:
    """The term of a name; none for who asks, and for bodies, which are no object."""
    name = " ".join(word.folded for word in words)
    return "" if name in own or name in LEXICON.no_names else f"@{name}"


def _phrase(words: Sequence[Word], at: int) -> tuple[int, str]:
    """How many words from here make a phrase of the lexicon, and which term it says.

    Where the text is written with its marks, they are those of the phrase: “trưởng” is no
    “trường”. Where it is written without, any will do.
    """
    for length in range(min(LEXICON.longest, len(words) - at), 0, -1):
        said = words[at : at + length]
        readings = LEXICON.phrases.get(tuple(word.folded for word in said))
        if readings is None:
            continue
        marks = marks_of(_shown(said)) if words[at].is_in_marked else UNMARKED
        if marks in readings:
            return length, readings[marks]
    return 0, ""


def _name(words: Sequence[Word], at: int) -> int:
    """How many words from here are the name of an object."""
    length = 0
    while at + length < len(words) and words[at + length].is_named:
        length += 1
    return length


def _pairs(plain: Sequence[Word], purpose: str) -> Iterator[Said]:
    for word in plain:
        if not word.folded.isdigit():
            yield f"{purpose}{word.folded}", word.shown
    for first, second in pairwise(plain):
        yield f"{purpose}{first.folded} {second.folded}", f"{first.shown} {second.shown}"


def _shown(words: Sequence[Word]) -> str:
    return " ".join(word.shown for word in words)
