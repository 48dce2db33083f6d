"""Is a table of a statute file exactly what it should be? Every fault is told in a sentence."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar, cast

from .wording import Text

T = TypeVar("T")

BOUNDS = ("at_most", "at_least", "exactly")

KINDS_IN_WORDS: dict[type, str] = {
    str: "words in quotes",
    int: "a whole number",
    Decimal: "a number",
    bool: "true or false",
    date: "a date such as 2026-07-01",
    time: "an hour such as 15:00:00",
    list: "a list in [ ]",
    dict: "a table in { }",
}


class BrokenStatutes(Exception):
    """The statute files cannot be used: one sentence per fault, naming file, parameter, field."""


@dataclass(frozen=True)
class Place:
    """Where in the files we are reading."""

    file: str
    parameter: str
    value: int = 0
    """Which of the parameter's values, counted from 1; 0: the parameter itself."""

    def fault(self, field: str, problem: str) -> BrokenStatutes:
        value = f", value {self.value}" if self.value else ""
        return BrokenStatutes(f"{self.file}, {self.parameter}{value}, {field}: {problem}.")


class Fields:
    """One table of a file; a field is taken once, and at the end none may be left over."""

    def __init__(self, table: object, place: Place) -> None:
        if not isinstance(table, dict):
            raise place.fault("(whole)", "should be a table of fields")
        self._table: dict[str, Any] = dict(table)
        self._asked: list[str] = []
        self.place = place

    def __contains__(self, field: str) -> bool:
        return field in self._table

    def fault(self, field: str, problem: str) -> BrokenStatutes:
        return self.place.fault(field, problem)

    def maybe(self, field: str, kind: type[T]) -> T | None:
        """The field, or None when it is not there."""
        self._asked.append(field)
        if field not in self._table:
            return None
        found = self._table.pop(field)
        if kind is Decimal and type(found) is int:
            found = Decimal(found)
        # A TOML instant is also a date, and true is also a number, for Python.
        is_other = isinstance(found, datetime) or (isinstance(found, bool) and kind is not bool)
        if is_other or not isinstance(found, kind):
            raise self.fault(field, f"{found!r} should be {KINDS_IN_WORDS[kind]}")
        return found

    def one(self, field: str, kind: type[T]) -> T:
        found = self.maybe(field, kind)
        if found is None or found == "":
            raise self.fault(field, "is missing")
        return found

    def choice(self, field: str, choices: Collection[str], default: str | None = None) -> str:
        found = self.maybe(field, str)
        if found is None and default is not None:
            return default
        if found not in choices:
            raise self.fault(field, f"{found!r} should be one of {', '.join(sorted(choices))}")
        return cast("str", found)

    def flag(self, field: str) -> bool:
        return self.maybe(field, bool) or False

    def count(self, field: str, *, least: int = 0) -> int:
        found = self.one(field, int)
        if found < least:
            raise self.fault(field, f"{found} should be at least {least}")
        return found

    def maybe_text(self, field: str) -> Text | None:
        table = self.maybe(field, dict)
        if table is None:
            return None
        inner = Fields(table, Place(self.place.file, self.place.parameter, self.place.value))
        text = Text(vi=inner.one("vi", str), en=inner.one("en", str))
        inner.end(within=field)
        return text

    def text(self, field: str) -> Text:
        found = self.maybe_text(field)
        if found is None:
            raise self.fault(field, "is missing (with vi and en)")
        return found

    def end(self, within: str = "") -> None:
        """Nothing may be left over: a misspelt field would otherwise be law that nobody reads."""
        for field in self._table:
            close = difflib.get_close_matches(field, self._asked, 1)
            hint = f"; did you mean {close[0]}?" if close else ""
            name = f"{within}.{field}" if within else field
            raise self.fault(name, f"is not a field known here{hint}")
