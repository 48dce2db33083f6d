"""Can this environment be served from? What contradicts itself is told before anything starts."""

import os

from django.core.exceptions import ImproperlyConfigured

LEAST_SECRET = 50  # characters, as Django's own check asks
# Who sets one of these means a real installation.
OF_AN_OFFICE = ("HAICAP_HOSTS", "HAICAP_ORIGINS", "HAICAP_TLS")
SECOND_FACTOR_OF = ("", "administrators", "all")


def words_of(variable: str) -> list[str]:
    """The words of a list separated by commas, blanks around them forgiven."""
    return [word.strip() for word in os.environ.get(variable, "").split(",") if word.strip()]


def check_environment() -> None:
    """Raises ImproperlyConfigured where an office would be served unsafely by mistake."""
    second = os.environ.get("HAICAP_SECOND_FACTOR", "")
    if second not in SECOND_FACTOR_OF:
        raise ImproperlyConfigured(
            f"HAICAP_SECOND_FACTOR is {second!r}; it says of whom a code is asked besides the"
            " password: administrators, all, or nothing at all."
        )
    named = [variable for variable in OF_AN_OFFICE if os.environ.get(variable)]
    if os.environ.get("HAICAP_DEBUG") == "1" and named:
        raise ImproperlyConfigured(
            f"HAICAP_DEBUG shows what is inside to everybody and is set together with {named[0]},"
            " which is for an office. Unset one of them."
        )
    secret = os.environ.get("HAICAP_SECRET_KEY", "")
    if named and secret and len(secret) < LEAST_SECRET:
        raise ImproperlyConfigured(
            f"HAICAP_SECRET_KEY has {len(secret)} characters; an office needs at least"
            f" {LEAST_SECRET}, drawn at random. Or unset it: then one is made and kept."
        )
