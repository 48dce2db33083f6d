"""How are Vietnamese names compared and ordered, whoever typed them and however?"""

import re
import unicodedata
from functools import lru_cache

from haicap.foundation.search.folding import fold

__all__ = ["LETTERS", "LONGEST_SORT_KEY", "TONES", "composed", "fold", "sort_key"]

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook, tilde, acute, dot below: their order in a Vietnamese dictionary, after no tone."""

_QUALITIES = "\u0302\u0306\u031b"  # circumflex, breve, horn: they make another letter
_PLACE_OF_LETTER = {letter: chr(ord("A") + place) for place, letter in enumerate(LETTERS)}
_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_SYLLABLE = re.compile(r"[^\W_]+")
_DIGITS_ALIGNED = 4  # “Phường 2” before “Phường 10”
LONGEST_SORT_KEY = 400


def composed(text: str) -> str:
    """The text in NFC with single spaces: how every name is kept."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@lru_cache(maxsize=4096)
def _syllable_key(syllable: str) -> str:
    letters: list[str] = []
    tone = 0
    for mark in unicodedata.normalize("NFD", syllable):
        if mark in TONES:
            tone = TONES.index(mark) + 1
        elif mark in _QUALITIES and letters:
            letters[-1] += mark
        elif not unicodedata.combining(mark):
            letters.append(mark)
    whole = (unicodedata.normalize("NFC", letter) for letter in letters)
    return "".join(_PLACE_OF_LETTER.get(letter, letter) for letter in whole) + f" {tone}"


def sort_key(name: str) -> str:
    """Orders names as a Vietnamese dictionary does, compared byte by byte.

    Syllable by syllable, letters before tones. The tone belongs to the syllable, so “Hoà” and
    “Hòa” have one key: names are the same, in other spelling, exactly if their keys are.
    """
    words = _SYLLABLE.findall(unicodedata.normalize("NFC", _APOSTROPHES.sub("", name)).casefold())
    keys = (w.zfill(_DIGITS_ALIGNED) if w.isdigit() else _syllable_key(w) for w in words)
    return " ".join(keys)[:LONGEST_SORT_KEY]
