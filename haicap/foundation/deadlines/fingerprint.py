"""Has the law changed, or the calendar? A short mark of all that a due date depends on."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from django.utils import timezone

from haicap.foundation.statutes.book import Book, book

BEARING = {"period", "offset", "hour", "extension", "calendar"}
"""The kinds of statute that can move a date."""
READ_AT = timezone.now()
"""When this process took up the law: it reads it once, and never again."""


def law_fingerprint() -> str:
    """The same for the same law and calendar, on any machine."""
    return _of(book())


def is_older_than(moment: datetime) -> bool:
    """Whether this process may still hold the law that another has replaced since."""
    return moment > READ_AT


@cache
def _of(law: Book) -> str:
    # The seed of the calendar is a package: a new version may know other holidays.
    lines = [f"holidays {version('holidays')}"]
    for held in law.statutes.values():
        if held.kind in BEARING:
            lines += [
                f"{held.name} {value.holds_from} {value.holds_until} {value.is_unverified}"
                f" {value.content!r}"
                for value in held.values
            ]
    return sha256("\n".join(lines).encode()).hexdigest()
