"""Every event that can happen, with the sentence that tells it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Event:
    """One kind of thing that can happen.

    `name` is `thing.move`, stored for ever. `sentence` is a lazy gettext message with named
    placeholders (`%(reason)s`) filled from the entry's details; `%(actor)s` is always there.
    """

    name: str
    sentence: Promise | str


class UndeclaredEvent(LookupError):
    """Something was recorded that no room declared: a fault in the code, told at once."""


_events: dict[str, Event] = {}


def declare(*events: Event) -> None:
    """Make events known; a room calls this once, in its `events.py`."""
    for event in events:
        if _events.setdefault(event.name, event).sentence != event.sentence:
            raise ValueError(f"event {event.name} is declared twice")


def declared() -> Mapping[str, Event]:
    return _events


def event_named(name: str) -> Event:
    try:
        return _events[name]
    except KeyError:
        raise UndeclaredEvent(f"no events.py declares {name}") from None


def tell(name: str, actor: str, details: Mapping[str, Any]) -> str:
    """The entry as a sentence in the reader's language; a detail not given reads as “…”.

    An entry outlives the code that wrote it: an event that no room declares any more is told
    by its name, so that one old entry never takes a whole history away.
    """
    words: defaultdict[str, Any] = defaultdict(lambda: "…", {**details, "actor": actor})
    event = _events.get(name)
    if event is None:
        return _("%(actor)s: “%(event)s” (this version has no sentence for it).") % {
            "actor": actor,
            "event": name,
        }
    return str(event.sentence) % words
