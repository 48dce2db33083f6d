"""For tests: records that can be told of, and kinds beside those of the rooms."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from haicap.foundation.access import Actor

from . import kinds
from .kinds import Kind, Matter


class Records:
    """Records of nobody's room: who may see which, and which hold no more."""

    def __init__(self) -> None:
        self.seen: dict[str, set[str]] = {}
        """Name of a person → the keys of what they may see."""
        self.over: set[str] = set()

    def find(self, actor: Actor, subjects: Collection[str]) -> Mapping[str, Matter]:
        mine = self.seen.get(actor.name, set())
        return {
            key: Matter(f"record {key}", f"/records/{key}/", key not in self.over)
            for key in subjects
            if key in mine
        }


@contextmanager
def declared(*some: Kind) -> Iterator[None]:
    """These kinds, beside those of the rooms, for a while."""
    kinds.declare(*some)
    try:
        yield
    finally:
        for kind in some:
            kinds.forget(kind)
