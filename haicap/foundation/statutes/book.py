"""What the law says on a day: the one place where legal values are looked up."""

import difflib
import os
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from .law import Statute, UnknownStatute, Value
from .reading import Library, read_folders
from .wording import Text

SHIPPED = Path(__file__).resolve().parents[2] / "statutes"
FOLDER_VARIABLE = "HAICAP_STATUTES"
CLOSE_NAMES = 3


class Book:
    """All statutes, as shipped and as the province's own folder adds to or overrides them."""

    def __init__(self, library: Library) -> None:
        self.statutes: Mapping[str, Statute] = library.statutes
        self.subjects: Mapping[str, Text] = library.subjects

    def find(self, name: str) -> Statute:
        """The parameter of this name; raises UnknownStatute with the closest names."""
        if name in self.statutes:
            return self.statutes[name]
        close = difflib.get_close_matches(name, self.statutes, CLOSE_NAMES)
        inside = [known for known in self.statutes if name and name in known]
        raise UnknownStatute(name, (close or inside)[:CLOSE_NAMES])


def book() -> Book:
    """The book of this installation; raises BrokenStatutes when a file is not as it should be."""
    return _read(os.environ.get(FOLDER_VARIABLE, ""))


@cache
def _read(folder: str) -> Book:
    return Book(read_folders([SHIPPED, *([Path(folder)] if folder else [])]))


def find_statute(name: str) -> Statute:
    """The parameter with its whole history; raises UnknownStatute."""
    return book().find(name)


def statute(name: str, *, on: date) -> Value:
    """The value that held on `on`, the day of the triggering event.

    Raises UnknownStatute with the closest names, or NoValue naming the earliest day.
    """
    return book().find(name).on(on)


def all_statutes() -> list[Statute]:
    """Every parameter, by name."""
    return list(book().statutes.values())


def code_list(name: str, *, on: date) -> dict[str, str]:
    """Codes in the order of the act, each with its label in the reader's language."""
    return {code: str(label) for code, label in statute(name, on=on).codes.labels.items()}
