"""What communes ask for: the matters of a list, each with its category and place."""

from collections.abc import Iterator

from .acts import Act
from .acts import Told as Sentenced
from .enumerations import pieces
from .lexicon import book
from .proposals import Kind, Proposal, Told
from .stretches import within
from .text import LIKELY, SURE, Text
from .tokens import tokens_of


def recommendations(text: Text) -> Iterator[Proposal]:
    for told in text.telling(Act.RECOMMEND):
        begin, end = _list_of(text, told)
        for first, last, category in _asked_for(text, begin, end):
            fields = {"words": Told(text.words[first:last], first, last, SURE)}
            if category:
                fields["category"] = category
            places = [each for each in within(text.places, first, last) if each.key]
            if places:
                place = places[-1]
                fields["located_in"] = Told(place.key, place.begin, place.end, place.confidence)
            yield Proposal(Kind.RECOMMENDATION, first, last, fields)


def _list_of(text: Text, told: Sentenced) -> tuple[int, int]:
    """Where what is asked for begins: after “about”, or after the word that asks."""
    begin = told.cue_end
    inside = [token for token in told.sentence.tokens if token.begin >= begin]
    for hit in book(text.language, "about").within(inside):
        return inside[hit.last - 1].end, told.sentence.end
    return begin, told.sentence.end


def _asked_for(text: Text, begin: int, end: int) -> Iterator[tuple[int, int, Told | None]]:
    """The matters of a list; what follows “such as” are the matters of the one before it."""
    found: list[tuple[int, int, Told | None]] = []
    head: Told | None = None
    is_open = False
    for first, last in pieces(text.words, begin, end):
        mark = _such_as(text, first, last)
        if mark:
            # “…some projects, such as: A, B”: A and B are asked for, not “some projects”.
            head = _category(text, first, mark[0]) or (found[-1][2] if found else None)
            is_headless = text.words[first : mark[0]].strip(" ,:") == ""
            if is_headless and found:
                found.pop()
            first, is_open = mark[1], False
        own = _category(text, first, last)
        category = head or own
        has_place = bool(within(text.places, first, last))
        if found and (is_open or (own is None and head is None)):
            begun, _end, known = found.pop()
            found.append((begun, last, known or category))
        else:
            found.append((first, last, category))
        # Under a head a matter goes on until it says where it lies.
        is_open = head is not None and not has_place
    yield from found


def _such_as(text: Text, begin: int, end: int) -> tuple[int, int] | None:
    tokens = tokens_of(text.words, begin, end)
    for hit in book(text.language, "such_as").within(tokens):
        last = tokens[hit.last - 1].end
        after = text.words[last:end]
        is_list = after.lstrip().startswith(":")
        if is_list and hit.last < len(tokens):
            return tokens[hit.first].begin, tokens[hit.last].begin
    return None


def _category(text: Text, begin: int, end: int) -> Told | None:
    tokens = tokens_of(text.words, begin, end)
    hits = list(book(text.language, "categories").within(tokens))
    if not hits:
        return None
    # A longer phrase says more: “border-gate infrastructure” is not “infrastructure”.
    best = max(hits, key=lambda hit: (hit.last - hit.first, -hit.first))
    first, last = tokens[best.first].begin, tokens[best.last - 1].end
    return Told(best.entry, first, last, LIKELY, text.words[first:last])
