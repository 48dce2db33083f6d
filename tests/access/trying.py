"""Opening an address as somebody, and what has to be said of the answer."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Model

from haicap.foundation.journal.models import Entry

from .addresses import OPERATIONS, PAGES, Meaning, Shows
from .revealing import Eyes, text_of
from .walking import Operation, args_of, operation_address, operations, page
from .world import NO_SUCH, World

# What differs each time: the page's security token, and when it was printed.
TOKEN = re.compile(r"[A-Za-z0-9]{64}|\d\d:\d\d \d\d/\d\d/\d{4}")
OTHER_METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


class Address:
    """A page or an operation, with what the table says of it."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def operation(self) -> Operation | None:
        return None if self.name in PAGES else operations()[self.name]

    @property
    def is_page(self) -> bool:
        return self.operation is None

    @property
    def meaning(self) -> Meaning:
        return PAGES[self.name] if self.is_page else OPERATIONS[self.name]

    def at(self, args: Sequence[object] = ()) -> str:
        if self.operation is None:
            return page(self.name, args)
        return operation_address(self.operation, args)

    def of(self, record: Model) -> str:
        return self.at(args_of(record))

    def of_nothing(self, record: Model) -> str:
        """The same address with a number that nothing has."""
        return self.at([*args_of(record)[:-1], NO_SUCH])

    def seen(self, eyes: Eyes, response: Any) -> set[Model]:
        is_file = not response["Content-Type"].startswith("application/json")
        if self.is_page or response.streaming or is_file:
            return eyes.on_page(text_of(response))
        return eyes.in_answer(response.json(), self.meaning)


def addresses(kind: type[Meaning]) -> list[Address]:
    """Every page and operation that the table gives this meaning."""
    both = [*PAGES.items(), *OPERATIONS.items()]
    return [Address(name) for name, meaning in both if isinstance(meaning, kind)]


def signature(response: Any, address: str) -> tuple[object, ...]:
    """An answer as far as it can tell something: without its own address and its tokens."""
    text = TOKEN.sub("", text_of(response)).replace(address, "")
    told = {
        name: value
        for name, value in response.headers.items()
        if name not in {"Content-Length", "ETag"}
    }
    place = told.pop("Location", "").replace(address, "")
    return response.status_code, text, place, sorted(told.items())


@contextmanager
def undone() -> Iterator[None]:
    """Whatever was written goes; the next attempt finds the world as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def nothing_written() -> Iterator[None]:
    before = Entry.objects.count()
    yield
    assert Entry.objects.count() == before, "the journal has grown"


def is_sent_away(response: Any, address: Address) -> bool:
    """Asked to sign in, as everybody is who has not: pages lead there, the API says 401."""
    if address.is_page:
        return response.status_code == 302 and response["Location"].startswith("/sign-in/")
    return response.status_code == 401


def tried_records(world: World, address: Address) -> list[tuple[str, Model]]:
    """A record of every name of the kind that an address shows.

    Of Mẫu Sơn's only the plain ones: "other draft conclusion" is seen as "own draft conclusion".
    """
    assert isinstance(address.meaning, Shows)
    of_each = dict(reversed(list(world.of_kind(address.meaning.kind))))
    plain = f"other {address.meaning.kind}"
    return sorted(
        (name, one)
        for name, one in of_each.items()
        if not name.startswith("other ") or name == plain
    )


def own_and_other(world: World, address: Address) -> list[tuple[str, Model]]:
    """One record of Lộc Bình and one of Mẫu Sơn."""
    tried = tried_records(world, address)
    return [
        next((name, record) for name, record in tried if name.startswith(side))
        for side in ("own", "other")
    ]


def difference(told: tuple[object, ...], nothing: tuple[object, ...]) -> str:
    """Where two answers part, for who has to find out why."""
    parts = zip(map(str, told), map(str, nothing), strict=True)
    one, other = next((pair for pair in parts if pair[0] != pair[1]), ("", ""))
    letters = enumerate(zip(one, other, strict=False))
    start = next((at for at, (here, there) in letters if here != there), 0)
    return f"{one[max(0, start - 40) : start + 80]!r} and not {other[start : start + 80]!r}"


def none_of(wrong: list[str]) -> None:
    assert not wrong, "\n".join(wrong)
