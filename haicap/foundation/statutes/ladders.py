"""A legal value that is a ladder: steps before and after a day, each with whom it is for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .fields import Fields
from .spans import amount_in_words
from .wording import Text


@dataclass(frozen=True)
class Step:
    """One step of a ladder: so many days before (negative) or after the day it counts from."""

    code: str
    label: Text
    base: str
    """The code of the day it counts from."""
    days: int
    every: int | None = None
    """It comes again after so many days; None: once."""
    to: tuple[str, ...] = ()
    """Codes of the persons it is for."""
    tone: str = ""

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            code=fields.one("code", str),
            label=Text(vi=fields.one("vi", str), en=fields.one("en", str)),
            base=fields.one("base", str),
            days=fields.one("days", int),
            every=fields.count("every", least=1) if "every" in fields else None,
            to=tuple(str(each) for each in fields.maybe("to", list) or ()),
            tone=fields.choice("tone", ("", "soon", "late"), ""),
        )

    def fell_on(self, base: date, on: date) -> date | None:
        """The day on which it last came, seen from `on`; None: it has not come yet."""
        first = base + timedelta(days=self.days)
        if on < first:
            return None
        if self.every is None:
            return first
        return first + timedelta(days=(on - first).days // self.every * self.every)


@dataclass(frozen=True)
class Ladder:
    """Steps by the day they count from, the earliest first."""

    bases: Mapping[str, Text]
    persons: Mapping[str, Text]
    steps: tuple[Step, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self:
        bases, persons = _named(fields, "bases"), _named(fields, "persons")
        steps = []
        for table in fields.one("steps", list):
            inner = Fields(table, fields.place)
            step = Step.read(inner)
            inner.end(within=f"steps {step.code}")
            _check_step(step, bases, persons, fields)
            steps.append(step)
        if not steps:
            raise fields.fault("steps", "the list is empty")
        keys = [key for step in steps for key in (step.code, f"{step.base} {step.days}")]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise fields.fault("steps", f"{twice[0]} stands twice")
        return cls(bases, persons, tuple(sorted(steps, key=lambda step: (step.base, step.days))))

    def of(self, base: str) -> tuple[Step, ...]:
        """The steps that count from this day, the earliest first."""
        return tuple(step for step in self.steps if step.base == base)

    def step_on(self, base: str, day: date, on: date) -> Step | None:
        """The step one stands on: the last that has come; None: none has."""
        come = [step for step in self.of(base) if step.fell_on(day, on)]
        return come[-1] if come else None

    def __str__(self) -> str:
        return "; ".join(self.in_words())

    def in_words(self) -> Iterator[str]:
        """Each step in the reader's language."""
        for step in self.steps:
            words = f"{self._when(step)}: {step.label}"
            if step.to:
                words += " → " + ", ".join(str(self.persons[each]) for each in step.to)
            yield words

    def _when(self, step: Step) -> str:
        base = self.bases[step.base]
        period = amount_in_words(abs(step.days), "calendar_days")
        around = {"period": period, "day": base}
        if step.days < 0:
            words = _("%(period)s before %(day)s") % around
        elif step.days > 0:
            words = _("%(period)s after %(day)s") % around
        else:
            words = str(base)
        if step.every:
            again = ngettext(
                "then every %(count)d day", "then every %(count)d days", step.every
            ) % {"count": step.every}
            words += f", {again}"
        return words


def _named(fields: Fields, field: str) -> dict[str, Text]:
    """`{ DUE = { vi = "…", en = "…" } }`: codes that steps refer to."""
    named = {}
    for code, table in (fields.maybe(field, dict) or {}).items():
        inner = Fields(table, fields.place)
        named[code] = Text(vi=inner.one("vi", str), en=inner.one("en", str))
        inner.end(within=f"{field}.{code}")
    return named


def _check_step(
    step: Step, bases: Mapping[str, Text], persons: Mapping[str, Text], fields: Fields
) -> None:
    if step.base not in bases:
        raise fields.fault(f"steps {step.code}.base", f"{step.base!r} is not among bases")
    for each in step.to:
        if each not in persons:
            raise fields.fault(f"steps {step.code}.to", f"{each!r} is not among persons")
