"""How can a creation be sent twice and happen once? By the sender's Idempotency-Key.

Same key, same request: the same answer again. Same key, another request: 422. While the first
is still being worked on: 409. The answer is kept in the transaction of the deed; a request that
was refused leaves nothing behind and may be sent again with its key.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid
from haicap.foundation.workflow import MoveFailed

from . import actions
from .models import KeptAnswer

HEADER = "Idempotency-Key"
KEY_FORM = r"^[!-~]{1,200}$"
REPLAYED = "Idempotent-Replayed"

View = Callable[..., Any]


class StillWorking(MoveFailed):
    """The same key is being worked on in another request at this moment."""


@dataclass(frozen=True)
class Asked:
    """A request under its key, as one person sent it."""

    user_id: int
    key: str
    fingerprint: str

    @property
    def lock(self) -> int:
        """A number for PostgreSQL's advisory lock, the same for the same person and key."""
        digest = hashlib.sha256(f"{self.user_id}:{self.key}".encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True)


def in_one_transaction(run: View) -> View:
    """Outermost: whatever a keyed request writes and its kept answer stand or fall together."""

    @wraps(run)
    def keyed(request: HttpRequest, **values: Any) -> Any:
        if request.method != "POST" or HEADER not in request.headers:
            return run(request, **values)
        with transaction.atomic():
            response = run(request, **values)
            if not 200 <= response.status_code < 300:
                transaction.set_rollback(True)
            elif asked := getattr(request, "asked", None):
                _keep(asked, response)
        return response

    return keyed


def answered_once(view: View) -> View:
    """Inside, where the sender is known and the body was read: answer again, or do it."""

    @wraps(view)
    def once(request: HttpRequest, *args: Any, **values: Any) -> Any:
        key = request.headers.get(HEADER)
        if request.method != "POST" or key is None or not request.user.is_authenticated:
            return view(request, *args, **values)
        if not re.fullmatch(KEY_FORM, key):
            raise Invalid(HEADER, _("Give 1 to 200 printable characters."), key)
        asked = Asked(request.user.pk, key, fingerprint_of(request))
        if kept := _kept_for(asked):
            return _again(kept)
        request.asked = asked  # type: ignore[attr-defined]
        return view(request, *args, **values)

    return once


def refuse_key(request: HttpRequest) -> None:
    """For an answer that holds a secret: kept to be given again, it would lie here in clear."""
    if HEADER in request.headers:
        reason = _("This answer is told once and not kept: send the request without this header.")
        raise Invalid(HEADER, reason)


def fingerprint_of(request: HttpRequest) -> str:
    """SHA-256 over what is asked: method, address and body, files by their content."""
    fingerprint = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for piece in _pieces(request):
        fingerprint.update(piece)
    return fingerprint.hexdigest()


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    if request.content_type != "multipart/form-data":
        yield request.body
        return
    # The stream of an upload was consumed by its parser, and its boundary differs each time.
    yield repr(sorted(request.POST.lists())).encode()
    for field, files in sorted(request.FILES.lists()):
        for file in files:
            yield f"\n{field} {file.name} {file.size}\n".encode()
            yield from file.chunks()
            file.seek(0)


def _kept_for(asked: Asked) -> KeptAnswer | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [asked.lock])
        if not cursor.fetchone()[0]:
            raise StillWorking(_("The same request is being worked on; ask again in a moment."))
    kept = KeptAnswer.objects.filter(user_id=asked.user_id, key=asked.key).first()
    if kept and kept.fingerprint != asked.fingerprint:
        raise Invalid(HEADER, _("This key was already used for another request."), asked.key)
    return kept


def _again(kept: KeptAnswer) -> HttpResponse:
    response = HttpResponse(
        bytes(kept.content), status=kept.status, content_type="application/json; charset=utf-8"
    )
    response[REPLAYED] = "true"
    if kept.location:
        response["Location"] = kept.location
    return response


def _keep(asked: Asked, response: HttpResponse) -> None:
    actions.keep_answer(
        user_id=asked.user_id,
        key=asked.key,
        fingerprint=asked.fingerprint,
        status=response.status_code,
        content=response.content,
        location=response.get("Location", ""),
    )
