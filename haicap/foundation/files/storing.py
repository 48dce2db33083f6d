"""How does a content come to lie in the storage: whole, once, and never overwritten?

Only Django's Storage API is used, so the storage may be a folder or S3-compatible.
"""

import errno
import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from haicap.foundation.access import Unavailable

logger = logging.getLogger(__name__)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
HALF_WRITTEN = "half-written"


def digest(content: "File[Any]") -> tuple[str, int]:
    """SHA-256 and size of what is really there, read piece by piece."""
    sha256, size = hashlib.sha256(), 0
    for piece in content.chunks():
        sha256.update(piece)
        size += len(piece)
    return sha256.hexdigest(), size


def put(content: "File[Any]", path: str) -> None:
    """Let the content lie at this path, if it does not yet. Safe when done by many at once."""
    with _told():
        if default_storage.exists(path):
            return
        content.seek(0)
        try:
            final = Path(default_storage.path(path))
        except NotImplementedError:
            _put_elsewhere(content, path)
        else:
            _put_in_folder(content, final)


@contextmanager
def _told() -> Iterator[None]:
    """A storage that fails says so in a sentence; whoever runs the house finds why in the log."""
    try:
        yield
    except OSError as error:
        logger.exception("The file storage failed")
        if error.errno in FULL:
            full = _("There is no room left to keep this file. Nothing was kept of it.")
            raise Unavailable(full, is_full=True) from error
        failed = _("Files cannot be kept at the moment. Nothing was kept; try again later.")
        raise Unavailable(failed) from error


def _put_in_folder(content: "File[Any]", final: Path) -> None:
    """Write under another name, then link: whoever sees the final name sees the whole file."""
    half = f"{HALF_WRITTEN}/{uuid4().hex}"
    try:
        half = default_storage.save(half, content)
        written = Path(default_storage.path(half))
        with written.open("rb") as file:
            os.fsync(file.fileno())
        final.parent.mkdir(parents=True, exist_ok=True)
        # A link, unlike a rename, never replaces what another upload put there meanwhile.
        with suppress(FileExistsError):
            os.link(written, final)
    finally:
        # Also what broke off in the middle, for want of room.
        default_storage.delete(half)


def _put_elsewhere(content: "File[Any]", path: str) -> None:
    """An object store shows an object only when it is whole; a name taken meanwhile gets a twin."""
    saved = default_storage.save(path, content)
    if saved != path:
        default_storage.delete(saved)


def read(path: str) -> bytes | None:
    """The content at this path; None where the storage has it no more."""
    with _told():
        try:
            with default_storage.open(path) as file:
                content: bytes = file.read()
                return content
        except FileNotFoundError:
            return None


def clear(*, older_than: datetime) -> int:
    """Remove half-written files from before then; returns how many."""
    removed = 0
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(HALF_WRITTEN)[1]:
            removed += _clear_one(f"{HALF_WRITTEN}/{name}", older_than)
    return removed


def _clear_one(path: str, older_than: datetime) -> int:
    # Its upload may end, and remove it, at this moment.
    with suppress(FileNotFoundError):
        if default_storage.get_modified_time(path) < older_than:
            default_storage.delete(path)
            return 1
    return 0
