"""Stretches of a text, found by their places: no long text is walked for each sentence."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Something found in a text."""

    @property
    def begin(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


def within(found: Sequence[P], begin: int, end: int) -> list[P]:
    """Those that lie in a stretch; `found` are in the order of the text, none inside another."""
    first = bisect_left(found, begin, key=lambda each: each.begin)
    last = bisect_right(found, end, key=lambda each: each.end)
    return list(found[first:last])


class Taken:
    """Stretches that something was found in, none over another."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(spans)

    def add(self, begin: int, end: int) -> None:
        """Take one more; it must be free."""
        insort(self._spans, (begin, end))

    def is_free(self, begin: int, end: int) -> bool:
        """Nothing is found in this stretch, nor in a part of it."""
        after = bisect_left(self._spans, (end, 0))
        return after == 0 or self._spans[after - 1][1] <= begin
