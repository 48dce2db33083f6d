"""What a leader concludes: an assessment, and items with whom they ask and until when."""

from collections.abc import Iterator

from .acts import Act
from .acts import Told as Sentenced
from .enumerations import clauses, long_enough
from .lexicon import book
from .proposals import Kind, Proposal, Told
from .stretches import within
from .text import LIKELY, SURE, Text
from .tokens import tokens_of
from .when import Precision

SOON = 8
"""Words after “asked” among which the one who is asked stands."""


def conclusion(text: Text) -> Iterator[Proposal]:
    said = [told for told in text.told if told.is_in_conclusion]
    if not said:
        return
    items: list[Proposal] = []
    asked: Told | None = None
    for told in said:
        if told.act == Act.DIRECT:
            asked = _asked(text, told) or asked
            items += _items(text, told, asked)
    fields = {}
    if praise := next((told.sentence for told in said if told.act == Act.PRAISE), None):
        words = text.words[praise.begin : praise.end]
        fields["assessment"] = Told(words, praise.begin, praise.end, SURE)
    begin, end = said[0].sentence.begin, said[-1].sentence.end
    yield Proposal(Kind.CONCLUSION, begin, end, fields, tuple(items))


def _items(text: Text, told: Sentenced, asked: Told | None) -> list[Proposal]:
    spans = long_enough(text.words, clauses(text.words, told.sentence.begin, told.sentence.end))
    return [_item(text, begin, end, asked) for begin, end in spans]


def _item(text: Text, begin: int, end: int, asked: Told | None) -> Proposal:
    fields = {"words": Told(text.words[begin:end], begin, end, SURE)}
    if asked:
        fields["asked"] = asked
    if deadline := _deadline(text, begin, end):
        fields["deadline"] = deadline
        fields["precision"] = Told(deadline.because, deadline.begin, deadline.end, SURE)
    mentions = within(text.documents, begin, end)
    if mentions:
        symbol = mentions[0].symbol.raw
        fields["refers_to"] = Told(symbol, mentions[0].begin, mentions[0].end, SURE)
    return Proposal(Kind.ITEM, begin, end, fields)


def _asked(text: Text, told: Sentenced) -> Told | None:
    """Who is asked: the body or group that follows soon after a word that addresses somebody."""
    tokens = told.sentence.tokens
    for ask in book(text.language, "addressing").within(tokens):
        near = tokens[ask.last : ask.last + SOON]
        for hit in book(text.language, "bodies").within(near):
            begin, end = near[hit.first].begin, near[hit.last - 1].end
            return Told(text.words[begin:end], begin, end, LIKELY, hit.entry)
    return None


def _deadline(text: Text, begin: int, end: int) -> Told | None:
    """A deadline only where a word of deadlines stands directly before the time."""
    tokens = tokens_of(text.words, begin, end)
    for hit in book(text.language, "deadline").within(tokens):
        after = tokens[hit.last - 1].end
        for when in within(text.whens, tokens[hit.first].begin, end):
            is_next = when.begin <= after + 12 and when.end > after
            if is_next and when.last is not None and when.precision != Precision.TERM:
                return Told(
                    when.last, tokens[hit.first].begin, when.end, SURE, when.precision.value
                )
    return None
