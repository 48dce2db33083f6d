"""Taking a backup: one moment of the database, and the files that it names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from haicap.foundation.database import programs
from haicap.foundation.files.models import StoredFile
from haicap.foundation.files.storing import digest
from haicap.foundation.journal.sealing import head, seal_waiting

from .archive import DATABASE, MANIFEST, PIECE, Progress, Writer, file_part, told
from .manifest import (
    FORMAT,
    Manifest,
    counts_of_tables,
    haicap_version,
    home_province,
    migrations_applied,
)


class CannotBackUp(Exception):
    """No archive was made; the sentence says why."""


def default_name() -> str:
    return f"haicap-{home_province()}-{timezone.localtime():%Y%m%d-%H%M%S}.tar"


def back_up(path: Path, *, without_lost: bool, progress: Progress) -> Manifest:
    """Write an archive that appears under its name only when it is whole, readable by us alone.

    Raises CannotBackUp where a file stands already, or an uploaded file is lost or altered
    (unless those shall be left out, by name).
    """
    if path.exists():
        raise CannotBackUp(f"{path} exists and is not overwritten")
    # What waits is sealed first, so that the head in the manifest stands for all of it.
    seal_waiting()
    half = path.with_name(f".{path.name}.{uuid4().hex[:8]}.half")
    try:
        handle = os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as stream, _snapshot() as snapshot:
            manifest = _write(stream, snapshot, without_lost=without_lost, progress=progress)
        if path.exists():
            raise CannotBackUp(f"{path} was made by somebody else meanwhile")
        half.rename(path)
        _keep_name(path.parent)
    except OSError as error:
        raise CannotBackUp(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        half.unlink(missing_ok=True)
    return manifest


def _keep_name(folder: Path) -> None:
    """A name, too, must survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _snapshot() -> Iterator[str]:
    """One moment of the database, shared with `pg_dump`, however long the copying takes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _write(stream: Any, snapshot: str, *, without_lost: bool, progress: Progress) -> Manifest:
    server = programs.server_major()
    program = programs.fitting("pg_dump", least=server)
    writer = Writer(stream)
    sha256, _size = writer.add(DATABASE, told(programs.dump(program, snapshot), progress))
    # The files after the database: what the snapshot names is stored already and never changed.
    files, size, lost = _add_files(writer, without_lost, progress)
    manifest = Manifest(
        format=FORMAT,
        haicap=haicap_version(),
        migrations=migrations_applied(),
        province=home_province(),
        made_at=timezone.localtime().replace(microsecond=0),
        postgresql=server,
        program=program.major,
        counts=counts_of_tables(),
        journal_head=head().hex(),
        database_bytes=_database_bytes(),
        parts={DATABASE: sha256},
        files=files,
        files_bytes=size,
        lost_files=lost,
    )
    writer.add(MANIFEST, [manifest.as_bytes()])
    writer.finish()
    return manifest


def _add_files(
    writer: Writer, without_lost: bool, progress: Progress
) -> tuple[int, int, list[str]]:
    count, total, lost = 0, 0, []
    for stored in StoredFile.objects.order_by("sha256").iterator():
        if not _is_as_stored(stored):
            if not without_lost:
                raise CannotBackUp(
                    f"the uploaded file {stored.path} is missing in the storage or was altered"
                    " there. Bring it back from an earlier backup, or leave such files out, named"
                    " in the manifest, with --without-lost-files"
                )
            lost.append(stored.sha256)
            continue
        with default_storage.open(stored.path) as content:
            name = file_part(stored.sha256)
            sha256, size = writer.add(name, told(_content(content), progress))
        if sha256 != stored.sha256:
            raise CannotBackUp(f"the uploaded file {stored.path} changed while it was copied")
        count, total = count + 1, total + size
    return count, total, lost


def _content(content: "File[Any]") -> Iterator[bytes]:
    yield from content.chunks(PIECE)


def _is_as_stored(stored: StoredFile) -> bool:
    try:
        with default_storage.open(stored.path) as content:
            return digest(content) == (stored.sha256, stored.size)
    except OSError:
        return False


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
