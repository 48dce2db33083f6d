"""`haicap people`: accounts with their positions from a list in XLSX."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from haicap.domain.organisations.actions import examine_roster, take_roster
from haicap.domain.organisations.rosters import Roster, template, with_passwords
from haicap.foundation.access import Invalid, house


class Command(BaseCommand):
    help = "Open accounts and give them positions from a list in XLSX: all of them, or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
        empty = deeds.add_parser("template", help="write an empty list with its headings")
        empty.add_argument("file", type=Path, metavar="FILE.xlsx")
        take = deeds.add_parser("import", help="open the accounts of a filled list")
        take.add_argument("file", type=Path, metavar="FILE.xlsx")
        take.add_argument("--dry-run", action="store_true", help="only tell what would happen")
        take.add_argument(
            "--passwords", type=Path, metavar="FILE.xlsx",
            help="where to write the passwords for one time (default: beside the list)",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["deed"] == "template":
                _write_new(options["file"], template())
            else:
                self._import(options)
        except Invalid as error:
            raise CommandError(f"{error.field}: {error.reason}{_shown(error.value)}") from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None

    def _import(self, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        actor = house("haicap people import", on_behalf_of="Haicap")
        roster = examine_roster(file.read_bytes(), actor=actor)
        self._tell(roster)
        if roster.problems:
            raise CommandError(
                f"{len(roster.problems)} cells cannot be taken; nothing was written. Correct the"
                " list and give it again."
            )
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
            return
        target = options["passwords"] or file.with_name(f"{file.stem}-passwords.xlsx")
        # Before any account: passwords that could not be written down would be lost.
        _write_new(target, b"")
        try:
            passwords = take_roster(roster.planned, actor=actor)
        except BaseException:
            target.unlink()
            raise
        target.write_bytes(with_passwords(roster, passwords))
        self.stdout.write(f"{len(passwords)} accounts opened, each with its position.")
        self.stdout.write(
            f"Passwords for one time: {target.resolve()}. Hand them over, delete the file."
        )

    def _tell(self, roster: Roster) -> None:
        for problem in roster.problems:
            self.stdout.write(
                f"  row {problem.row}, {problem.column}: {problem.reason}{_shown(problem.value)}"
            )
        for one in roster.planned:
            self.stdout.write(
                f"  {one.username}: {one.name}, {one.title}, {one.unit.full_name} [{one.unit.key}]"
            )


def _shown(value: object) -> str:
    return f" ({value})" if value not in ("", None) else ""


def _write_new(path: Path, content: bytes) -> None:
    """For its owner's eyes only; nothing that is there is written over."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
