"""How a kind finds what it speaks of: from what the reader may see, and only if it still holds."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from haicap.foundation.access import Actor
from haicap.foundation.journal.models import Entry

from .kinds import Finder, Matter

M = TypeVar("M", bound=Model)
Holds = Callable[[Any, Actor], bool]


def finder(seen_by: Callable[[Actor], QuerySet[M]], holds: Holds) -> Finder:
    """Of the records that `seen_by` gives an actor, those asked for by their keys: one query.

    `holds` says of a record whether there is still something to tell this actor.
    """

    def find(actor: Actor, subjects: Collection[str]) -> Mapping[str, Matter]:
        keys = [int(subject) for subject in subjects if subject.isdecimal()]
        return {
            str(thing.pk): Matter(str(thing), _address(thing), holds(thing, actor))
            for thing in seen_by(actor).filter(pk__in=keys)
        }

    return find


def _address(thing: Any) -> str:
    address: str = thing.get_absolute_url()
    return address


def words_of(entry: Entry) -> dict[str, str]:
    """What an entry tells of itself in words, and `who` did it: the details of an alert of it."""
    words = {name: value for name, value in entry.details.items() if isinstance(value, str)}
    return words | {"who": entry.on_behalf_of or entry.actor_name}
