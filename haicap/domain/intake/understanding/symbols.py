"""Numbers and symbols of documents in a text, in both grammars, however transcribed."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from haicap.foundation.access import Invalid
from haicap.foundation.documents.symbols import Symbol, parse

from .lexicon import lexicon
from .when import Precision, When

_BODY = r"[A-ZĐĂÂÊÔƠƯ][A-ZĐĂÂÊÔƠƯa-zđ0-9]*(?:[./-][A-ZĐĂÂÊÔƠƯ0-9][A-ZĐĂÂÊÔƠƯa-zđ0-9]*)*"
_FOUND = re.compile(
    rf"(?<![\w/-])(?P<number>\d{{1,6}})\s?(?P<sep>[-/–])\s?(?P<year>(?:19|20)\d\d/)?"
    rf"(?P<type>[A-ZĐĂÂÊÔƠƯ]{{1,5}}[a-z]?)(?P<middle>[/-])(?P<body>{_BODY})(?!\w)"
)
# A newspaper's typewriter has no Đ; the abbreviations of documents that have one.
_RESTORED = {"QD": "QĐ", "ND": "NĐ", "HD": "HD", "LD": "LĐ", "QDD": "QĐ", "CD": "CĐ"}
_BODIES = {
    "UBND": "UBND", "HDND": "HĐND", "ND": "NĐ", "CD": "CĐ", "TW": "TW", "TU": "TU",
    "DU": "ĐU", "VPTU": "VPTU", "BCD": "BCĐ", "LDTBXH": "LĐTBXH", "TTCP": "TTCP",
}  # fmt: skip
NEAR_A_DATE = 30
NEAR_A_TYPE = 40


@dataclass(frozen=True)
class Mention:
    """A document named in a text: `text[begin:end]`."""

    begin: int
    end: int
    written: str
    """As the text writes it."""
    symbol: Symbol
    """As an office writes it."""
    type_name: str = ""
    """The word before it: “Notice”, “Verordnung”; as it is written."""
    type_code: str = ""
    """The type that this word stands for; the symbol's own where no word is there."""
    issued_on: When | None = None


def find_symbols(text: str, language: str, whens: Sequence[When], on: date) -> list[Mention]:
    """Every number and symbol of a text, in its order."""
    return [
        mention
        for match in _FOUND.finditer(text)
        if (mention := _mention(text, match, language, whens, on))
    ]


def _mention(
    text: str, match: re.Match[str], language: str, whens: Sequence[When], on: date
) -> Mention | None:
    separator = "-" if match["sep"] in "-–" else "/"
    body = re.sub(r"[^./-]+", lambda part: _BODIES.get(part[0], part[0]), match["body"])
    type_code = _RESTORED.get(match["type"], match["type"])
    year = match["year"] or ""
    try:
        symbol = parse(
            f"{match['number']}{separator}{year}{type_code}{match['middle']}{body}", on=on
        )
    except Invalid:
        return None
    name, meant = _type_before(text, match.start(), language)
    return Mention(
        match.start(), match.end(), match[0], symbol, name, meant or symbol.type,
        _day_after(text, match.end(), whens),
    )  # fmt: skip


def _type_before(text: str, begin: int, language: str) -> tuple[str, str]:
    before = text[max(0, begin - NEAR_A_TYPE) : begin]
    best: tuple[int, str, str] = (-1, "", "")
    for code, words in lexicon(language).get("symbol_types", {}).items():
        for word in words:
            pattern = re.escape(word).replace(r"\*", r"\w*")
            for found in re.finditer(rf"\b{pattern}\b", before, re.IGNORECASE):
                best = max(best, (found.start(), found[0], code))
    return best[1], best[2]


def _day_after(text: str, end: int, whens: Sequence[When]) -> When | None:
    """“ngày 27/10/2025”, “vom 11. August 2025”: the first day soon after it, in its sentence."""
    for when in whens[bisect_left(whens, end, key=lambda each: each.begin) :]:
        if when.begin > end + 2 * NEAR_A_DATE:
            break
        if when.precision == Precision.DAY:
            between = text[end : when.begin]
            is_near = when.begin - end <= NEAR_A_DATE or re.search(
                r"(?:ngày|vom|of|της)\s*$", between
            )
            if is_near and not re.search(r"[.;]\s", between):
                return when
    return None
