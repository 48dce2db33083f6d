"""The worked cases' files: readable TOML in the package, checked as they are read."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SECTIONS = frozenset(
    [
        "case",
        "sources",
        "units",
        "groups",
        "officials",
        "reports",
        "indicators",
        "sessions",
        "raised",
        "recommendations",
        "answers",
        "conclusions",
        "notices",
        "sheets",
        "personas",
    ]
)

Table = Mapping[str, Any]


class NoSuchCase(LookupError):
    """There is no worked case of this name; the sentence lists those that are."""


class CaseFileWrong(ValueError):
    """The case's file has a section or reference that nothing understands."""


@dataclass(frozen=True)
class Book:
    """A worked case as its file tells it."""

    code: str
    title: str
    province: str
    reason: str
    tables: Mapping[str, Any] = field(repr=False)

    def rows(self, section: str) -> list[Table]:
        """The entries of one section, in the file's order."""
        return list(self.tables.get(section, []))

    def sources(self) -> Mapping[str, Table]:
        return self.tables["sources"]  # type: ignore[no-any-return]

    def fact_ids(self) -> list[str]:
        """Every fact that some entry holds, in the order of the file, once each."""
        return list(dict.fromkeys(_facts_in(self.tables)))


def _facts_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value.get("facts", [])
        yield from value.get("agenda_facts", [])
        for inner in value.values():
            yield from _facts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _facts_in(inner)


def names() -> list[str]:
    """The worked cases that ship with the house."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(code: str) -> Book:
    """The case's file; raises NoSuchCase or CaseFileWrong."""
    path = FOLDER / f"{code}.toml"
    if code not in names():
        raise NoSuchCase(f"There is no worked case “{code}”; there is: {', '.join(names())}.")
    tables = tomllib.loads(path.read_text())
    if unknown := set(tables) - SECTIONS:
        raise CaseFileWrong(f"{path.name}: nothing reads the sections {sorted(unknown)}")
    head = tables["case"]
    return Book(head["code"], head["title"], head["province"], head["reason"], tables)


def days_in(book: Book) -> list[date]:
    """Every day the case's file names, for checks of its order."""
    return [value for value in _leaves(book.tables) if isinstance(value, date)]


def _leaves(value: Any) -> Iterator[Any]:
    inner = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for each in inner:
            yield from _leaves(each)
    else:
        yield value
