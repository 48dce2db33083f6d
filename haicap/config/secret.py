"""The secret that signs sessions, where the environment names none: made once, kept by us."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def own_secret(path: Path) -> str:
    """The secret in this file, readable by its owner only; made at the first call."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written whole under another name, then linked: of two processes that start together
    # one keeps its file, and both read the same.
    half = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(half, path)
        half.unlink()
    return path.read_text()
