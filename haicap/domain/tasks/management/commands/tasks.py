"""`haicap tasks`: many tasks at once from a list in XLSX."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from haicap.domain.tasks import actions
from haicap.domain.tasks.queries import sheets
from haicap.foundation.access import Actor, Invalid, house
from haicap.foundation.files.lists import keep_list
from haicap.foundation.workflow import MoveFailed

EXAMINING: Mapping[str, Callable[..., Any]] = {
    "assign": actions.examine_assignments,
    "report": actions.examine_reports,
}
TAKING: Mapping[str, Callable[..., Any]] = {
    "assign": actions.take_assignments,
    "report": actions.take_reports,
}


class Command(BaseCommand):
    help = "Assign tasks, or report on them, from a list in XLSX: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
        empty = deeds.add_parser("template", help="write an empty list of tasks to assign")
        empty.add_argument("file", type=Path, metavar="FILE.xlsx")
        for deed, words in (
            ("assign", "assign the tasks of a filled list"),
            ("report", "report on tasks from the list of tasks as it was taken out"),
        ):
            take = deeds.add_parser(deed, help=words)
            take.add_argument("file", type=Path, metavar="FILE.xlsx")
            take.add_argument("--dry-run", action="store_true", help="only tell what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            if options["deed"] == "template":
                with file.open("xb") as new:  # nothing that is there is written over
                    new.write(sheets.assignment_template())
            else:
                self._take(options["deed"], file, dry_run=options["dry_run"])
        except Invalid as error:
            raise CommandError(f"{error.field}: {error.reason}{_shown(error.value)}") from None
        except MoveFailed as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None

    def _take(self, deed: str, file: Path, *, dry_run: bool) -> None:
        actor = house(f"haicap tasks {deed}", on_behalf_of="Haicap")
        found = self._examined(deed, file.read_bytes(), actor)
        if dry_run:
            self.stdout.write("Dry run: nothing was written.")
            return
        kept = keep_list(SimpleUploadedFile(file.name, file.read_bytes()), actor=actor)
        taken = TAKING[deed](found.planned, actor=actor, file=kept)
        self.stdout.write(f"{len(taken)} lines taken.")

    def _examined(self, deed: str, content: bytes, actor: Actor) -> Any:
        found = EXAMINING[deed](content, actor=actor)
        for problem in found.problems:
            self.stdout.write(
                f"  row {problem.row}, {problem.column}: {problem.reason}{_shown(problem.value)}"
            )
        if found.problems:
            raise CommandError(
                f"{len(found.problems)} cells cannot be taken; nothing was written. Correct the"
                " list and give it again."
            )
        self.stdout.write(f"{len(found.planned)} lines are in order.")
        return found


def _shown(value: object) -> str:
    return f" ({value})" if value not in ("", None) else ""
