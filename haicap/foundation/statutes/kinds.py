"""What a legal value can be: a span of time, a number, an hour, a code list and so on.

Each kind reads itself from the fields of a file and says itself in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Protocol, Self

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .fields import BOUNDS, Fields
from .ladders import Ladder
from .paper import Form
from .spans import Extension, Offset, Period, Window
from .wording import Text, plain_day


class Content(Protocol):
    """What every kind can do."""

    @classmethod
    def read(cls, fields: Fields) -> Self: ...


@dataclass(frozen=True)
class Number:
    """A limit, a ratio or a count, with what it counts."""

    amount: Decimal
    unit: Text
    bound: str

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            fields.one("number", Decimal),
            fields.text("unit"),
            fields.choice("bound", BOUNDS, "exactly"),
        )

    def __str__(self) -> str:
        words = f"{number_format(self.amount, use_l10n=True)} {self.unit}"
        if self.bound == "at_most":
            return _("at most %(amount)s") % {"amount": words}
        if self.bound == "at_least":
            return _("at least %(amount)s") % {"amount": words}
        return words


@dataclass(frozen=True)
class Hour:
    """An hour of the day."""

    at: time

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(fields.one("at", time))

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"


@dataclass(frozen=True)
class Code:
    code: str
    label: Text
    points: Decimal | None = None
    measure: str = ""
    """What decides on it: the name of a number, or the code of what is reported."""
    least: Decimal | None = None
    most: Decimal | None = None
    """What that has to be at least, or at most."""


@dataclass(frozen=True)
class Codes:
    """A closed list of codes with their labels, in the order of the act."""

    entries: tuple[Code, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self:
        entries = []
        for table in fields.one("codes", list):
            inner = Fields(table, fields.place)
            code = inner.one("code", str)
            label = Text(vi=inner.one("vi", str), en=inner.one("en", str))
            points, measure = inner.maybe("points", Decimal), inner.maybe("measure", str) or ""
            least, most = inner.maybe("least", Decimal), inner.maybe("most", Decimal)
            if measure and (least is None) == (most is None):
                raise fields.fault(f"codes {code}", "a measure needs either least or most")
            entries.append(Code(code, label, points, measure, least, most))
            inner.end(within=f"codes {code}")
        if not entries:
            raise fields.fault("codes", "the list is empty")
        seen = [entry.code for entry in entries]
        if twice := {code for code in seen if seen.count(code) > 1}:
            raise fields.fault("codes", f"{', '.join(sorted(twice))} stands twice")
        return cls(tuple(entries))

    @property
    def labels(self) -> Mapping[str, Text]:
        return {entry.code: entry.label for entry in self.entries}

    def __str__(self) -> str:
        return "; ".join(f"{entry.code} {entry.label}" for entry in self.entries)


@dataclass(frozen=True)
class Days:
    """A correction of the working calendar: days that become off, and days that are worked."""

    off: tuple[date, ...]
    worked: tuple[date, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self:
        off, worked = _days(fields, "off"), _days(fields, "worked")
        if not off + worked:
            raise fields.fault("off / worked", "no day is named")
        if both := set(off) & set(worked):
            raise fields.fault("off / worked", f"{min(both)} cannot be both off and worked")
        return cls(off, worked)

    def __str__(self) -> str:
        parts = []
        if self.off:
            parts.append(_("off: %(days)s") % {"days": ", ".join(map(plain_day, self.off))})
        if self.worked:
            days = ", ".join(map(plain_day, self.worked))
            parts.append(_("worked: %(days)s") % {"days": days})
        return "; ".join(parts)


def _days(fields: Fields, field: str) -> tuple[date, ...]:
    days = fields.maybe(field, list) or []
    for day in days:
        if type(day) is not date:
            raise fields.fault(field, f"{day!r} should be a date such as 2026-07-01")
    return tuple(sorted(days))


@dataclass(frozen=True)
class Principle:
    """A rule that is words, not a number: the software keeps it, the page shows it."""

    words: Text

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(fields.text("words"))

    def __str__(self) -> str:
        return str(self.words)


KINDS: dict[str, type[Content]] = {
    "period": Period,
    "offset": Offset,
    "number": Number,
    "hour": Hour,
    "codes": Codes,
    "calendar": Days,
    "window": Window,
    "extension": Extension,
    "principle": Principle,
    "form": Form,
    "ladder": Ladder,
}
