"""Who acts, and how a rule says no.

Knows no unit and no position: a room tells what an actor holds (`Actor.memo`), a rule decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


@dataclass(eq=False)
class Actor:
    """Whoever makes a request or a move: a signed-in person, or a hand of the house itself.

    One actor lives as long as one request or one command; `memo` keeps what the rooms worked
    out about it meanwhile, so that a page asks once.
    """

    name: str
    user_id: int | None = None
    on_behalf_of: str = ""
    """The position acted in, in words: kept in the journal for ever."""
    is_simulated: bool = False
    """Everything a persona of an example does is marked as simulated."""
    backdates_because: str = ""
    """Who may date an entry back says why; empty: may not."""
    is_house: bool = False
    """The case loader and scheduled jobs: no position, all rules of place are theirs to pass."""
    is_administrator: bool = False
    """Runs this installation: sees its jobs and its accounts, and nothing of the subject."""
    memo: dict[str, Any] = field(default_factory=dict)
    only_reads: bool = False
    """The request asks and changes nothing: what was found once holds to its end."""

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None or self.is_house

    def __str__(self) -> str:
        return self.name


ANONYMOUS_NAME = "anonymous"
READING = ("GET", "HEAD")
"""Methods of requests that change nothing."""


def anonymous() -> Actor:
    """Whoever has not signed in."""
    return Actor(name=ANONYMOUS_NAME)


def house(name: str, *, on_behalf_of: str = "", backdates_because: str = "") -> Actor:
    """The house's own hand: the case loader, a scheduled job."""
    return Actor(
        name=name, on_behalf_of=on_behalf_of, backdates_because=backdates_because, is_house=True
    )


@dataclass(frozen=True)
class Refusal:
    """Why a rule says no, in words fit to show the person."""

    reason: str

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Need:
    """What a rule asks of a position: these kinds, held in this relation to the record.

    The permission matrix is drawn from needs, so a rule built by `held` cannot say one thing
    in the document and another on the page.
    """

    relation: str
    positions: frozenset[str]


Rule = Callable[[Actor, Any], Refusal | None]


def needs_of(rule: Rule) -> tuple[Need, ...]:
    """The positions a rule asks for; empty for a rule that asks for none."""
    return getattr(rule, "needs", ())


def all_of(*rules: Rule) -> Rule:
    """One rule that says no as soon as one of these does, in their order."""

    def every(actor: Actor, thing: Any) -> Refusal | None:
        for rule in rules:
            if refusal := rule(actor, thing):
                return refusal
        return None

    every.needs = tuple(need for rule in rules for need in needs_of(rule))  # type: ignore[attr-defined]
    return every


def any_of(*rules: Rule) -> Rule:
    """One rule that says yes as soon as one of these does; else no, with the last one's reason."""

    def either(actor: Actor, thing: Any) -> Refusal | None:
        refusal = None
        for rule in rules:
            refusal = rule(actor, thing)
            if refusal is None:
                return None
        return refusal

    either.needs = tuple(need for rule in rules for need in needs_of(rule))  # type: ignore[attr-defined]
    return either


class Refused(PermissionDenied):
    """A rule said no. Shown to people as 403 with the sentence."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


class Invalid(Exception):
    """An input that cannot be taken: field, value and reason. Shown to people as 422."""

    def __init__(self, field: str, reason: str, value: object = "") -> None:
        super().__init__(reason)
        self.field, self.reason, self.value = field, reason, value


class Unavailable(Exception):
    """What cannot be done for want of a means: no room, a storage that does not answer.

    Nobody's fault who asked; shown as 507 where room is what is missing, else as 503.
    """

    def __init__(self, reason: str, *, is_full: bool = False) -> None:
        super().__init__(reason)
        self.status = 507 if is_full else 503


def require(refusal: Refusal | None) -> None:
    """Raise the refusal, if there is one."""
    if refusal:
        raise Refused(refusal)


class ActorRequest(HttpRequest):
    """A request with its actor, signed in or not (for type checkers)."""

    actor: Actor
