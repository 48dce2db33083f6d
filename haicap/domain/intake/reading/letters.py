"""An e-mail: its subject and its words; what is attached is named, not opened."""

import email
import email.policy
from datetime import date
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

from .characters import decoded
from .furniture import part_of
from .limits import MOST_PARTS_OF_MAIL
from .pages import read_page
from .parts import Assembly, Part, Reading
from .plain import whole


def read_mail(content: bytes) -> Reading:
    """The words of a message saved as a file. Raises Invalid for one without words."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    if sum(1 for _part in message.walk()) > MOST_PARTS_OF_MAIL:
        raise Invalid("file", _("The message has more parts than any message of an office."))
    body = message.get_body(("plain", "html"))
    if body is None:
        raise Invalid("file", _("The message has no words of its own."))
    raw = cast("bytes", body.get_payload(decode=True)) or b""
    assembly = Assembly()
    assembly.add(Part.TITLE, _header(message, "subject"))
    remarks = _attached(message)
    if body.get_content_type() == "text/html":
        page = read_page(raw)
        told = [(block.part, page.words_of(block)) for block in page.blocks]
        remarks += page.remarks
    else:
        text, more = decoded(raw, body.get_content_charset() or "")
        told = [(part_of(line.strip()), line) for line in text.splitlines()]
        remarks += more
    for part, words in told:
        assembly.add(Part.BODY if part == Part.TITLE else part, words)
    return whole(
        assembly.pieces, remarks, published_on=_day(message), source=_header(message, "from")
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "") or "")
    except (ValueError, IndexError, AttributeError, UnicodeError):  # a header that breaks the rules
        return ""


def _day(message: EmailMessage) -> date | None:
    try:
        sent = parsedate_to_datetime(_header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return timezone.localdate(sent) if timezone.is_aware(sent) else sent.date()


def _attached(message: EmailMessage) -> list[str]:
    names = [part.get_filename() or "" for part in message.iter_attachments()]
    told = ", ".join(name for name in names if name)
    return [_("Attached and not read: %(names)s.") % {"names": told}] if told else []
