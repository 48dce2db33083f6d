"""What a statute is: a named legal value with its history, each value with its basis."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from .kinds import Codes, Content, Days, Hour, Number, Principle
from .ladders import Ladder
from .paper import Form
from .spans import Extension, Offset, Period, Window
from .wording import Text, plain_day

K = TypeVar("K")

ARTICLE = re.compile(r"(?P<article>\d+[a-zđ]?)(\((?P<clause>\d+[a-zđ]?)\))?")


@dataclass(frozen=True)
class Basis:
    """The act and the place in it; an act without a place: our source does not name one."""

    symbol: str
    act: Text
    articles: tuple[str, ...] = ()
    """Such as `19(4)`: article 19, clause 4."""
    chapter: str = ""

    def __str__(self) -> str:
        place = ", ".join(_article(article) for article in self.articles)
        if self.chapter:
            place = _("Chapter %(chapter)s") % {"chapter": self.chapter}
        if not place:
            return str(self.act)
        return _("%(act)s, %(place)s") % {"act": self.act, "place": place}


def _article(reference: str) -> str:
    found = ARTICLE.fullmatch(reference)
    if found and found["clause"]:
        return _("Article %(article)s(%(clause)s)") % found.groupdict()
    return _("Article %(article)s") % {"article": reference}


@dataclass(frozen=True)
class Value:
    """What a statute says between two days, and why."""

    name: str
    title: Text
    trigger: Text | None
    """The event from whose day the value is chosen and the period runs."""
    content: Content
    holds_from: date
    holds_until: date | None
    """Its last day; None: holds on."""
    basis: Basis
    is_unverified: bool = False
    """The source is weak: check it against the Official Gazette before relying on it."""
    is_first_day_assumed: bool = False
    """What it says is sourced; from which day it holds is not, or is a convention of ours."""
    note: Text | None = None

    def __str__(self) -> str:
        return str(self.content)

    @property
    def span(self) -> str:
        """From which day to which, in words."""
        first = plain_day(self.holds_from)
        if self.is_first_day_assumed:
            first = _("%(day)s (day not verified)") % {"day": first}
        if self.holds_until is None:
            return _("from %(first)s") % {"first": first}
        return _("from %(first)s to %(last)s") % {
            "first": first,
            "last": plain_day(self.holds_until),
        }

    def holds_on(self, day: date) -> bool:
        return self.holds_from <= day and (self.holds_until is None or day <= self.holds_until)

    def _as(self, kind: type[K]) -> K:
        if not isinstance(self.content, kind):
            held = type(self.content).__name__.lower()
            raise TypeError(f"{self.name} is of kind {held}, not {kind.__name__.lower()}")
        return self.content

    @property
    def period(self) -> Period:
        return self._as(Period)

    @property
    def offset(self) -> Offset:
        return self._as(Offset)

    @property
    def number(self) -> Number:
        return self._as(Number)

    @property
    def hour(self) -> Hour:
        return self._as(Hour)

    @property
    def codes(self) -> Codes:
        return self._as(Codes)

    @property
    def days(self) -> Days:
        return self._as(Days)

    @property
    def window(self) -> Window:
        return self._as(Window)

    @property
    def extension(self) -> Extension:
        return self._as(Extension)

    @property
    def form(self) -> Form:
        return self._as(Form)

    @property
    def ladder(self) -> Ladder:
        return self._as(Ladder)

    @property
    def principle(self) -> Principle:
        return self._as(Principle)


@dataclass(frozen=True)
class Statute:
    """One named parameter of the law, with every value it has had."""

    name: str
    kind: str
    title: Text
    values: tuple[Value, ...]
    """Oldest first."""
    file: str
    is_provincial: bool = False
    """Added or overridden by the province's own folder."""

    def on(self, day: date) -> Value:
        """The value that held on the day of the triggering event; raises NoValue."""
        for value in self.values:
            if value.holds_on(day):
                return value
        raise NoValue(self, day)

    def nearest(self, day: date) -> Value:
        """The value that held that day; before the first or after the last one, that."""
        if day < self.values[0].holds_from:
            return self.values[0]
        return next((value for value in self.values if value.holds_on(day)), self.latest)

    @property
    def latest(self) -> Value:
        return self.values[-1]

    @property
    def is_unverified(self) -> bool:
        return any(value.is_unverified for value in self.values)


class UnknownStatute(LookupError):
    """No parameter has this name."""

    def __init__(self, name: str, close: Sequence[str]) -> None:
        sentence = _("There is no statute called “%(name)s”.") % {"name": name}
        if close:
            sentence += " " + _("Did you mean %(names)s?") % {"names": ", ".join(close)}
        super().__init__(sentence)
        self.close = list(close)


class NoValue(LookupError):
    """The parameter has no value on that day."""

    def __init__(self, statute: Statute, day: date) -> None:
        about = {"name": statute.name, "day": plain_day(day)}
        earliest, latest = statute.values[0], statute.values[-1]
        if day < earliest.holds_from:
            about["first"] = plain_day(earliest.holds_from)
            sentence = _("“%(name)s” has no value on %(day)s: the earliest holds from %(first)s.")
        elif latest.holds_until and day > latest.holds_until:
            about["last"] = plain_day(latest.holds_until)
            sentence = _("“%(name)s” has no value on %(day)s: the last one held until %(last)s.")
        else:
            sentence = _("“%(name)s” has no value on %(day)s: none of its values covers that day.")
            about["first"] = plain_day(earliest.holds_from)
        super().__init__(sentence % about)
