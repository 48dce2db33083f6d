"""How much of a file is read at most: enough for any notice, report or article."""

from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
"""Of a DOCX: its pictures are left where they are, its words never reach this."""
MOST_LETTERS = 2_000_000
"""About 700 printed pages; a longer text is refused, never cut."""
MOST_PAGES = 300
MOST_PARTS_OF_MAIL = 100


def checked(text: str) -> str:
    """The text; raises Invalid("file", …) for one that is longer than any document of an office."""
    if len(text) > MOST_LETTERS:
        sentence = _("The text has %(size)s letters; at most %(most)s are read. Divide it.")
        raise Invalid("file", sentence % {"size": len(text), "most": MOST_LETTERS})
    return text
