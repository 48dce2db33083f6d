"""What does the number and symbol of a document say? Two grammars meet in one working loop."""

import re
import unicodedata
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import override

from haicap.foundation.access import Invalid
from haicap.foundation.statutes.book import code_list
from haicap.foundation.statutes.law import NoValue

PARTY_TYPES, STATE_TYPES = "document.party_types", "document.state_types"

_CAPITAL = "A-ZĐĂÂÊÔƠƯ"
_TYPE = rf"[{_CAPITAL}][{_CAPITAL}A-Za-zđ]{{0,4}}"
_BODY = rf"[{_CAPITAL}][{_CAPITAL}A-Za-zđ0-9.&]*(?:[-/][{_CAPITAL}0-9][{_CAPITAL}A-Za-zđ0-9.&]*)*"

# Party: 176-TB/VPTU, the hyphen after the number (Guidance 36-HD/VPTW).
_PARTY = re.compile(rf"(?P<number>\d{{1,6}})-(?P<type>{_TYPE})/(?P<body>{_BODY})")
# State: 15/QĐ-UBND; a legal document carries its year, 212/2025/QĐ-UBND (Decree 30/2020).
_STATE = re.compile(
    rf"(?P<number>\d{{1,6}})/(?:(?P<year>\d{{4}})/)?(?P<type>{_TYPE})-(?P<body>{_BODY})"
)
# State letters have no type: 32/UBND-VX; the part after the slash is a body.
_LETTER = re.compile(rf"(?P<number>\d{{1,6}})/(?P<body>{_BODY})")


class System(StrEnum):
    """Whose grammar a symbol follows, and so where its numbers begin again."""

    PARTY = "party"
    STATE = "state"


@dataclass(frozen=True)
class Symbol:
    """Number, type and body as one of the two grammars reads them, beside the words as typed."""

    raw: str
    number: int
    type: str
    """As the symbol abbreviates it; empty: a State letter, which has none."""
    body: str
    system: System
    year: int | None = None
    """The year, where the symbol itself carries it."""

    def series_of(self, issued_on: date, term: str = "") -> str:
        """State numbers begin again on 1 January, Party numbers with each term."""
        return str(issued_on.year) if self.system == System.STATE else term


def written(number: int, type_code: str, body: str, system: System, year: int | None = None) -> str:
    """The symbol as its side writes it: `176-TB/VPTU`, `05/TB-UBND`, `32/UBND-VX`.

    `year` only for a legal document of the State: `212/2025/QĐ-UBND`. Numbers below 10 are
    padded. Raises Invalid where the parts make no symbol of that side.
    """
    padded = f"{number:02d}"
    if system == System.PARTY:
        text = f"{padded}-{type_code}/{body}"
    else:
        parts = [
            padded,
            *([str(year)] if year else []),
            f"{type_code}-{body}" if type_code else body,
        ]
        text = "/".join(parts)
    grammar = _PARTY if system == System.PARTY else _STATE if type_code else _LETTER
    if number < 1 or not grammar.fullmatch(text):
        raise Invalid("symbol", _("These parts make no number and symbol."), text)
    return text


def parse(text: str, *, on: date) -> Symbol:
    """Read a symbol by the grammar and the lists of types that hold on a day.

    Raises Invalid("symbol", …) with both forms in its sentence.
    """
    raw = unicodedata.normalize("NFC", " ".join(text.split()))
    if found := _PARTY.fullmatch(raw):
        return Symbol(raw, int(found["number"]), found["type"], found["body"], System.PARTY)
    found = _STATE.fullmatch(raw)
    if found and (found["year"] or found["type"] in codes(STATE_TYPES, on)):
        year = int(found["year"]) if found["year"] else None
        return Symbol(raw, int(found["number"]), found["type"], found["body"], System.STATE, year)
    if found := _LETTER.fullmatch(raw):
        return Symbol(raw, int(found["number"]), "", found["body"], System.STATE)
    raise Invalid(
        "symbol",
        _("Write the number and symbol as 176-TB/VPTU (Party) or 176/TB-UBND (State)."),
        text,
    )


def codes(name: str, on: date, *, language: str | None = None) -> dict[str, str]:
    """The types of documents of one system on a day, with their labels in the reader's language.

    Name the `language` for what is printed: a document is Vietnamese whoever reads the page.
    """
    try:
        with override(language) if language else nullcontext():
            return code_list(name, on=on)
    except NoValue:  # before the act that lists them
        return {}


def types_on(day: date) -> dict[str, str]:
    """Every type of document that either system knows on a day."""
    return {**codes(STATE_TYPES, day), **codes(PARTY_TYPES, day)}
