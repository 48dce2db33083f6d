"""A reading with everything that was found in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from haicap.domain.intake.reading.parts import Part, Reading

from .acts import Act, acts_of
from .acts import Told as Sentenced
from .figures import Figure, find_figures
from .people import Person, find_people
from .places import Gazetteer, Place, find_places
from .symbols import Mention, find_symbols
from .tokens import Sentence, sentences_of
from .when import Precision, When, find_whens

SURE, LIKELY = 0.9, 0.7


@dataclass(frozen=True)
class Text:
    """A reading with everything that was found in it, each once."""

    reading: Reading
    gazetteer: Gazetteer
    today: date
    home: str = ""

    @property
    def words(self) -> str:
        return self.reading.text

    @property
    def language(self) -> str:
        return self.reading.language or "vi"

    @cached_property
    def sentences(self) -> list[Sentence]:
        return sentences_of(self.reading)

    @cached_property
    def told(self) -> list[Sentenced]:
        return acts_of(self.words, self.sentences, self.language)

    @cached_property
    def whens(self) -> list[When]:
        return find_whens(self.words, self.language, self.reading.published_on)

    @cached_property
    def documents(self) -> list[Mention]:
        return find_symbols(self.words, self.language, self.whens, self.today)

    @cached_property
    def people(self) -> list[Person]:
        body = [each for each in self.sentences if each.part in {Part.BODY, Part.CAPTION}]
        return find_people(self.words, body, self.language)

    @cached_property
    def spoken_of(self) -> date:
        """The day that names of places are taken of: the first day written, else today."""
        days = [when.first for when in self.whens if when.precision == Precision.DAY and when.first]
        return days[0] if days else self.today

    @cached_property
    def places(self) -> list[Place]:
        body = [each for each in self.sentences if each.part not in {Part.SOURCE, Part.ASIDE}]
        return find_places(
            self.words, body, self.language, self.gazetteer, self.spoken_of, self.home
        )

    @cached_property
    def figures(self) -> list[Figure]:
        taken = [(when.begin, when.end) for when in self.whens]
        taken += [(mention.begin, mention.end) for mention in self.documents]
        return find_figures(self.words, self.language, taken)

    def telling(self, *acts: Act) -> Iterator[Sentenced]:
        """The sentences that do one of these."""
        return (told for told in self.told if told.act in acts)
