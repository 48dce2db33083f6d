"""What a session heard and saw: reports, results with their figures, topics, visits, answers."""

from collections.abc import Iterator

from .acts import Act
from .acts import Told as Sentenced
from .enumerations import pieces
from .figures import Figure
from .lexicon import book
from .proposals import Kind, Proposal, Told
from .stretches import within
from .text import LIKELY, SURE, Text
from .tokens import tokens_of
from .when import Precision


def reports(text: Text) -> Iterator[Proposal]:
    """Who presented what: the periods that the sentence names belong to it."""
    for told in text.telling(Act.REPORT):
        begin, end = told.sentence.begin, told.sentence.end
        fields = {"words": Told(text.words[begin:end], begin, end, SURE)}
        periods = [
            when
            for when in within(text.whens, begin, end)
            if when.precision not in {Precision.DAY, Precision.TERM}
        ]
        if periods:
            when = periods[0]
            fields["period"] = Told(when.precision.value, when.begin, when.end, SURE)
            if when.first:
                span = f"{when.first:%Y-%m-%d}/{when.last:%Y-%m-%d}"
                fields["period_days"] = Told(span, when.begin, when.end, SURE, when.rests_on)
        yield Proposal(Kind.REPORT, begin, end, fields)


def topics(text: Text) -> Iterator[Proposal]:
    for told in text.telling(Act.DISCUSS):
        begin, end = told.cue_end or told.sentence.begin, told.sentence.end
        for first, last in pieces(text.words, begin, end):
            fields = {"words": Told(text.words[first:last], first, last, SURE)}
            yield Proposal(Kind.TOPIC, first, last, fields)


def results(text: Text) -> Iterator[Proposal]:
    for told in text.telling(Act.RESULT):
        begin, end = told.sentence.begin, told.sentence.end
        figures = [_figure(text, figure, told) for figure in within(text.figures, begin, end)]
        words = Told(text.words[begin:end], begin, end, SURE)
        parts = tuple(figure for figure in figures if figure)
        yield Proposal(Kind.RESULT, begin, end, {"words": words}, parts)


def _figure(text: Text, figure: Figure, told: Sentenced) -> Proposal | None:
    """A figure of a result: one that says what it measures, or is a share, or has a bound."""
    indicator = _indicator(text, figure, told)
    if not indicator and not figure.unit and figure.bound == "=":
        return None
    begin, end = figure.begin, figure.end
    fields = {
        "amount": Told(str(figure.amount), begin, end, SURE),
        "bound": Told(figure.bound, begin, end, SURE),
    }
    if figure.unit:
        fields["unit_of_measure"] = Told(figure.unit, begin, end, SURE)
    if indicator:
        fields["indicator"] = indicator
    return Proposal(Kind.FIGURE, begin, end, fields)


def _indicator(text: Text, figure: Figure, told: Sentenced) -> Told | None:
    tokens = told.sentence.tokens
    hits = list(book(text.language, "indicators").within(tokens))
    if not hits:
        return None
    nearest = min(hits, key=lambda hit: abs(tokens[hit.first].begin - figure.end))
    begin, end = tokens[nearest.first].begin, tokens[nearest.last - 1].end
    return Told(nearest.entry, begin, end, LIKELY, text.words[begin:end])


def visits(text: Text) -> Iterator[Proposal]:
    """Each commune that a sentence of visiting names is one visit."""
    for told in text.telling(Act.VISIT):
        begin, end = told.cue_begin, told.sentence.end
        places = [place for place in within(text.places, begin, end) if place.kind == "commune"]
        for number, place in enumerate(places):
            last = places[number + 1].begin if number + 1 < len(places) else end
            stretch = _joined_at(text, begin, place.end, last) if number + 1 < len(places) else last
            fields = {"commune": Told(place.key, place.begin, place.end, place.confidence)}
            yield Proposal(Kind.VISIT, begin, stretch, fields)
            begin = stretch


def _joined_at(text: Text, begin: int, at: int, end: int) -> int:
    """Where the sentence goes on to the next visit: its “and” after the place."""
    for token in tokens_of(text.words, at, end):
        if next(book(text.language, "joins").at([token], 0), None):
            return token.begin
    return at


def answers(text: Text) -> Iterator[Proposal]:
    for told in text.telling(Act.ANSWER):
        begin, end = told.sentence.begin, told.sentence.end
        fields = {"words": Told(text.words[begin:end], begin, end, SURE)}
        people = within(text.people, begin, told.cue_end)
        if people:
            fields["by"] = Told(people[0].name, people[0].begin, people[0].end, SURE)
        yield Proposal(Kind.ANSWER, begin, end, fields)
