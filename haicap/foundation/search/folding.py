"""What do two spellings have in common? Told here and by the database, in the same words."""

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_SYLLABLE = re.compile(r"[^\W_]+")
MOST_WORDS = 12


def fold(text: str) -> str:
    """The text without case, diacritics and punctuation: “Đồng Bục” and “dong buc” are one."""
    decomposed = unicodedata.normalize("NFD", _APOSTROPHES.sub("", text).casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(_SYLLABLE.findall(bare.replace("đ", "d")))


def words_of(text: str) -> list[str]:
    """The folded words of a search, each once; what lies beyond the twelfth is not asked for."""
    return list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
