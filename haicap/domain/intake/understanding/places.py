"""Which places does a text name, and which of those that bear the name are meant?

Names are shared: three communes are called Thống Nhất, and a code is reused. A name is taken where
the text says that it is a place or lists it beside one; who is meant follows from the province of
which the text speaks and from the places named with it. What remains open is shown with all that
it may be.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from haicap.domain.organisations.queries import PlaceName, is_spelt
from haicap.foundation.search.folding import fold

from .lexicon import book
from .phrases import Hit, PhraseBook
from .tokens import Sentence, Token
from .transcription import is_greek, skeleton

LONGEST_LINK = 12
_LINK = re.compile(
    r"^[\s,;/&()·–-]*(?:(?:và|va|cùng|cung|and|und|sowie|και|the|der|die|της|τις|των)\s+)?$", re.I
)
_FORMER = re.compile(r"\b(?:cũ|former|old|ehemalig\w*|früher\w*|πρώην|παλι\w+)\b", re.I)
_OF = frozenset({"of", "the", "der", "von", "cua", "του", "της", "των"})
_FROM_GREEK = 0.6
"""How sure a name is that was transcribed through another script."""
_NAMED_ALONE = 0.5


@dataclass(frozen=True)
class Place:
    """A place named in a text: `text[begin:end]`."""

    begin: int
    end: int
    written: str
    key: str
    """The unit that is meant; empty where several may be."""
    candidates: tuple[str, ...]
    """All units that may be meant, the likeliest first."""
    kind: str
    confidence: float
    because: str
    """Why it is taken for a place, and for this one: words of the lexicon or the neighbours."""


@dataclass
class Gazetteer:
    """Every name of every place, ready to be found in a text."""

    phrases: PhraseBook[tuple[PlaceName, ...]]
    sounds: PhraseBook[tuple[PlaceName, ...]]
    """Provinces as their names sound: for a text in another script."""

    @property
    def is_empty(self) -> bool:
        """No places are known: nothing was loaded yet."""
        return self.phrases.is_empty

    @classmethod
    def of(cls, names: Iterable[PlaceName]) -> "Gazetteer":
        """Put together from the names of all places."""
        together: dict[str, list[PlaceName]] = defaultdict(list)
        for name in names:
            together[fold(name.name)].append(name)
        gazetteer = cls(PhraseBook(), PhraseBook())
        for folded, bearers in together.items():
            gazetteer.phrases.add(folded, tuple(bearers))
            provinces = tuple(name for name in bearers if name.kind == "province")
            if provinces:
                sound = " ".join(skeleton(word) for word in folded.split())
                gazetteer.sounds.add(sound, provinces)
        return gazetteer


@dataclass
class _Seen:
    """A name in a text, before it is decided who is meant."""

    begin: int
    end: int
    written: str
    bearers: tuple[PlaceName, ...]
    said_to_be: str = ""
    because: str = ""
    confidence: float = _NAMED_ALONE
    is_former: bool = False
    links: list["_Seen"] = field(default_factory=list)


def find_places(
    text: str,
    sentences: Sequence[Sentence],
    language: str,
    gazetteer: Gazetteer,
    on: date,
    home: str = "",
) -> list[Place]:
    """The places that a text names, in its order; `on` is the day it speaks of.

    `home` is the key of the province whose places are likeliest where the text tells nothing.
    """
    seen = [
        name for sentence in sentences for name in _names_in(text, sentence, language, gazetteer)
    ]
    _spread(seen)
    taken = _taken(seen)
    province = _province_of(taken, on, home)
    return [_decided(name, province, on) for name in taken]


def _names_in(
    text: str, sentence: Sentence, language: str, gazetteer: Gazetteer
) -> Iterator[_Seen]:
    tokens = sentence.tokens
    found: list[_Seen] = []
    first = 0
    while first < len(tokens):
        hit = next(
            (
                each
                for each in _names_at(gazetteer, tokens, first)
                if _is_a_name(tokens[each.first : each.last])
            ),
            None,
        )
        seen = None
        if hit:
            words = tokens[hit.first : hit.last]
            seen = _Seen(
                words[0].begin, words[-1].end, text[words[0].begin : words[-1].end], hit.entry
            )
            first = hit.last
        elif is_greek(tokens[first].folded) and tokens[first].is_capital:
            seen, first = _by_sound(text, tokens, first, gazetteer)
        else:
            first += 1
        if seen:
            _look_around(text, sentence, seen, language)
            if found and _LINK.match(text[found[-1].end : seen.begin]):
                seen.links.append(found[-1])
                found[-1].links.append(seen)
            found.append(seen)
    yield from found


def _names_at(
    gazetteer: Gazetteer, tokens: Sequence[Token], first: int
) -> Iterator[Hit[tuple[PlaceName, ...]]]:
    """Only what is written large may be a name: most words need not be looked up."""
    may_be = tokens[first].is_capital or tokens[first].folded.isdigit()
    return gazetteer.phrases.at(tokens, first) if may_be else iter(())


def _is_a_name(words: Sequence[Token]) -> bool:
    return all(word.is_capital or word.folded.isdigit() for word in words)


def _by_sound(
    text: str, tokens: Sequence[Token], first: int, gazetteer: Gazetteer
) -> tuple[_Seen | None, int]:
    following = [
        Token(skeleton(token.folded), token.begin, token.end, token.is_capital)
        for token in tokens[first : first + 4]
    ]
    for hit in gazetteer.sounds.at(following, 0):
        words = tokens[first : first + hit.last]
        if _is_a_name(words):
            written = text[words[0].begin : words[-1].end]
            seen = _Seen(words[0].begin, words[-1].end, written, hit.entry, confidence=_FROM_GREEK)
            return seen, first + hit.last
    return None, first + 1


def _look_around(text: str, sentence: Sentence, seen: _Seen, language: str) -> None:
    """What the words beside a name say it is: “xã …”, “… commune”, “Gemeinde …”."""
    designations = book(language, "designations") if language else None
    before = [token for token in sentence.tokens if token.end <= seen.begin][-4:]
    while before and before[-1].folded in _OF:
        before.pop()  # “the communes of Loc Binh”
    after = [token for token in sentence.tokens if token.begin >= seen.end][:3]
    seen.is_former = bool(_FORMER.search(text[max(0, seen.begin - 30) : seen.end + 8]))
    if designations is None:
        return
    for skip in range(len(before)):
        for hit in designations.at(before, skip):
            if hit.last == len(before):
                _say(seen, hit.entry, text[before[hit.first].begin : before[-1].end])
                return
    for hit in designations.at(after, 0) if after and language == "en" else ():
        if text[seen.end : after[0].begin].strip() == "":
            _say(seen, hit.entry, text[after[0].begin : after[hit.last - 1].end])
            return


def _say(seen: _Seen, kind: str, words: str) -> None:
    seen.said_to_be, seen.because = kind, words
    seen.confidence = max(seen.confidence, 0.9)


def _spread(seen: Sequence[_Seen]) -> None:
    """In a list of names what one is said to be holds for all: “các xã A, B và C”."""
    waiting = [name for name in seen if name.said_to_be]
    while waiting:
        name = waiting.pop()
        for linked in name.links:
            if not linked.said_to_be and _may_be(linked, name.said_to_be):
                _say(linked, name.said_to_be, name.because)
                waiting.append(linked)
    # Said to be a place once, a name is one wherever the text repeats it.
    known = {fold(name.written): name for name in seen if name.said_to_be}
    for name in seen:
        told = known.get(fold(name.written))
        if told and not name.said_to_be:
            name.said_to_be, name.because, name.confidence = told.said_to_be, told.because, 0.7


def _may_be(name: _Seen, kind: str) -> bool:
    return any(bearer.kind == kind for bearer in name.bearers)


def _taken(seen: Sequence[_Seen]) -> list[_Seen]:
    """Names that are places: said to be one, or a province's, which nothing else is called."""
    return [
        name
        for name in seen
        if (name.said_to_be and _may_be(name, name.said_to_be))
        or (
            " " in name.written.strip()
            and any(bearer.kind == "province" for bearer in name.bearers)
        )
    ]


def _province_of(taken: Sequence[_Seen], on: date, home: str) -> str:
    """The province most of the names lie in; one that is named itself weighs more."""
    weights: dict[str, float] = defaultdict(float)
    by_name = {fold(name.written): name for name in taken}
    for name in by_name.values():
        is_province = name.said_to_be in ("", "province")
        for province in {bearer.province for bearer in _of_the_day(name, on)}:
            weights[province] += 3 if is_province else 1
    if home in weights:
        weights[home] += 0.5  # only decides between equals
    return max(weights, key=lambda key: weights[key]) if weights else home


def _of_the_day(name: _Seen, on: date) -> list[PlaceName]:
    """Bearers of the kind that the text says, of its time; those gone where it says “former”."""
    kind = name.said_to_be or "province"
    alike = [bearer for bearer in name.bearers if bearer.kind == kind] or list(name.bearers)
    there = [
        bearer
        for bearer in alike
        if (bearer.from_on is None or bearer.from_on <= on)
        and (bearer.until_on is None or bearer.until_on > on)
    ]
    gone = [bearer for bearer in alike if bearer not in there]
    return (gone or there) if name.is_former else (there or gone)


def _decided(name: _Seen, province: str, on: date) -> Place:
    bearers = _of_the_day(name, on)
    spelt = [bearer for bearer in bearers if is_spelt(name.written, bearer.name)]
    if spelt and name.written != fold(name.written).title():
        bearers = spelt
    inside = [bearer for bearer in bearers if bearer.province == province]
    others = [bearer for bearer in bearers if bearer not in inside]
    keys = tuple(dict.fromkeys(bearer.key for bearer in [*inside, *others]))
    certain = {bearer.key for bearer in inside or others}
    kind = (inside or others)[0].kind
    because = f"“{name.because}”" if name.because else ""
    return Place(
        name.begin,
        name.end,
        name.written,
        next(iter(certain)) if len(certain) == 1 else "",
        keys,
        kind,
        name.confidence if inside else min(name.confidence, _NAMED_ALONE),
        because,
    )
