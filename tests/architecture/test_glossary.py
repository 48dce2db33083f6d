"""One word per thing: every record of the rooms stands in the glossary, in four languages."""

import re

from django.apps import apps

from .laws.source import ROOT

LANGUAGES = 4


def terms(text: str) -> dict[str, list[str]]:
    """Code name → its words, from rows like “| `Task` | nhiệm vụ | task | Aufgabe | … |”."""
    rows = (line.strip().strip("|").split("|") for line in text.splitlines() if line[:1] == "|")
    return {
        name: [cell.strip() for cell in cells[1 : LANGUAGES + 1]]
        for cells in rows
        for name in re.findall(r"`(\w+)`", cells[0])
    }


def unnamed(names: set[str], text: str) -> list[str]:
    """Names that have no row, and rows that lack a language."""
    known = terms(text)
    bare = [name for name, words in known.items() if len(words) < LANGUAGES or "" in words]
    return [*sorted(names - set(known)), *(f"{name}: a language is missing" for name in bare)]


def test_every_record_is_in_the_glossary() -> None:
    ours = {
        each.__name__ for each in apps.get_models() if each.__module__.startswith("haicap.domain.")
    }
    assert unnamed(ours, (ROOT / "docs" / "glossary.md").read_text()) == []


def test_a_record_without_a_word_is_found() -> None:
    text = "| `Task` | nhiệm vụ | task | Aufgabe | έργο | |\n| `Row` | dòng | row |  | γραμμή |\n"
    assert unnamed({"Task", "Row", "Bulletin"}, text) == [
        "Bulletin",
        "Row: a language is missing",
    ]
