"""Dates, periods and parts of a day, as each language writes them.

A year that the text leaves out is taken from the text itself, and the date says what it rests on;
where nothing tells, the year stays open.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from .lexicon import lexicon
from .stretches import Taken


class Precision(StrEnum):
    """How exactly the text says when."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    TERM = "term"


@dataclass(frozen=True)
class When:
    """A day or a period: `text[begin:end]`."""

    begin: int
    end: int
    precision: Precision
    year: int | None
    """None: the text says no year, and nothing in it tells."""
    part: int = 0
    """The month of a day or a month, the number of a quarter or a half-year."""
    day: int = 0
    last_year: int | None = None
    """Of a term of office."""
    day_part: str = ""
    """morning, afternoon or evening."""
    rests_on: str = ""
    """From where the year was taken: “document”, “day of publication”; empty: it is written."""

    @property
    def first(self) -> date | None:
        """Its first day; None while the year is open."""
        if self.year is None:
            return None
        match self.precision:
            case Precision.DAY:
                return date(self.year, self.part, self.day)
            case Precision.MONTH:
                return date(self.year, self.part, 1)
            case Precision.QUARTER:
                return date(self.year, 3 * self.part - 2, 1)
            case Precision.HALF:
                return date(self.year, 6 * self.part - 5, 1)
        return date(self.year, 1, 1)

    @property
    def last(self) -> date | None:
        """Its last day; None while the year is open."""
        if self.year is None or self.first is None:
            return None
        if self.precision == Precision.DAY:
            return self.first
        months = {Precision.MONTH: self.part, Precision.QUARTER: 3 * self.part}
        months |= {Precision.HALF: 6 * self.part, Precision.NINE_MONTHS: 9}
        month = months.get(self.precision, 12)
        year = self.last_year or self.year
        return date(year, month, monthrange(year, month)[1])


_YEAR = r"(?:19|20)\d\d"
_Y, _Y2, _DAY = rf"(?P<year>{_YEAR})", rf"(?P<year2>{_YEAR})", r"(?P<day>[0-3]?\d)"
# 23/10/2025, 23.10.2025, 23-10-2025, 23/10; never a number of a document or 2025-2030.
_NUMERIC = rf"(?<![\d/.-]){_DAY}(?P<sep>[/.-])(?P<month>[01]?\d)(?:(?P=sep){_Y})?(?![\d/-])(?!\.\d)"
_TERM = rf"(?<![\d/-])(?P<year>{_YEAR})\s*[-–—]\s*(?P<last>{_YEAR})(?![\d/])"


def _any_of(words: Sequence[str]) -> str:
    """One of these words; `*` stands for any ending."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in longest)


def _numbers(language: str, *numbers: int) -> str:
    listed = lexicon(language)["ordinals"]
    return _any_of([word for number in numbers for word in listed[str(number)]])


def _months(language: str) -> str:
    listed = lexicon(language).get("months", {})
    return _any_of([name for names in listed.values() for name in names])


@cache
def _compiled(language: str) -> list[tuple[Precision, re.Pattern[str]]]:
    dates = lexicon(language)["dates"]
    stands_for = {
        "{of_the_year}": str(dates.get("of_the_year", "")),
        "{day}": _DAY,
        "{year}": _Y,
        "{year2}": _Y2,
        "{month_name}": f"(?P<name>{_months(language)})",
        "{one_to_four}": _numbers(language, 1, 2, 3, 4),
        "{six}": _numbers(language, 6),
        "{nine}": _numbers(language, 9),
    }
    own = [(Precision(precision), pattern) for precision, pattern in dates["patterns"]]
    every = [(Precision.TERM, _TERM), *own, (Precision.DAY, _NUMERIC)]
    return [
        (precision, re.compile(_written_out(pattern, stands_for), re.IGNORECASE))
        for precision, pattern in every
    ]


def _written_out(pattern: str, stands_for: Mapping[str, str]) -> str:
    for placeholder, words in stands_for.items():
        pattern = pattern.replace(placeholder, words)
    return pattern


def find_whens(text: str, language: str, published_on: date | None = None) -> list[When]:
    """Every date and period of a text, in its order; none inside another."""
    found: list[When] = []
    taken = Taken()
    for precision, pattern in _compiled(language):
        for match in pattern.finditer(text):
            if not taken.is_free(*match.span()):
                continue
            if when := _read(precision, match, language):
                taken.add(*match.span())
                found.append(replace(when, day_part=_day_part(text, when, language)))
    found.sort(key=lambda when: when.begin)
    return list(_with_years(found, published_on))


def _read(precision: Precision, match: re.Match[str], language: str) -> When | None:
    groups = match.groupdict()
    written = groups.get("year") or groups.get("year2")
    year = int(written) if written else None
    last = int(groups["last"]) if groups.get("last") else None
    if last is not None and year is not None and not year < last <= year + 10:
        return None
    part, day = _part_of(precision, groups, language), int(groups.get("day") or 0)
    if precision == Precision.DAY and not _exists(year, part, day):
        return None
    if precision in {Precision.MONTH, Precision.QUARTER, Precision.HALF} and not part:
        return None
    return When(match.start(), match.end(), precision, year, part, day, last)


def _part_of(precision: Precision, groups: dict[str, str | None], language: str) -> int:
    if groups.get("month"):
        return int(groups["month"] or 0)
    if name := groups.get("name"):
        return _number_of(name, language, "months")
    if quarter := groups.get("quarter"):
        digits = quarter.strip(".")
        return int(digits) if digits.isdigit() else _number_of(quarter, language, "ordinals")
    if half := groups.get("half"):
        first = {"đầu", "first"}
        return 1 if half.lower() in first or half.lower().startswith(("erst", "πρώτ")) else 2
    return 0


def _number_of(name: str, language: str, listed: str) -> int:
    for number, words in lexicon(language)[listed].items():
        for word in words:
            pattern = re.escape(word).replace(r"\*", r"\w*")
            if number.isdigit() and re.fullmatch(pattern, name, re.IGNORECASE):
                return int(number)
    return 0


def _exists(year: int | None, month: int, day: int) -> bool:
    """A day of a year that is not known may be the 29th of February."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2024, month)[1]


NEAR = 30


def _day_part(text: str, when: When, language: str) -> str:
    if when.precision != Precision.DAY:
        return ""
    around = text[max(0, when.begin - NEAR) : when.begin] + text[when.end : when.end + NEAR // 2]
    for part, words in lexicon(language)["parts_of_day"].items():
        pattern = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
        if re.search(rf"\b(?:{pattern})\b", around, re.IGNORECASE):
            return part
    return ""


def _with_years(found: list[When], published_on: date | None) -> Iterator[When]:
    written = Counter(when.year for when in found if when.year and when.precision != Precision.TERM)
    likely, rests_on = None, ""
    if written:
        # The year most written; of several the earliest in the text.
        likely, rests_on = written.most_common(1)[0][0], "document"
    elif published_on:
        likely, rests_on = published_on.year, "published_on"
    for when in found:
        if when.year is not None or likely is None:
            yield when
        elif when.precision != Precision.DAY or _exists(likely, when.part, when.day):
            yield replace(when, year=likely, rests_on=rests_on)
        else:
            yield when
