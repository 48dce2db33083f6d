"""What was read, told as JSON for programs and as lines for people."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from haicap.domain.intake.reading import Reading
from haicap.domain.intake.understanding.proposals import Proposal, Told

LONGEST = 100


def as_data(reading: Reading, proposals: list[Proposal]) -> dict[str, Any]:
    """The document and its proposals, every field with its place in `text`."""
    return {
        "language": reading.language,
        "title": reading.title,
        "published_on": _plain(reading.published_on),
        "source": reading.source,
        "address": reading.address,
        "remarks": list(reading.remarks),
        "text": reading.text,
        "blocks": [
            {"part": block.part.value, "begin": block.begin, "end": block.end}
            for block in reading.blocks
        ],
        "proposals": [_proposal(proposal) for proposal in proposals],
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "kind": proposal.kind.value,
        "begin": proposal.begin,
        "end": proposal.end,
        "fields": {name: _field(told) for name, told in proposal.fields.items()},
        "parts": [_proposal(part) for part in proposal.parts],
    }


def _field(told: Told) -> dict[str, Any]:
    return {
        "value": _plain(told.value),
        "begin": told.begin,
        "end": told.end,
        "confidence": told.confidence,
        "because": told.because,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def as_lines(reading: Reading, proposals: list[Proposal]) -> Iterator[str]:
    """One line a proposal and a field, indented as they lie within each other."""
    yield from _about(reading)
    for proposal in proposals:
        yield from _told(reading, proposal, 0)


def _about(reading: Reading) -> Iterator[str]:
    known = {
        "language": reading.language,
        "published": _plain(reading.published_on),
        "source": reading.source,
        "address": reading.address,
    }
    yield from (f"  {name}: {value}" for name, value in known.items() if value)
    yield from (f"  ! {remark}" for remark in reading.remarks)


def _told(reading: Reading, proposal: Proposal, depth: int) -> Iterator[str]:
    indent = "  " * (depth + 1)
    words = short(reading.text[proposal.begin : proposal.end])
    yield f"{indent}{proposal.kind.value} [{proposal.begin}–{proposal.end}] {words}"
    for name, told in proposal.fields.items():
        if name != "words":
            value = ", ".join(told.value) if isinstance(told.value, list) else _plain(told.value)
            quoted = short(reading.text[told.begin : told.end])
            yield f"{indent}    {name} = {short(str(value))}   ← “{quoted}”"
    for part in proposal.parts:
        yield from _told(reading, part, depth + 1)


def short(words: str) -> str:
    """The words on one line, cut where they are long, with a sign that they go on."""
    line = words.replace("\n", " / ")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
