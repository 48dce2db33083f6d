"""What do two spellings have in common? Told here and by the database, in the same words."""

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_SYLLABLE = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text without case, diacritics and punctuation: “Đồng Bục” and “dong buc” are one.

    The database folds by `haicap_folded`, made by the migration of this app; a property holds
    both equal for text in Latin, Greek and Cyrillic letters.
    """
    decomposed = unicodedata.normalize("NFD", _APOSTROPHES.sub("", text).casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(_SYLLABLE.findall(bare.replace("đ", "d")))


def words_of(text: str) -> list[str]:
    """The folded words of a search, each once."""
    return list(dict.fromkeys(fold(text).split()))
