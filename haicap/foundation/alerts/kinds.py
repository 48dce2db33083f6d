"""What can be told: kinds, declared by the rooms that know what they speak of."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User

LONGEST_KEY = 40


@dataclass(frozen=True)
class Matter:
    """The record that an alert speaks of, as its reader may see it now."""

    words: str
    address: str
    """Its page, without the name of the house."""
    holds: bool = True
    """False: called off or settled since, so that there is nothing to tell any more."""


@dataclass(frozen=True)
class Line:
    """One thing in a letter: what it is, where it stands, what is to be said of it."""

    words: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True)
class Section:
    heading: str
    lines: list[Line]
    more_at: str = ""
    """Where the rest of a long list stands."""


@dataclass(frozen=True)
class Content:
    """What a letter says, in the language of who gets it."""

    subject: str
    sections: list[Section]
    alerts: list[int] = field(default_factory=list)
    """Those that it tells of, which no later letter repeats."""


Finder = Callable[[Actor, Collection[str]], Mapping[str, Matter]]
Composer = Callable[[User, Actor], Content | None]


@dataclass(frozen=True)
class Kind:
    """Something that people are told.

    `sentence` is a lazy gettext message with named placeholders, filled from an alert's
    details: a detail whose name ends in `_on` is a day, a mapping is words by language. `find`
    reads, of the records that these keys name, those that the actor may see: it is asked again
    whenever something is shown or sent.
    """

    key: str
    label: Promise | str
    """What it is, for who chooses what comes by e-mail."""
    sentence: Promise | str = ""
    find: Finder = lambda actor, subjects: {}
    is_urgent: bool = False
    """It goes by e-mail at once; else in the digest."""
    can_be_muted: bool = True
    compose: Composer | None = None
    """Makes the digest of one reader, of a kind that is one; None: there is nothing to say."""
    readers: Callable[[], QuerySet[User]] = User.objects.none
    """Whom such a digest is made for, each working morning."""

    def tell(self, details: Mapping[str, Any]) -> str:
        """The sentence in the language that is spoken; a detail not given reads as “…”."""
        words = defaultdict(
            lambda: "…", {name: _said(name, each) for name, each in details.items()}
        )
        return str(self.sentence) % words


_kinds: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Make kinds known; a room calls this once, in its `alerts.py`."""
    for kind in kinds:
        if len(kind.key) > LONGEST_KEY:
            raise ValueError(f"the key {kind.key} is longer than {LONGEST_KEY} signs")
        if _kinds.setdefault(kind.key, kind) is not kind:
            raise ValueError(f"the kind {kind.key} is declared twice")


def declared() -> Mapping[str, Kind]:
    return _kinds


def kind_named(key: str) -> Kind | None:
    """None: stored by another version, which alone has words for it."""
    return _kinds.get(key)


def actor_for(user: User) -> Actor:
    """Who this person is today: what they may see is asked of it."""
    actor: Actor = import_string(settings.ACTOR_OF)(user)
    return actor


def _said(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        # Words that came in several languages, as those of a statute do.
        return value.get(get_language()) or value.get(settings.LANGUAGE_CODE, "…")
    if name.endswith("_on") and isinstance(value, str):
        with suppress(ValueError):
            return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    # A day that an entry has in words already stays as it is.
    return value


def forget(kind: Kind) -> None:
    """For tests, which declare kinds of their own."""
    _kinds.pop(kind.key, None)
