"""The way back: an archive into an empty database and the storage of files.

Everything that can be known before is asked before; the files come first, since a file that
nobody names does no harm; the database comes in one transaction, whole or not at all.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction

from haicap.foundation.access import house
from haicap.foundation.database import programs
from haicap.foundation.database.location import cluster, is_embedded
from haicap.foundation.database.version import check_version
from haicap.foundation.files.models import StoredFile
from haicap.foundation.files.storing import digest, put
from haicap.foundation.journal.models import Entry, Seal
from haicap.foundation.journal.sealing import has_been_head, verify
from haicap.foundation.journal.writing import record

from .archive import DATABASE, Archive, Progress, file_part, told
from .manifest import counts_of_tables, home_province, unknown_migrations
from .progress import shown


class CannotRestore(Exception):
    """The archive was not restored, or what was restored does not hold; says why."""


def restore(archive: Archive, *, province: str, progress: Progress) -> None:
    """Restore a checked archive; raises CannotRestore in words."""
    _check_fits(archive, province)
    _check_database()
    _check_room(archive)
    manifest = archive.manifest
    least = max(manifest.program, programs.server_major())
    program = programs.fitting("pg_restore", least=least)
    for sha256 in archive.files():
        _restore_file(archive, sha256, progress)
    programs.load(program, told(archive.read(DATABASE), progress))
    connection.close()
    _check_counts(archive)
    call_command("migrate", verbosity=0, interactive=False)
    check_version()
    _check_journal(bytes.fromhex(manifest.journal_head))
    _remember(manifest.moment)


def _check_fits(archive: Archive, province: str) -> None:
    manifest = archive.manifest
    if newer := unknown_migrations(manifest):
        raise CannotRestore(
            f"the archive was made by a newer version of Haicap ({manifest.haicap}:"
            f" {newer[0]} is not known here). Restore it with that version"
        )
    if manifest.province not in {home_province(), province}:
        raise CannotRestore(
            f"the archive is of the home province {manifest.province}; this installation is of"
            f" {home_province()} (HAICAP_PROVINCE). If that is meant, say --province"
            f" {manifest.province}"
        )
    if manifest.postgresql > programs.server_major():
        raise CannotRestore(
            f"the archive was made on PostgreSQL {manifest.postgresql}; this server is"
            f" {programs.server_major()}. Restore it on {manifest.postgresql} or newer"
        )


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')"
            " AND relnamespace = 'public'::regnamespace AND NOT EXISTS"
            " (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')"
            " ORDER BY relname LIMIT 1"
        )
        found = cursor.fetchone()
    if found:
        other = "a new folder in HAICAP_HOME" if is_embedded() else "another in DATABASE_URL"
        raise CannotRestore(
            f"the database {connection.settings_dict['NAME']} is not empty (there is a table"
            f" {found[0]}), and nothing is ever overwritten. Make an empty one and name it:"
            f" {other}"
        )


def _check_room(archive: Archive) -> None:
    """Room for the files, and for the database where it lies on this machine."""
    needed: dict[int, tuple[Path, int]] = {}
    wanted = [(Path(settings.MEDIA_ROOT), archive.manifest.files_bytes)]
    if is_embedded():
        wanted.append((cluster().home, archive.manifest.database_bytes))
    for folder, size in wanted:
        there = next(place for place in [folder, *folder.parents] if place.exists())
        device = there.stat().st_dev
        needed[device] = (there, size + needed.get(device, (there, 0))[1])
    for there, size in needed.values():
        if (free := shutil.disk_usage(there).free) < size:
            raise CannotRestore(
                f"{there} has {free // 1_000_000} MB free; {size // 1_000_000} MB are needed"
            )


def _restore_file(archive: Archive, sha256: str, progress: Progress) -> None:
    path = StoredFile(sha256=sha256).path
    if default_storage.exists(path):
        with default_storage.open(path) as content:
            if digest(content)[0] != sha256:
                raise CannotRestore(
                    f"the storage has another content under {path}; it is not overwritten."
                    " Move it away first"
                )
        progress(archive.members[file_part(sha256)][1])
        return
    with tempfile.TemporaryFile() as half:
        computed = hashlib.sha256()
        for piece in archive.read(file_part(sha256)):
            half.write(piece)
            computed.update(piece)
            progress(len(piece))
        if computed.hexdigest() != sha256:
            raise CannotRestore("the archive changed while it was read")
        put(File(half, name=sha256), path)


def _check_counts(archive: Archive) -> None:
    there, said = counts_of_tables(), archive.manifest.counts
    for table in sorted(there.keys() | said.keys()):
        if there.get(table) != said.get(table):
            raise CannotRestore(
                f"the table {table} has {there.get(table, 'no')} rows; the manifest says"
                f" {said.get(table, 'no such table')}. Do not use this database"
            )


def _check_journal(head: bytes) -> None:
    with shown("journal", total=Entry.objects.count(), unit=" entries") as progress:
        fault = next(verify(progress), None)
    if fault:
        raise CannotRestore(f"the restored journal does not verify: {fault}")
    if not has_been_head(head):
        raise CannotRestore("the restored journal does not lead through the manifest's head")


@transaction.atomic
def _remember(moment: str) -> None:
    """The journal itself says that its present goes back to an archive."""
    last = Seal.objects.order_by("-id").first() or Seal(pk=0)
    hand = house("haicap restore", on_behalf_of="Haicap")
    record(actor=hand, event="installation.restore", subject=last, made_at=moment)
