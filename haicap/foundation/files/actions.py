"""Everything that writes files: taking one in, and clearing what was left half written."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid
from haicap.foundation.journal.writing import record

from . import storing
from .kinds import ACCEPTED, Kind, NotTaken, kind_of
from .models import StoredFile
from .names import kind_promised, shown

HALF_WRITTEN_AFTER = timedelta(days=1)


def store(upload: "UploadedFile[Any]", *, actor: Actor, field: str = "file") -> StoredFile:
    """Take a file in, once per content; the record that needs it points to what comes back.

    Call it before the transaction of the deed: the storage may be elsewhere. Keep the name as
    `names.shown(upload.name, kind_of_stored(stored))`. Raises Invalid(field) with the file's
    name, what it seems to be and what is taken.
    """
    name = shown(upload.name)
    _check_size(upload, name, field)
    kind = _kind(upload, name, field)
    sha256, size = storing.digest(upload)
    stored = StoredFile(sha256=sha256, size=size, media_type=kind.media_type)
    storing.put(upload, stored.path)
    return _remember(stored, actor=actor, name=shown(upload.name, kind))


def _check_size(upload: "UploadedFile[Any]", name: str, field: str) -> None:
    most = settings.MAX_FILE_MB
    if not upload.size:
        raise Invalid(field, _("“%(name)s” is empty.") % {"name": name}, name)
    if upload.size > most * 1024 * 1024:
        reason = _("“%(name)s” is larger than %(most)s MB.") % {"name": name, "most": most}
        raise Invalid(field, reason, name)


def _kind(upload: "UploadedFile[Any]", name: str, field: str) -> Kind:
    try:
        kind = kind_of(upload)
    except NotTaken as error:
        reason = _("“%(name)s” seems to be %(seems)s. We take %(accepted)s.")
        words = {"name": name, "seems": str(error), "accepted": ACCEPTED}
        raise Invalid(field, reason % words, name) from error
    promised = kind_promised(name)
    # Within a family the ending is corrected; across families somebody is mistaken or misleads.
    if promised and promised.family != kind.family:
        reason = _("“%(name)s” is called %(promised)s, but its content is %(kind)s.")
        words = {"name": name, "promised": str(promised.label), "kind": str(kind.label)}
        raise Invalid(field, reason % words, name)
    return kind


@transaction.atomic
def _remember(stored: StoredFile, *, actor: Actor, name: str) -> StoredFile:
    known, is_new = StoredFile.objects.get_or_create(
        sha256=stored.sha256, defaults={"size": stored.size, "media_type": stored.media_type}
    )
    if is_new:
        record(actor=actor, event="file.store", subject=known, name=name, sha256=known.sha256)
    return known


def clear_half_written() -> int:
    """Remove what uploads that broke off left behind for a day; returns how many files."""
    return storing.clear(older_than=timezone.now() - HALF_WRITTEN_AFTER)
