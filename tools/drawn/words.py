"""Every word that rows of the database hold for ever: it may be added, never renamed."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from procrastinate.contrib.django import app as jobs

from haicap.foundation.journal.catalogue import declared
from haicap.foundation.workflow import FLOWS

LIST = Path(__file__).resolve().parents[2] / "tests" / "architecture" / "stored_words.txt"
HEAD = """\
# Words that rows hold for ever: states, events, kinds, names of records and jobs.
# The list only grows. bin/fix adds new words; a word that vanished from the code fails the tests,
# unless a migration rewrote its rows: then its line is struck out in the same commit.
"""


def stored() -> set[str]:
    """The words of today's code, each with what kind of word it is."""
    return {*_records(), *_events(), *_jobs()}


def _records() -> Iterator[str]:
    for model in apps.get_models():
        if not model.__module__.startswith("haicap."):
            continue
        yield f"record {model._meta.label_lower}"
        for field in model._meta.local_fields:
            for value, _word in getattr(field, "flatchoices", None) or ():
                if value not in ("", None):
                    yield f"word {model._meta.label_lower}.{field.name} {value}"


def _events() -> Iterator[str]:
    # What tests declare for themselves is called `test…` and is stored nowhere.
    names = [f"event {name}" for name in declared()] + [f"flow {name}" for name in FLOWS]
    yield from (name for name in names if not name.split()[1].startswith("test"))


def _jobs() -> Iterator[str]:
    for name, task in jobs.tasks.items():
        home = getattr(task.func, "__module__", "")
        if home.startswith("haicap.") and ".tests." not in home:
            yield f"job {name}"


def listed() -> set[str]:
    """The words of the committed list."""
    if not LIST.is_file():
        return set()
    return {line for line in LIST.read_text().splitlines() if line and not line.startswith("#")}


def grown() -> str:
    """The committed list with today's new words; what vanished stays, for the tests to tell."""
    return HEAD + "\n".join(sorted(listed() | stored())) + "\n"
