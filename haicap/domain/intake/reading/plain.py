"""Text as it is typed: a line is a paragraph, and a heading stands alone at its begin."""

from collections.abc import Iterable, Sequence

from .characters import decoded
from .furniture import part_of, source_line
from .languages import language_of
from .limits import checked
from .parts import Assembly, Part, Reading, assembled

LONGEST_TITLE = 250


def read_plain(content: bytes) -> Reading:
    """The words of a text file."""
    text, remarks = decoded(content)
    return from_lines(text.splitlines(), remarks)


def from_lines(lines: Iterable[str], remarks: Sequence[str] = ()) -> Reading:
    """A reading of lines of which nothing else is known."""
    assembly = Assembly()
    for line in lines:
        assembly.add(Part.BODY, line)
    told = [(part_of(words), words) for _part, words in assembly.pieces]
    if len(told) > 1 and is_title(told[0][1], told[1][1]):
        told[0] = (Part.TITLE, told[0][1])
    return whole(told, remarks)


def is_title(first: str, second: str) -> bool:
    """A first line that is no sentence and shorter than what follows."""
    return (
        len(first) <= LONGEST_TITLE
        and not first.endswith((".", ";", ":", ",", "…"))
        and len(second) > len(first)
    )


def whole(
    pieces: Sequence[tuple[Part, str]], remarks: Sequence[str] = (), **known: object
) -> Reading:
    """A reading of these pieces; title, source and language are looked for where not `known`."""
    text, blocks = assembled(pieces)
    checked(text)
    titles = [words for part, words in pieces if part == Part.TITLE]
    sources = [source_line(words) for part, words in pieces if part == Part.SOURCE]
    found: dict[str, object] = {
        "title": titles[0] if titles else "",
        "source": next((source.name for source in sources if source.name), ""),
        "address": next((source.address for source in sources if source.address), ""),
        "language": language_of(text),
    }
    given = {name: value for name, value in known.items() if value}
    return Reading(text=text, blocks=blocks, remarks=tuple(remarks), **(found | given))  # type: ignore[arg-type]
