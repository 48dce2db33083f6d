"""How law is put into words: titles in two languages, days, folding for search."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime


@dataclass(frozen=True)
class Text:
    """The same words in Vietnamese and English; as a string, those of the reader's language."""

    vi: str
    en: str

    def __str__(self) -> str:
        # Readers of other languages get English: Vietnamese is the last resort only where
        # nothing at all is known of the reader.
        language = translation.get_language() or "vi"
        return self.vi if language.startswith("vi") else self.en


def folded(words: str) -> str:
    """Lower case without tone and accent marks, so that `khieu nai` finds `Khiếu nại`."""
    # đ is a letter of its own and does not decompose.
    plain = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""As an office writes them; Django's own are `Thứ 4`."""


def day_in_words(day: date) -> str:
    """`Wednesday 01/07/2026`, in the reader's language."""
    if (translation.get_language() or "vi").startswith("vi"):
        return f"{WEEKDAYS[day.weekday()]} {plain_day(day)}"
    return date_format(day, "l d/m/Y")


def plain_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def parsed_moment(words: str) -> date | datetime:
    """A day or a day with an hour, as people type it: dd/mm/yyyy or ISO, hour optional.

    Raises ValueError when it is neither.
    """
    words = words.strip()
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(words, shape).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    for shape in ("%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"):
        try:
            return datetime.strptime(words, shape)  # noqa: DTZ007  the hour of Việt Nam is meant
        except ValueError:
            continue
    return datetime.fromisoformat(words)


def day_of(moment: date | datetime) -> date:
    """The calendar day in Việt Nam; an hour without a zone is taken as Vietnamese."""
    return local_hour(moment).date() if isinstance(moment, datetime) else moment


def local_hour(moment: datetime) -> datetime:
    """The same instant on the clock of Việt Nam, without a zone."""
    return localtime(moment).replace(tzinfo=None) if is_aware(moment) else moment
