"""How e-mail leaves this installation: one address says it all, or none leaves."""

import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# The scheme says how the way is guarded, and which port is its own.
PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


@dataclass(frozen=True)
class Mail:
    """The settings of e-mail, by their names in lower case."""

    is_on: bool
    address: str
    """Where the links in e-mails lead."""
    sender: str = "haicap@localhost"
    backend: str = "dummy"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def mail_settings() -> Mail:
    """Read from HAICAP_MAIL_URL, HAICAP_MAIL_FROM and HAICAP_ADDRESS.

    Raises ImproperlyConfigured for an address that cannot be read, and where it is not said
    from whom e-mails come or where their links lead.
    """
    url = os.environ.get("HAICAP_MAIL_URL", "")
    named = os.environ.get("HAICAP_ADDRESS", "").rstrip("/")
    sender = os.environ.get("HAICAP_MAIL_FROM", "")
    address = named or _own_address()
    if not url:
        return Mail(False, address)
    if url == "console:":
        return Mail(True, address, sender or Mail.sender, "console")
    if not sender or urlsplit(named).scheme not in ("http", "https"):
        raise ImproperlyConfigured(
            "HAICAP_MAIL_URL is set, so HAICAP_MAIL_FROM must say from whom e-mails come, and"
            " HAICAP_ADDRESS where their links lead, such as https://haicap.example.vn."
        )
    return _server(url, address, sender)


def _own_address() -> str:
    return f"http://127.0.0.1:{os.environ.get('HAICAP_PORT', '8000')}"


def _server(url: str, address: str, sender: str) -> Mail:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _unreadable() from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/"):
        raise _unreadable()
    return Mail(
        is_on=True,
        address=address,
        sender=sender,
        backend="smtp",
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp",
        use_ssl=parts.scheme == "smtps",
    )


def _unreadable() -> ImproperlyConfigured:
    # Without the address itself: a password stands in it.
    return ImproperlyConfigured(
        "HAICAP_MAIL_URL cannot be read. Write smtp://user:password@host:587 (STARTTLS),"
        " smtps://user:password@host:465 (TLS from the first byte), smtp+plain://host:25 (a"
        " server on this machine), console: (to look at), or leave it unset: no e-mail is sent."
    )
