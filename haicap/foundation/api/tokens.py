"""What does a token look like, and what of it is kept? Only its hash."""

import hashlib
import secrets

PREFIX = "haicap_"  # so that a scanner finds a token that leaked into a file


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored. Plain SHA-256: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
