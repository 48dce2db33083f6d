"""Words that are stored for ever, and the catalogues that translate what people read."""

from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from .source import ROOT

STORED = ROOT / "tests" / "architecture" / "stored_words.txt"


def kept(path: Path = STORED) -> set[str]:
    """The words that were ever stored, as the committed list has them."""
    lines = path.read_text().splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def vanished(kept_words: set[str], present: set[str]) -> list[str]:
    """Words that rows may hold and the code no longer knows."""
    return [
        f"“{word}” was stored once; rows may still hold it" for word in sorted(kept_words - present)
    ]


def unlisted(kept_words: set[str], present: set[str]) -> list[str]:
    """New words that the list does not have yet."""
    return [
        f"“{word}” is new: bin/fix adds it to the list" for word in sorted(present - kept_words)
    ]


@lru_cache(maxsize=4)
def catalogue(root: Path, language: str) -> dict[str, str]:
    """Every message of the house in one language; those in doubt (fuzzy) do not count."""
    messages: dict[str, str] = {}
    for path in sorted((root / "haicap").rglob(f"locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            messages |= {
                str(message.id if isinstance(message.id, str) else message.id[0]): (
                    message.string if isinstance(message.string, str) else message.string[0]
                )
                for message in read_po(file, locale=language)
                if message.id and not message.fuzzy and message.string
            }
    return messages
