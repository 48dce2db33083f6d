"""The archive: a plain tar of known parts, and behind it the SHA-256 of all that stands before.

Any tar shows what is in it. Nothing is ever unpacked by the names it holds: a part is read as
a stream, and a name that is not of our making is refused.
"""

import hashlib
import os
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

from .manifest import BadArchive, Manifest, read_manifest

DATABASE = "database.dump"
MANIFEST = "manifest.json"
FILE = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
LONGEST_MANIFEST = 64 * 1024 * 1024
PIECE = 1 << 20

_MARK = b"HAICAP-BACKUP sha256:"
_TRAIL = len(_MARK) + 64 + 1
_BLOCK = tarfile.BLOCKSIZE

Progress = Callable[[int], None]


def pieces_of(stream: IO[bytes], most: int | None = None) -> Iterator[bytes]:
    """A stream in pieces; no more than so many bytes of it."""
    left = most
    while piece := stream.read(PIECE if left is None else min(PIECE, left)):
        if left is not None:
            left -= len(piece)
        yield piece


def told(pieces: Iterable[bytes], progress: Progress) -> Iterator[bytes]:
    """The same pieces, each told to whoever watches."""
    for piece in pieces:
        progress(len(piece))
        yield piece


class Writer:
    """Writes parts one after the other; the size of a part need not be known before."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def add(self, name: str, pieces: Iterable[bytes]) -> tuple[str, int]:
        """Returns the part's SHA-256 and its size."""
        start = self.stream.tell()
        self.stream.write(bytes(_BLOCK))
        sha256, size = hashlib.sha256(), 0
        for piece in pieces:
            self.stream.write(piece)
            sha256.update(piece)
            size += len(piece)
        self.stream.write(bytes(-size % _BLOCK))
        end = self.stream.tell()
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self.stream.seek(start)
        self.stream.write(member.tobuf(tarfile.GNU_FORMAT))
        self.stream.seek(end)
        return sha256.hexdigest(), size

    def finish(self) -> None:
        """Close the tar and write down the SHA-256 of all that lies on the disk before it."""
        self.stream.write(bytes(2 * _BLOCK))
        self.stream.flush()
        self.stream.seek(0)
        sha256 = hashlib.sha256()
        for piece in pieces_of(self.stream):
            sha256.update(piece)
        self.stream.seek(0, os.SEEK_END)
        self.stream.write(_MARK + sha256.hexdigest().encode() + b"\n")
        self.stream.flush()
        os.fsync(self.stream.fileno())


class Archive:
    """An archive that was checked: whole, ours, and nothing in it that does not belong there.

    Raises BadArchive when made of anything else. Restores nothing.
    """

    def __init__(self, path: Path, progress: Progress = lambda read: None) -> None:
        self.path = path
        try:
            _check_whole(path, progress)
            self.members = _members(path)
            self.manifest = self._manifest()
        except OSError as error:
            raise BadArchive(f"it cannot be read: {error.strerror or error}") from error
        self._check_parts()

    def read(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece."""
        start, size = self.members[name]
        with self.path.open("rb") as stream:
            stream.seek(start)
            yield from pieces_of(stream, size)

    def files(self) -> list[str]:
        """The SHA-256 of every uploaded file in it."""
        return [match[2] for name in self.members if (match := FILE.fullmatch(name))]

    def check_contents(self, progress: Progress) -> None:
        """Read every part and compare it with its SHA-256."""
        for name in self.members:
            match = FILE.fullmatch(name)
            expected = match[2] if match else self.manifest.parts.get(name)
            sha256 = hashlib.sha256()
            for piece in self.read(name):
                sha256.update(piece)
                progress(len(piece))
            if expected and sha256.hexdigest() != expected:
                raise BadArchive(f"its part {name} is not what the manifest says")

    def _manifest(self) -> Manifest:
        if MANIFEST not in self.members or DATABASE not in self.members:
            raise BadArchive("it holds no manifest or no database: it is no archive of Haicap")
        if self.members[MANIFEST][1] > LONGEST_MANIFEST:
            raise BadArchive("its manifest is longer than any of ours")
        return read_manifest(b"".join(self.read(MANIFEST)))

    def _check_parts(self) -> None:
        sizes = [size for name, (_start, size) in self.members.items() if FILE.fullmatch(name)]
        said = (self.manifest.files, self.manifest.files_bytes)
        if (len(sizes), sum(sizes)) != said:
            raise BadArchive(
                f"it holds {len(sizes)} files of {sum(sizes)} bytes; its manifest says {said[0]}"
                f" of {said[1]}"
            )
        if set(self.manifest.parts) != {DATABASE}:
            raise BadArchive("its manifest names other parts than it holds")


def file_part(sha256: str) -> str:
    return f"files/{sha256[:2]}/{sha256}"


def _check_whole(path: Path, progress: Progress) -> None:
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - _TRAIL))
        trail = stream.read()
        if len(trail) < _TRAIL or not trail.startswith(_MARK):
            raise BadArchive("it is no archive of Haicap, or its end is missing")
        stream.seek(0)
        sha256 = hashlib.sha256()
        for piece in pieces_of(stream, size - _TRAIL):
            sha256.update(piece)
            progress(len(piece))
    if trail != _MARK + sha256.hexdigest().encode() + b"\n":
        raise BadArchive("it is damaged: it is not what was written, its SHA-256 differs")


def _members(path: Path) -> dict[str, tuple[int, int]]:
    """Where each part lies and how long it is; raises BadArchive for a part not of our making."""
    found: dict[str, tuple[int, int]] = {}
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                is_ours = member.name in {DATABASE, MANIFEST} or FILE.fullmatch(member.name)
                if not member.type == tarfile.REGTYPE or not is_ours:
                    raise BadArchive(f"it holds “{member.name}”, which no archive of Haicap holds")
                if member.name in found:
                    raise BadArchive(f"it holds “{member.name}” twice")
                found[member.name] = (member.offset_data, member.size)
    except (tarfile.TarError, ValueError, UnicodeError) as error:
        raise BadArchive("it is no archive of Haicap: it cannot be read as a tar") from error
    return found
