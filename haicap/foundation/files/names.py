"""Under which name may a file be shown and handed out? A name is data from outside."""

import re
import unicodedata

from .kinds import KINDS, Kind

LONGEST = 120  # characters, extension included; file systems take 255 bytes
NAMELESS = "file"

_FORBIDDEN_ON_WINDOWS = re.compile(r'[<>:"|?*]')
# Controls, format characters (such as those that turn the reading direction, so that
# "…fdp.exe" reads as a PDF), half and unknown characters, line and paragraph separators.
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def shown(name: str | None, kind: Kind | None = None) -> str:
    """The name without path, unseen characters and excess length; Vietnamese letters stay.

    With a kind, a name that does not end as files of this kind do gets the right ending: a
    name never promises what the content is not.
    """
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    seen = (" " if letter in "\t\n\r" else letter for letter in unicodedata.normalize("NFC", last))
    kept = "".join(letter for letter in seen if unicodedata.category(letter) not in _UNSEEN)
    kept = _FORBIDDEN_ON_WINDOWS.sub("_", " ".join(kept.split())).strip(". ")
    stem, ending = split(kept)
    if kind and ending not in kind.endings:
        known = ending in ENDINGS
        stem, ending = (stem if known else stem + ending), kind.endings[0]
    stem = stem.strip(". ")[: LONGEST - len(ending)].rstrip(". ") or NAMELESS
    return stem + ending


def split(name: str) -> tuple[str, str]:
    """Stem and ending, the ending in small letters with its dot; a long “ending” is none."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 10 or " " in ending:
        return name, ""
    return stem, f".{ending.lower()}"


ENDINGS = frozenset(ending for kind in KINDS for ending in kind.endings)


def kind_promised(name: str) -> Kind | None:
    """The kind that the name's ending promises; None for an ending that promises nothing."""
    ending = split(name)[1]
    return next((kind for kind in KINDS if ending in kind.endings), None)
