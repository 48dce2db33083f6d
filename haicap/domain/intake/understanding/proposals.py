"""What is proposed from a text: records to be, each with the words that it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a proposal would become."""

    SESSION = "session"
    PERSON = "person"
    VISIT = "visit"
    REPORT = "report"
    RESULT = "result"
    TOPIC = "topic"
    FIGURE = "figure"
    RECOMMENDATION = "recommendation"
    ANSWER = "answer"
    CONCLUSION = "conclusion"
    ITEM = "item"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Told:
    """One field of a proposal: its value, where the text says it, how sure and why."""

    value: Any
    begin: int
    end: int
    confidence: float = 1.0
    because: str = ""


@dataclass(frozen=True)
class Proposal:
    """A record to be: `text[begin:end]` is what it rests on. What the text does not say lacks."""

    kind: Kind
    begin: int
    end: int
    fields: Mapping[str, Told] = field(default_factory=dict)
    parts: tuple["Proposal", ...] = ()

    def walk(self) -> Iterator["Proposal"]:
        """This one and all within it, in the order of the text."""
        yield self
        for part in self.parts:
            yield from part.walk()
