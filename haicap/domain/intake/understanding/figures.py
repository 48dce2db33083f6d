"""Figures as a text states them: amount, bound, unit; never more exact than they are written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .lexicon import lexicon
from .stretches import Taken

_NUMBER = re.compile(
    r"(?<![\w/.,-])(?:\d{1,3}(?:[ .,\u00a0]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![\w/-])"
)
PERCENT = re.compile(r"\s*(?:%|phần trăm\b|per ?cent\b|prozent\b|τοις εκατό\b)", re.IGNORECASE)
_DOT_GROUPS = {"vi", "de", "el"}


@dataclass(frozen=True)
class Figure:
    """A number with what the text says of it: `text[begin:end]`, bound and unit included."""

    begin: int
    end: int
    amount: Decimal
    bound: str = "="
    """=, >, ≥, <, ≤ or ≈: “more than 15 thousand” is > 15 000, never 15 000."""
    unit: str = ""
    """“%”, or empty: what is counted is said in words."""
    counted: str = ""
    """The words after the number, as they are written."""


def find_figures(text: str, language: str, taken: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """Every figure of a text outside the stretches that dates and symbols have `taken`."""
    others = Taken(taken)
    return [
        _figure(text, language, match)
        for match in _NUMBER.finditer(text)
        if others.is_free(*match.span()) and not _numbers_something(text, match)
    ]


def _numbers_something(text: str, match: re.Match[str]) -> bool:
    """“Nr. 4”, “1. Mục”, “số 176”: a number that names, and does not count."""
    before = text[max(0, match.start() - 16) : match.start()].lower()
    after = text[match.end() : match.end() + 2]
    is_item = (not before or before.endswith("\n")) and after[:1] in {".", ")"}
    is_ordinal = re.match(
        r"(?:st|nd|rd|th|η|ης|ο|ου|ος|\.\s?[a-zäöü])", text[match.end() : match.end() + 3]
    )
    return (
        is_item
        or bool(is_ordinal)
        or bool(
            re.search(
                r"(?:\bnr\.?|\bno\.?|\bαρ(?:ιθ)?\.?|\bsố|\btổ|\bđiều|\bkhoản|\bkhóa|\bthứ|\blần|\bart\.?)\s*$",
                before,
            )
        )
    )


def _figure(text: str, language: str, match: re.Match[str]) -> Figure:
    amount = _amount(match[0], language)
    begin, end = match.span()
    unit = ""
    if percent := PERCENT.match(text, end):
        end, unit = percent.end(), "%"
    else:
        multiple = _multiples(language).match(text, end)
        while multiple:
            amount *= _value_of(multiple["word"], language)
            end = multiple.end()
            multiple = _multiples(language).match(text, end)
    bound = _bounds(language).search(text[max(0, begin - 40) : begin])
    sign = "="
    if bound:
        begin -= len(bound[0])
        sign = _sign_of(bound["word"], language)
    return Figure(begin, end, amount, sign, unit, _counted(text, end))


def _amount(written: str, language: str) -> Decimal:
    plain = re.sub(r"[ \u00a0]", "", written)
    marks = [mark for mark in plain if mark in ".,"]
    group, decimal = (".", ",") if language in _DOT_GROUPS else (",", ".")
    if len(marks) == 1 and len(re.split(r"[.,]", plain)[1]) != 3:
        # One mark before other than three digits separates decimals, whoever writes it.
        return Decimal(plain.replace(",", "."))
    return Decimal(plain.replace(group, "").replace(decimal, "."))


@cache
def _multiples(language: str) -> re.Pattern[str]:
    words = [word for listed in lexicon(language)["multiples"].values() for word in listed]
    return re.compile(rf"\s*(?P<word>{_any_of(words)})\b", re.IGNORECASE)


@cache
def _bounds(language: str) -> re.Pattern[str]:
    words = [word for listed in lexicon(language)["bounds"].values() for word in listed]
    return re.compile(
        rf"\b(?P<word>{_any_of(words)})\s+(?:(?:των|του|τις|τα|the)\s+)?$", re.IGNORECASE
    )


def _any_of(words: Sequence[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in longest)


def _value_of(word: str, language: str) -> Decimal:
    return Decimal(_key_of(word, language, "multiples"))


def _sign_of(word: str, language: str) -> str:
    return _key_of(word, language, "bounds")


def _key_of(word: str, language: str, listed: str) -> str:
    for key, words in lexicon(language)[listed].items():
        if re.fullmatch(_any_of(words), word, re.IGNORECASE):
            return key
    raise KeyError(word)


_COUNTED = re.compile(r"\s+((?:[^\W\d_]+\s+){0,3}[^\W\d_]+)")


def _counted(text: str, end: int) -> str:
    found = _COUNTED.match(text, end)
    return found[1] if found else ""
