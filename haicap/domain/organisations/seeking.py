"""What did somebody mean who typed a place: a code, a kind, a name, “formerly”, a province?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .naming import composed, fold, sort_key

# What people write before a name, folded → the designation; a dot may follow, a space may lack.
PREFIXES = {
    "thi tran": "thị trấn", "tt": "thị trấn",
    "thanh pho": "thành phố", "tp": "thành phố",
    "thi xa": "thị xã", "tx": "thị xã",
    "dac khu": "đặc khu",
    "phuong": "phường", "p": "phường",
    "huyen": "huyện", "h": "huyện",
    "quan": "quận", "q": "quận",
    "tinh": "tỉnh", "t": "tỉnh",
    "xa": "xã", "x": "xã",
}  # fmt: skip

ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "ủy ban mặt trận tổ quốc việt nam",
    "vp": "văn phòng",
    "btv": "ban thường vụ",
    "ttpvhcc": "trung tâm phục vụ hành chính công",
    "tphcm": "thành phố hồ chí minh",
    "hcm": "hồ chí minh",
}

_CODE = re.compile(r"\d{2,5}|[A-Z]\d{2}")
_KEY = re.compile(r"\d{2,5}(-\d{4}|\.[a-z0-9.-]+)")
_PARTS = re.compile(r"\s*[,;()]\s*")
_PLACE_WITHIN = re.compile(r"(?<=[^\s,;(])\s+(?=(?:tỉnh|huyện|tinh|huyen)\s)", re.IGNORECASE)
_FORMER = re.compile(
    r"\s*\(?\b(?:cũ|trước đây|trước sáp nhập|former(?:ly)?|old)\b\)?\s*", re.IGNORECASE
)
_BARE_FORMER = re.compile(r"\s+cu\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?<=[^\W\d_])\.\s*")
LONGEST = 200


@dataclass(frozen=True)
class Reading:
    """One way to read a name: with a kind of place before it, or as it stands."""

    designation: str
    name: str
    folded: str


@dataclass(frozen=True)
class Sought:
    """A text somebody typed, taken apart."""

    code: str = ""
    key: str = ""
    readings: tuple[Reading, ...] = ()
    whole: str = ""
    hints: tuple[str, ...] = ()
    """Folded names of what the place lies in: “…, Cao Lộc, Lạng Sơn”."""
    wants_former: bool = False
    is_accented: bool = False
    """Typed with diacritics: then they are meant."""


def ways_to_read(text: str) -> Iterator[Sought]:
    """A typed text taken apart, then in less likely ways: asked in turn until a unit answers.

    “Ủy ban nhân dân tỉnh Lạng Sơn” is a name, “xã Lộc Bình tỉnh Lạng Sơn” a place within another;
    “Trà Cú” is a name, “xa Mau Son cu” a place that was.
    """
    text = composed(text)[:LONGEST].replace("\0", "")
    ways = [text, _PLACE_WITHIN.sub(", ", text)]
    ways += [_BARE_FORMER.sub(" cũ", way) for way in ways]
    for way in dict.fromkeys(ways):
        yield _taken_apart(way)


def _taken_apart(text: str) -> Sought:
    wants_former = bool(_FORMER.search(text))
    plain = _FORMER.sub(" ", text).strip(" ,;")
    if _CODE.fullmatch(plain.upper()):
        return Sought(code=plain.upper(), wants_former=wants_former)
    if _KEY.fullmatch(plain):
        return Sought(key=plain)
    first, *rest = [part for part in _PARTS.split(plain) if part] or [""]
    name = _written_out(first)
    return Sought(
        readings=tuple(_readings(name)),
        whole=fold(name),
        hints=tuple(_bare(_written_out(hint)) for hint in rest),
        wants_former=wants_former,
        is_accented=fold(plain) != " ".join(re.findall(r"[^\W_]+", plain.casefold())),
    )


def _written_out(text: str) -> str:
    text = _DOTTED.sub(" ", text)
    return " ".join(ABBREVIATIONS.get(word.casefold(), word) for word in text.split())


def _readings(name: str) -> list[Reading]:
    """“xã Xa Mát”: the kind is taken off once; “Xa Mát” is read both ways."""
    found = [Reading("", name, fold(name))]
    words = name.split()
    for length in (2, 1):
        before, after = fold(" ".join(words[:length])), " ".join(words[length:])
        if after and before in PREFIXES:
            found.insert(0, Reading(PREFIXES[before], after, fold(after)))
            break
    return found


def _bare(name: str) -> str:
    return _readings(name)[0].folded


def is_spelt(typed: str, name: str) -> bool:
    """The same letters and tones, wherever the tone mark is put: Hoà and Hòa."""
    return sort_key(typed) == sort_key(name)
