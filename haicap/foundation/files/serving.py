"""How is a file handed out? To be saved, under a safe name, and never shown inside our pages."""

import logging

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404  # noqa: TID251  one answer, shared by all rooms

from .kinds import TEXT, kind_of_stored
from .models import StoredFile
from .names import shown, split

log = logging.getLogger(__name__)


def serve(stored: StoredFile, name: str) -> FileResponse:
    """What a view answers that found the record through `visible_to` and hands out its file."""
    try:
        content = default_storage.open(stored.path)
    except FileNotFoundError as error:
        log.error("the storage has lost the file %s", stored.sha256)
        raise Http404 from error
    name = shown(name, kind_of_stored(stored))
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=_media_type(stored, name)
    )
    response["X-Content-Type-Options"] = "nosniff"
    # Even a browser that shows it after all runs nothing in it and gives it no origin.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{stored.sha256}"'
    return response


def _media_type(stored: StoredFile, name: str) -> str:
    if stored.media_type != TEXT.media_type:
        return stored.media_type
    kind = "csv" if split(name)[1] == ".csv" else "plain"
    return f"text/{kind}; charset=utf-8"
