"""The words of each language that rules lean on: data beside the code, loaded once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from .phrases import PhraseBook, book_of

Listed = Mapping[str, Mapping[str, Any]]


@cache
def lexicon(language: str) -> Listed:
    """All lists of a language: list → what is meant → phrases."""
    found = files("haicap.domain.intake") / "lexicons" / f"{language}.toml"
    return tomllib.loads(found.read_text("utf-8"))


@cache
def book(language: str, listed: str) -> PhraseBook[str]:
    """One list of a language, ready to be looked for."""
    return book_of(lexicon(language).get(listed, {}))
