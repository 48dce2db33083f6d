"""The words on a picture of a page, recognised by Tesseract where it is installed.

A program of this machine, started for each page: only jobs and commands, which no request and no
transaction waits for, hand it to the reader.
"""

import shutil
import subprocess
from functools import cache

from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

SECONDS_A_PAGE = 120
SPOKEN = ("vie", "eng", "deu", "ell")


def recognise(picture: bytes) -> str:
    """The words on a page. Raises Invalid("file", …) where Tesseract is missing or fails."""
    program = shutil.which("tesseract")
    if program is None:
        raise Invalid(
            "file",
            _(
                "The pages are pictures without text. Recognising them needs Tesseract on the"
                " server (packages tesseract-ocr and tesseract-ocr-vie)."
            ),
        )
    command = [program, "stdin", "stdout", "-l", _languages(program), "--psm", "4"]
    try:
        done = subprocess.run(  # noqa: S603  found on the path; the picture is of our own making
            command, input=picture, capture_output=True, timeout=SECONDS_A_PAGE, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise Invalid("file", _("Tesseract could not recognise the pages.")) from error
    return done.stdout.decode("utf-8", "replace")


@cache
def _languages(program: str) -> str:
    listed = subprocess.run(  # noqa: S603
        [program, "--list-langs"], capture_output=True, timeout=SECONDS_A_PAGE, check=False
    ).stdout.decode("utf-8", "replace")
    known = [code for code in SPOKEN if code in listed.split()]
    return "+".join(known) or "eng"
