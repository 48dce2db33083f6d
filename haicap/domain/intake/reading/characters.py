"""Which characters do these bytes stand for? Old Vietnamese encodings are known by what they make.

Before Unicode, Vietnamese was typed with fonts that drew a Vietnamese letter in the place of a
Western one: TCVN3 (fonts called “.Vn…”) one byte a letter, VNI a letter and a mark after it.
Opened today such a text is full of “ViÖt Nam” or “Vieät Nam”.
"""

import codecs
import re
import unicodedata
from collections.abc import Mapping
from itertools import product

from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

# TCVN 5712:1993, the lower half of its letters: the capitals were drawn by fonts of their own.
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ",  # A1…AE
    "àảãáạ",  # B5…B9
    "ằẳẵắ",  # BB…BE
    "ặầẩẫấậè",  # C6…CC
    "ẻẽéẹềểễếệìỉ",  # CE…D8
    "ĩíịò",  # DC…DF
    "ỏõóọồổỗốộờởỡớợù",  # E1…EF
    "ủũúụừửữứựỳỷỹýỵ",  # F1…FE
)
_TCVN3_BEGINS = (0xA1, 0xB5, 0xBB, 0xC6, 0xCE, 0xDC, 0xE1, 0xF1)
TCVN3: Mapping[str, str] = {
    bytes([begin + place]).decode("cp1252"): letter
    for begin, row in zip(_TCVN3_BEGINS, _TCVN3, strict=True)
    for place, letter in enumerate(row)
}

# VNI for Windows: marks that follow their letter, and five letters of their own.
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_ROOFS = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVES = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_LETTERS = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "ó": "ĩ", "æ": "ỉ", "ò": "ị", "î": "ỵ",
}  # fmt: skip


def _vni() -> dict[str, str]:
    table = dict(_VNI_LETTERS)
    for letter, (mark, tone) in product("aeouy", _VNI_TONES.items()):
        table[letter + mark] = letter + tone
    for letter, (mark, tone) in product("ôö", _VNI_TONES.items()):
        table[letter + mark] = _VNI_LETTERS[letter] + tone
    for letter, (mark, tone) in product("aeo", _VNI_ROOFS.items()):
        table[letter + mark] = f"{letter}\u0302{tone}"
    for mark, tone in _VNI_BREVES.items():
        table[f"a{mark}"] = f"a\u0306{tone}"
    small = {old: unicodedata.normalize("NFC", new) for old, new in table.items()}
    # A capital may be followed by a small mark: “Ñaûng”, “ÑAÛNG”.
    mixed = {old[0].upper() + old[1:]: new[0].upper() + new[1:] for old, new in small.items()}
    return small | mixed | {old.upper(): new.upper() for old, new in small.items()}


VNI: Mapping[str, str] = _vni()
_VNI_FOUND = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))

_VIETNAMESE = set("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_WORD = re.compile(r"[^\W\d_]+")
# Words that nearly every Vietnamese text has, as the old fonts leave them behind.
_SIGNS_OF_TCVN3 = {
    "viöt", "céng", "hßa", "héi", "chñ", "nghüa", "tØnh", "x∙", "x·", "vµ", "cña", "®¶ng",
    "ñy", "®ång", "th«ng", "b¸o", "kõt", "luën", "huyön", "ph¸t", "®éc", "lëp",
}  # fmt: skip
_SIGNS_OF_VNI = {
    "vieät", "coäng", "hoøa", "hoäi", "chuû", "nghóa", "tænh", "xaõ", "vaø", "cuûa", "ñaûng",
    "uûy", "ñoàng", "thoâng", "baùo", "keát", "luaän", "huyeän", "phaùt", "ñoäc", "laäp",
}  # fmt: skip
_ENOUGH = 3
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decoded(content: bytes, declared: str = "") -> tuple[str, list[str]]:
    """The text of these bytes, and what had to be done to read it.

    Raises Invalid("file", …) where no encoding that we know makes a text of them.
    """
    text, remarks = _as_characters(content, declared)
    if _NEVER_IN_TEXT.search(text):
        raise Invalid("file", _("This is no text: it has characters that no text has."))
    modern, more = modernised(text)
    return modern, remarks + more


def _as_characters(content: bytes, declared: str) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        # A file that was cut off in the middle of its last letter is still UTF-8.
        if len(content) - error.start < 4 and "unexpected end" in error.reason:
            return content[: error.start].decode("utf-8"), [_("The end of the text is cut off.")]
    if _is_utf_16(content):
        return _strictly(content, "utf-16-le"), []
    encoding = _known(declared) or _likeliest(content)
    text = content.decode(encoding, "replace")
    remark = _("Read as %(encoding)s: the file does not say how its letters are written.")
    return unicodedata.normalize("NFC", text), [remark % {"encoding": encoding}]


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid("file", _("The text is damaged: its letters cannot be read.")) from error


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    return "" if name in {"utf-8", "ascii", "utf-16"} or name.startswith("base64") else name


def _is_utf_16(content: bytes) -> bool:
    """Without a mark at its begin: every second byte of mostly Latin letters is zero."""
    some = content[:2000]
    return len(some) >= 20 and some[1::2].count(0) > len(some) // 3


def _likeliest(content: bytes) -> str:
    """The one-byte encoding that makes the most words out of the bytes above ASCII."""
    some = content[:20_000]
    greek = some.decode("cp1253", "replace")
    letters = sum("\u0370" <= letter <= "\u03ff" for letter in greek)
    if letters > len(some) // 3:
        return "cp1253"
    vietnamese = unicodedata.normalize("NFC", some.decode("cp1258", "replace")).lower()
    toned = sum(letter in _VIETNAMESE for letter in vietnamese)
    western = some.decode("cp1252", "replace")
    old = _signs(western, _SIGNS_OF_TCVN3) + _signs(western, _SIGNS_OF_VNI)
    return "cp1258" if toned > len(vietnamese) // 40 and old < _ENOUGH else "cp1252"


def modernised(text: str) -> tuple[str, list[str]]:
    """A text typed with an old Vietnamese font, in Unicode; any other text as it is."""
    if _signs(text, _SIGNS_OF_VNI) >= _ENOUGH and not _is_vietnamese(text):
        return _from_vni(text), [_("Converted from the old VNI fonts.")]
    if _signs(text, _SIGNS_OF_TCVN3) >= _ENOUGH and not _is_vietnamese(text):
        return from_tcvn3(text), [_("Converted from the old TCVN3 fonts.")]
    return text, []


def _signs(text: str, words: set[str]) -> int:
    return len(words & set(_TOKENS.findall(text[:20_000].lower())))


_TOKENS = re.compile(r"[^\s.,;:!?()\"“”/-]+")


def _is_vietnamese(text: str) -> bool:
    return sum(letter in _VIETNAMESE for letter in text[:20_000].lower()) > len(text[:20_000]) // 50


def _from_vni(text: str) -> str:
    return _VNI_FOUND.sub(lambda found: VNI[found[0]], text)


def from_tcvn3(text: str, *, is_capital: bool = False) -> str:
    """Text typed with a “.Vn…” font; one whose name ends in H draws every letter large."""
    modern = "".join(TCVN3.get(letter, letter) for letter in text)
    return modern.upper() if is_capital else modern
