"""`haicap restore FILE`: an archive into an empty database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from haicap.foundation.database.location import DatabaseProblem
from haicap.foundation.operations.archive import Archive
from haicap.foundation.operations.manifest import BadArchive
from haicap.foundation.operations.progress import shown
from haicap.foundation.operations.restoring import CannotRestore, restore


class Command(BaseCommand):
    help = "Restore an archive of `haicap backup` into an empty database."
    # The tables come with the archive.
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--province",
            default="",
            help="the archive's home province, where it is another than HAICAP_PROVINCE",
        )

    def handle(self, *args: Any, file: Path, province: str, **options: Any) -> None:
        try:
            archive = self._checked(file)
            manifest = archive.manifest
            whole = manifest.files_bytes + archive.members["database.dump"][1]
            with shown("restore", total=whole) as progress:
                restore(archive, province=province, progress=progress)
        except BadArchive as problem:
            raise CommandError(f"{file} is not fit to be restored: {problem}.") from problem
        except (CannotRestore, DatabaseProblem) as problem:
            raise CommandError(f"{file} was not restored: {problem}.") from problem
        self.stdout.write(
            f"Restored as of {manifest.moment}: {sum(manifest.counts.values()):,} rows,"
            f" {manifest.files:,} files. The counts are the manifest's and the journal verifies."
        )
        if manifest.lost_files:
            self.stdout.write(f"Without {len(manifest.lost_files)} files that the archive lacks.")

    def _checked(self, file: Path) -> Archive:
        size = file.stat().st_size if file.is_file() else None
        with shown("verify", total=size and 2 * size) as progress:
            archive = Archive(file, progress)
            archive.check_contents(progress)
            return archive
