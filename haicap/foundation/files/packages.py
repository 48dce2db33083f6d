"""Which office document is a ZIP package? Read from its list of members; nothing is unpacked."""

import struct
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

MOST_LISTED = 1 << 20  # bytes of the member list; a real document's is some kilobytes
MOST_UNPACKED = 500 * 1024 * 1024
MOST_RATIO = 200  # unpacked to packed; a sheet of one repeated number reaches about 60
OPEN_DOCUMENTS = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
)
OPEN_XML = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Macros: code that runs when the document is opened.
MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")

_END = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 1 << 16


class PackageFault(Exception):
    """Not a document we take; the words say what it seems to be."""


def read_package(content: IO[bytes]) -> str:
    """The media type of an office document; raises PackageFault for any other package."""
    _check_list(content)
    try:
        with ZipFile(content) as package:
            members = package.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, UnicodeDecodeError) as error:
        raise PackageFault(_("a damaged archive or document")) from error
    _check_members(content, members)
    return _media_type(content, members)


def _check_list(content: IO[bytes]) -> None:
    """Refuse a list of members so long that reading it would be the attack."""
    size = content.seek(0, 2)
    content.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = content.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise PackageFault(_("a damaged archive or document"))
    listed = _END.unpack_from(tail, at)[5]
    # The 64-bit form is for more than 4 GB: no document that we take has it.
    is_64_bit = b"PK\x06\x07" in tail[max(0, at - 20) : at]
    if listed > MOST_LISTED or is_64_bit:
        raise PackageFault(_("an archive with very many files"))


def _check_members(content: IO[bytes], members: list[ZipInfo]) -> None:
    packed = content.seek(0, 2)
    unpacked = sum(member.file_size for member in members)
    # Members that share their bytes pack together to more than the whole file.
    overlap = sum(member.compress_size for member in members) > packed
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * packed or overlap:
        raise PackageFault(_("an archive that unpacks to far more than it is"))
    if any(member.flag_bits & 1 for member in members):
        raise PackageFault(_("a locked archive; save it without a password"))
    names = [member.filename.lower() for member in members]
    if len(set(names)) < len(names):
        raise PackageFault(_("a damaged archive or document"))
    if any(name.startswith(MACROS) or name.endswith(MACROS[0]) for name in names):
        raise PackageFault(_("a document with macros; save it without them"))


def _media_type(content: IO[bytes], members: list[ZipInfo]) -> str:
    names = {member.filename for member in members}
    if members and members[0].filename == "mimetype" and members[0].compress_type == ZIP_STORED:
        declared = _stored_text(content, members[0])
        if declared in OPEN_DOCUMENTS and "content.xml" in names:
            return declared
    elif "[Content_Types].xml" in names:
        found = [media_type for part, media_type in OPEN_XML.items() if part in names]
        if len(found) == 1:
            return found[0]
    raise PackageFault(_("an archive; hand its files in one by one"))


def _stored_text(content: IO[bytes], member: ZipInfo) -> str:
    """A member that is not compressed stands in the file as it is."""
    content.seek(member.header_offset + 26)
    name_length, extra_length = struct.unpack("<2H", content.read(4))
    content.seek(member.header_offset + 30 + name_length + extra_length)
    return content.read(min(member.file_size, 100)).decode("ascii", "replace")
