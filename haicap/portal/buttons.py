"""Which buttons stand at the head of a page, and which beside the part they add to?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.functional import Promise

from haicap.foundation.workflow import OpenMove

# What takes something back stands there, but nobody is led to it.
TAKES_BACK = {
    "cancel",
    "recall",
    "replace",
    "return",
    "reopen",
    "reschedule",
    "refuse",
    "suspend",
    "withdraw",
}


class Doors(Protocol):
    """What each room's `doors(thing)` answers."""

    @property
    def pages(self) -> Mapping[str, str]: ...
    @property
    def posts(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Button:
    """An allowed deed, as a link to the page with its form."""

    label: str | Promise
    address: str


@dataclass
class Buttons:
    """The moves of one page, perhaps of several rooms, with where each leads."""

    moves: list[OpenMove] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    quiet: set[str] = field(default_factory=set)
    beside: dict[str, Button] = field(default_factory=dict)
    """Verb → what adds to one part of the page, and so stands there."""

    def take(
        self, moves: Sequence[OpenMove], doors: Doors, *, beside: Collection[str] = ()
    ) -> "Buttons":
        """Add the moves of a room; those named in `beside` leave the head of the page.

        Two rooms may use one verb (`conclude`): each move keeps the doors of its own room.
        """
        for move in moves:
            page, post = doors.pages.get(move.verb), doors.posts.get(move.verb)
            if move.verb in beside:
                if move.is_allowed and page:
                    self.beside[move.verb] = Button(move.label, page)
                continue
            verb = f"{move.verb}-{len(self.moves)}"
            self.moves.append(OpenMove(verb, move.label, move.refusal))
            self.pages |= {verb: page} if page else {}
            self.posts |= {verb: post} if post else {}
            self.quiet |= {verb} if move.verb in TAKES_BACK else set()
        return self
