"""The secret that signs sessions, where the environment names none: made once, kept by us."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def own_secret(path: Path) -> str:
    """The secret in this file, readable by its owner only; made at the first call.

    Raises ImproperlyConfigured where it can be neither read nor made.
    """
    try:
        return _kept(path) or _made(path)
    except OSError as error:
        raise ImproperlyConfigured(
            f"the secret that signs sessions cannot be kept in {path}: {error}. Give the right to"
            " write there, name another folder in HAICAP_VAR, or set HAICAP_SECRET_KEY."
        ) from error


def _kept(path: Path) -> str:
    """Empty where there is none yet, or where a power cut left an empty file."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return ""


def _made(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.stat().st_size:
        path.unlink()
    # Written whole under another name, then linked: of two processes that start together
    # one keeps its file, and both read the same.
    half = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(half, path)
    half.unlink()
    return path.read_text()
