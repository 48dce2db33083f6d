"""Legal values that are time: a period, an offset from a fixed day, a window, an extension."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .fields import BOUNDS, Fields
from .wording import Text

UNITS = ("working_days", "calendar_days", "months", "years", "hours")


def amount_in_words(amount: int, unit: str) -> str:
    """`7 working days`, in the reader's language."""
    words = {
        "working_days": ngettext("%(count)d working day", "%(count)d working days", amount),
        "calendar_days": ngettext("%(count)d day", "%(count)d days", amount),
        "months": ngettext("%(count)d month", "%(count)d months", amount),
        "years": ngettext("%(count)d year", "%(count)d years", amount),
        "hours": ngettext("%(count)d hour", "%(count)d hours", amount),
    }[unit]
    return words % {"count": amount}


def _amount(fields: Fields) -> tuple[int, str]:
    present = [unit for unit in UNITS if unit in fields]
    if len(present) != 1:
        problem = f"exactly one is needed, found {', '.join(present) or 'none'}"
        raise fields.fault(" / ".join(UNITS), problem)
    return fields.count(present[0]), present[0]


@dataclass(frozen=True)
class Period:
    """A time that runs from an event; `before` runs backwards from a day that is fixed."""

    amount: int
    unit: str
    bound: str = "at_most"
    is_before: bool = False
    cutoff: str | None = None
    """The name of the hour after which a receipt counts as the next working day's."""
    extension: str | None = None
    """The name of the rule on how often it may be extended."""
    restart: str | None = None
    """The name of the principle by which it begins again from zero."""

    @classmethod
    def read(cls, fields: Fields) -> Self:
        amount, unit = _amount(fields)
        return cls(
            amount,
            unit,
            fields.choice("bound", BOUNDS, "at_most"),
            fields.choice("counts", ("after", "before"), "after") == "before",
            fields.maybe("cutoff", str),
            fields.maybe("extension", str),
            fields.maybe("restart", str),
        )

    def __str__(self) -> str:
        if self.amount == 0:
            return _("the same day")
        words = amount_in_words(self.amount, self.unit)
        if self.is_before:
            return _("at least %(period)s before") % {"period": words}
        if self.bound == "at_least":
            return _("at least %(period)s") % {"period": words}
        return words


@dataclass(frozen=True)
class Offset:
    """So many days before (negative) or after a fixed day, and never moved when it is a day off."""

    amount: int
    unit: str
    base: Text
    unmoved: str | None = None
    """The name of the principle by which it stays where it is."""

    @classmethod
    def read(cls, fields: Fields) -> Self:
        unit = "hours" if "hours" in fields else "calendar_days"
        field = "hours" if unit == "hours" else "days"
        return cls(fields.one(field, int), unit, fields.text("base"), fields.maybe("unmoved", str))

    def __str__(self) -> str:
        words = amount_in_words(abs(self.amount), self.unit)
        around = {"period": words, "day": self.base}
        if self.amount < 0:
            return _("%(period)s before %(day)s") % around
        if self.amount > 0:
            return _("%(period)s after %(day)s") % around
        return str(self.base)


@dataclass(frozen=True)
class Window:
    """Which days a report's figures cover, by the months of its period."""

    months: int
    opens_day: int
    """A day of the month before the period's first."""
    closes_day: int
    """A day of the period's last month."""

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            fields.count("months", least=1),
            fields.count("opens_day", least=1),
            fields.count("closes_day", least=1),
        )

    def of(self, first_month: date) -> tuple[date, date]:
        """First and last day of the figures for the period that begins in this month."""
        before = first_month.replace(day=1) - timedelta(days=1)
        month = first_month.year * 12 + first_month.month - 1 + self.months - 1
        last = date(month // 12, month % 12 + 1, self.closes_day)
        return before.replace(day=self.opens_day), last

    def __str__(self) -> str:
        return _(
            "from day %(opens)s of the month before the period to day %(closes)s of its last month"
        ) % {"opens": self.opens_day, "closes": self.closes_day}


@dataclass(frozen=True)
class Extension:
    """How often a period may be extended, by how much, and how early that must be said."""

    times: int
    notice_days: int
    by_days: int | None

    @classmethod
    def read(cls, fields: Fields) -> Self:
        by_days = fields.count("by_days", least=1) if "by_days" in fields else None
        return cls(fields.count("times"), fields.count("notice_days"), by_days)

    def __str__(self) -> str:
        parts = [ngettext("%(count)d time", "%(count)d times", self.times) % {"count": self.times}]
        if self.by_days:
            parts.append(_("by %(period)s") % {"period": _calendar_days(self.by_days)})
        if self.notice_days:
            period = _calendar_days(self.notice_days)
            parts.append(_("told at least %(period)s before the due date") % {"period": period})
        return ", ".join(parts)


def _calendar_days(amount: int) -> str:
    return amount_in_words(amount, "calendar_days")
