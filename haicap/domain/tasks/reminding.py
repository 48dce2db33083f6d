"""Which days and persons the ladder of reminders may speak of, and whether it keeps to them."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error

from haicap.foundation.statutes import BrokenStatutes, find_statute

STATUTE = "task.reminders"
ASSIGNED, DUE, REPORTED = "ASSIGNED", "DUE", "REPORTED"
HAND, LEAD_HEAD, LEAD_CLERK = "HAND", "LEAD_HEAD", "LEAD_CLERK"
ISSUER, GROUP = "ISSUER", "GROUP"
BASES = frozenset({ASSIGNED, DUE, REPORTED})
PERSONS = frozenset({HAND, LEAD_HEAD, LEAD_CLERK, ISSUER, GROUP})


def ladder_is_known(**options: Any) -> list[CheckMessage]:
    """A step for a person nobody knows would be told to nobody, and nobody would notice."""
    try:
        values = find_statute(STATUTE).values
    except BrokenStatutes:
        return []  # told by the check of the statutes themselves
    return [
        Error(
            f"{value.name}, {field}: {code!r} is none of {', '.join(sorted(known))}.",
            id="tasks.E001",
        )
        for value in values
        for field, codes, known in _fields(value.ladder.bases, value.ladder.persons)
        for code in codes
        if code not in known
    ]


def _fields(
    bases: Iterable[str], persons: Iterable[str]
) -> list[tuple[str, Iterable[str], frozenset[str]]]:
    return [("bases", bases, BASES), ("persons", persons, PERSONS)]
