"""A list that was sent to be examined first: kept by its content, so that the very same is taken.

What is examined writes nothing; the button after it names the list by its hash.
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid
from haicap.foundation.spreadsheets.packages import LARGEST, MEGABYTE

from .actions import store
from .models import StoredFile
from .storing import read


def list_content(upload: "UploadedFile[Any]") -> bytes:
    """What was sent, if it is not too large to be looked at. Raises Invalid."""
    if (upload.size or 0) > LARGEST:
        reason = _("The file is too large: at most %(most)s MB are read.")
        raise Invalid("file", reason % {"most": LARGEST // MEGABYTE}, upload.name or "")
    upload.seek(0)
    content: bytes = upload.read()
    return content


def keep_list(upload: "UploadedFile[Any]", *, actor: Actor) -> StoredFile:
    """Keep a list that was found fit. Raises Invalid."""
    return store(upload, actor=actor)


def kept_list(sha256: str) -> tuple[StoredFile, bytes]:
    """A list that was kept, with its content. Raises Invalid where it is there no more."""
    stored = StoredFile.objects.filter(sha256=sha256).first()
    content = read(stored.path) if stored else None
    if stored is None or content is None:
        raise Invalid("file", _("This list is there no more. Send it once more."))
    return stored, content
