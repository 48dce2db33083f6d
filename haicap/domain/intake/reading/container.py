"""What kind of file is it, by its first bytes and, for text alone, by its name?"""

import re
from enum import StrEnum

from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid

HEAD = 4096
ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8", b"RIFF")
RTF = b"{\\rtf"
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|article|div|p|meta|script)\b", re.I)
_MAIL = re.compile(
    rb"\A(?:(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version"
    rb"|Content-Type|X-[\w-]+|DKIM-Signature)\s*:.*(?:\r?\n[ \t].*)*\r?\n){2,}",
    re.I,
)


class Kind(StrEnum):
    """A kind of file whose words are read."""

    TEXT = "text"
    PAGE = "html"
    DOCX = "docx"
    PDF = "pdf"
    MAIL = "mail"


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of a file; raises Invalid("file", …) for one that we do not read."""
    head = content[:HEAD]
    if not head.strip(b"\x00\t\r\n "):
        raise Invalid("file", _("The file is empty."), name)
    if head.startswith(ZIP):
        return Kind.DOCX
    if PDF in head[:1024]:
        return Kind.PDF
    if refused := _refused(head):
        raise Invalid("file", refused, name)
    text = head.replace(b"\x00", b"")
    if name.lower().endswith(".eml") or _MAIL.match(text.lstrip(b"\xef\xbb\xbf\r\n ")):
        return Kind.MAIL
    if name.lower().endswith((".html", ".htm", ".xhtml", ".mhtml")) or _PAGE.search(text):
        return Kind.PAGE
    return Kind.TEXT


def _refused(head: bytes) -> str:
    if head.startswith(OLE):
        return _("An old or locked Office file: save it as DOCX without a password.")
    if head.startswith(RTF):
        return _("An RTF document: save it as DOCX.")
    if head.startswith(PICTURES):
        return _("A picture: hand in the document as PDF, DOCX or text.")
    if head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return _("A program, not a document.")
    return ""
