"""Which version of a stylesheet or script does a page want? Its address says so."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

LETTERS = 12  # of SHA-256: enough to tell one version from the next


class VersionedStaticFiles(StaticFilesStorage):
    """Addresses end in `?v=…` by content: browsers keep a file long and miss no change.

    Nothing is collected or renamed, so nothing can be forgotten when a version is installed.
    """

    def url(self, name: str | None) -> str:
        address = super().url(name)
        version = (_version if settings.DEBUG else _kept_version)(name or "")
        return f"{address}?v={version}" if version else address


def _version(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        return ""
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:LETTERS]


_kept_version = lru_cache(maxsize=None)(_version)
