"""`haicap backup`: the whole installation in one archive; and the check of one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from haicap.foundation.database.location import DatabaseProblem
from haicap.foundation.operations import taking
from haicap.foundation.operations.archive import Archive
from haicap.foundation.operations.manifest import BadArchive, Manifest
from haicap.foundation.operations.progress import shown


class Command(BaseCommand):
    help = "Back up database and uploaded files into one archive, or verify one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "words",
            nargs="*",
            metavar="FILE | verify FILE",
            help="where to write (a file, or a folder for a name of ours); verify: check one",
        )
        parser.add_argument(
            "--without-lost-files",
            action="store_true",
            help="leave out uploaded files that the storage lost; the manifest names them",
        )

    def handle(self, *args: Any, words: list[str], **options: Any) -> None:
        if words[:1] == ["verify"]:
            if len(words) != 2:
                raise CommandError("say which archive: haicap backup verify FILE")
            self._verify(Path(words[1]))
        elif len(words) > 1:
            raise CommandError("say one file only: haicap backup FILE")
        else:
            self._take(Path(words[0] if words else "."), options["without_lost_files"])

    def _take(self, path: Path, without_lost: bool) -> None:
        path = path / taking.default_name() if path.is_dir() else path
        try:
            with shown("backup") as progress:
                manifest = taking.back_up(path, without_lost=without_lost, progress=progress)
        except (taking.CannotBackUp, DatabaseProblem) as problem:
            raise CommandError(f"no backup was made: {problem}.") from problem
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes.")
        self._tell(manifest)

    def _verify(self, path: Path) -> None:
        try:
            size = path.stat().st_size if path.is_file() else None
            with shown("verify", total=size and 2 * size) as progress:
                archive = Archive(path, progress)
                archive.check_contents(progress)
        except BadArchive as problem:
            raise CommandError(f"{path} is not fit to be restored: {problem}.") from problem
        self.stdout.write(f"{path} is whole.")
        self._tell(archive.manifest)

    def _tell(self, manifest: Manifest) -> None:
        self.stdout.write(
            f"Haicap {manifest.haicap}, province {manifest.province}, {manifest.moment}:"
            f" {sum(manifest.counts.values()):,} rows in {len(manifest.counts)} tables,"
            f" {manifest.files:,} files of {manifest.files_bytes:,} bytes."
        )
        if manifest.lost_files:
            self.stdout.write(f"Without {len(manifest.lost_files)} files that were lost.")
        self.stdout.write(f"Head of the journal: {manifest.journal_head or 'nothing sealed yet'}")
