"""From sentences to records: sessions, results, recommendations, answers, conclusions.

Only what a sentence says becomes a field. A date that belongs to a document or to an earlier
meeting is not the date of this one; an item without a deadline has none.
"""

import re
from collections.abc import Iterator
from datetime import date

from haicap.domain.intake.reading.parts import Block, Part, Reading

from .acts import Act
from .asking import recommendations
from .concluding import conclusion
from .lexicon import book
from .people import Person
from .places import Gazetteer
from .proposals import Kind, Proposal, Told
from .reporting import answers, reports, results, topics, visits
from .stretches import within
from .text import LIKELY, SURE, Text
from .tokens import tokens_of
from .when import Precision, When

NEAR = 60
"""Letters between “led by” and who led."""
FIRST_SENTENCES = 3
"""A report says when and who at its begin."""
_BOUND_TO_ANOTHER = re.compile(
    r"(?:từ|kể từ|since|from|seit|ab|από|dated|ngày ban hành|vom|Nr\.\s*\S+\s+vom)"
    r"\s*(?:the\s+|dem\s+|την\s+|ngày\s+)?$",
    re.IGNORECASE,
)


def propose(
    reading: Reading, gazetteer: Gazetteer, *, today: date, home: str = ""
) -> list[Proposal]:
    """What a text proposes, in its order: one session with all that belongs to it, documents."""
    text = Text(reading, gazetteer, today, home)
    return [*_sessions(text), *_documents(text)]


def _sessions(text: Text) -> Iterator[Proposal]:
    parts = tuple(
        sorted(
            [
                *_people(text),
                *visits(text),
                *reports(text),
                *topics(text),
                *results(text),
                *recommendations(text),
                *answers(text),
                *conclusion(text),
            ],
            key=lambda part: part.begin,
        )
    )
    fields = dict(_session_fields(text))
    is_of_a_session = any(
        told.is_in_conclusion or told.act in {Act.RECOMMEND, Act.REPORT} for told in text.told
    )
    if not parts or not is_of_a_session:
        return
    body = [block for block in text.reading.of(Part.TITLE, Part.BODY, Part.CAPTION)]
    yield Proposal(Kind.SESSION, body[0].begin, body[-1].end, fields, parts)


def _session_fields(text: Text) -> Iterator[tuple[str, Told]]:
    title = next(text.reading.of(Part.TITLE), None)
    if title and not _is_scene(text, title):
        yield "title", Told(text.reading.words_of(title), title.begin, title.end, LIKELY)
    if when := _day_of_the_session(text):
        because = "" if not when.rests_on else when.rests_on
        yield (
            "held_on",
            Told(when.first, when.begin, when.end, LIKELY if because else SURE, because),
        )
        if when.day_part:
            yield "part_of_day", Told(when.day_part, when.begin, when.end, SURE)
    if chair := _chair(text):
        person, because = chair
        yield "chair", Told(person.name, person.begin, person.end, LIKELY, because)
    communes = {place.key: place for place in reversed(text.places) if place.kind == "commune"}
    listed = [place for place in communes.values() if place.key]
    if listed:
        listed.sort(key=lambda place: place.begin)
        keys = [place.key for place in listed]
        yield "communes", Told(keys, listed[0].begin, listed[-1].end, SURE)
    attending = next((told.sentence for told in text.told if told.act == Act.ATTEND), None)
    if attending:
        words = text.words[attending.begin : attending.end]
        yield "attendance", Told(words, attending.begin, attending.end, SURE)


def _is_scene(text: Text, block: Block) -> bool:
    """“Scene of the meeting”: the caption of a picture that the text has lost."""
    tokens = tokens_of(text.words, block.begin, block.end)
    return next(book(text.language, "scene").at(tokens, 0), None) is not None


def _day_of_the_session(text: Text) -> When | None:
    """The first day written at the begin of the text that belongs to nothing else."""
    body = [each for each in text.sentences if each.part in {Part.TITLE, Part.BODY}]
    bound = {mention.issued_on for mention in text.documents}
    for sentence in body[:FIRST_SENTENCES]:
        for when in within(text.whens, sentence.begin, sentence.end):
            before = text.words[max(sentence.begin, when.begin - 25) : when.begin]
            is_day = when.precision == Precision.DAY and when not in bound
            if is_day and not _BOUND_TO_ANOTHER.search(before):
                return when
    return None


def _chair(text: Text) -> tuple[Person, str] | None:
    """Who led it: said so, or who concluded."""
    leads = book(text.language, "leads")
    for sentence in text.sentences:
        people = within(text.people, sentence.begin, sentence.end)
        for hit in leads.within(sentence.tokens) if people else ():
            begin, end = sentence.tokens[hit.first].begin, sentence.tokens[hit.last - 1].end
            near = [person for person in people if abs(begin - person.begin) < NEAR]
            if near:
                return near[0], text.words[begin:end]
    for told in text.told:
        if told.act in {Act.CONCLUDE, Act.PRAISE} and told.is_in_conclusion:
            inside = within(text.people, told.sentence.begin, told.sentence.end)
            if inside:
                return inside[0], text.words[told.cue_begin : told.cue_end]
    return None


def _people(text: Text) -> Iterator[Proposal]:
    seen: dict[str, Person] = {}
    for person in text.people:
        known = seen.get(person.name)
        if known is None or (person.position and not known.position):
            seen[person.name] = person
    for person in seen.values():
        fields = {"name": Told(person.name, person.begin, person.end, SURE)}
        if person.position:
            fields["position"] = Told(
                person.position, person.position_begin, person.position_end, SURE, person.role
            )
        yield Proposal(Kind.PERSON, person.begin, person.end, fields)


def _documents(text: Text) -> Iterator[Proposal]:
    seen: set[str] = set()
    for mention in text.documents:
        if mention.symbol.raw in seen:
            continue
        seen.add(mention.symbol.raw)
        fields = {
            "symbol": Told(mention.symbol.raw, mention.begin, mention.end, SURE, mention.written)
        }
        if mention.type_name:
            fields["type_as_written"] = Told(mention.type_name, mention.begin, mention.end, LIKELY)
        if mention.issued_on and mention.issued_on.first:
            when = mention.issued_on
            fields["issued_on"] = Told(when.first, when.begin, when.end, SURE)
        yield Proposal(Kind.DOCUMENT, mention.begin, mention.end, fields)
