"""Are the statute files as they should be? Asked by `haicap check` and at every start."""

from typing import Any

from django.core.checks import CheckMessage, Error

from .book import book
from .fields import BrokenStatutes


def statutes_are_whole(**options: Any) -> list[CheckMessage]:
    try:
        book()
    except BrokenStatutes as faults:
        return [Error(fault, id="statutes.E001") for fault in str(faults).splitlines()]
    return []
