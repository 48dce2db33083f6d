"""`haicap intake`: what files say and propose, printed; nothing is written."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from haicap.domain.intake.queries import Understood, gazetteer, understand
from haicap.domain.intake.reading.limits import MOST_BYTES
from haicap.domain.intake.recognising import recognise
from haicap.domain.intake.telling import as_data, as_lines
from haicap.foundation.access import Invalid


class Command(BaseCommand):
    help = "Read documents and print what they propose, each with the words it came from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
        read = deeds.add_parser("read", help="read files: text, HTML, DOCX, PDF, messages")
        read.add_argument("files", type=Path, nargs="+", metavar="FILE")
        read.add_argument(
            "--json", action="store_true", help="one JSON object a file and line, for programs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        if gazetteer().is_empty:
            self.stderr.write("No places are loaded: no commune will be known (haicap units load).")
        # Progress only where a person looks on and there is something to wait for.
        hidden = len(files) < 2 or not sys.stderr.isatty()
        failed = [
            file
            for file in tqdm(files, disable=hidden, unit="file")
            if not self._read(file, options["json"])
        ]
        if failed:
            raise CommandError(f"{len(failed)} of {len(files)} files could not be read.")

    def _read(self, file: Path, is_json: bool) -> bool:
        try:
            understood = understand(_content(file), file.name, recognise=recognise)
        except Invalid as invalid:
            self._refuse(file, invalid.reason, is_json)
            return False
        except OSError as error:
            self._refuse(file, str(error.strerror), is_json)
            return False
        self._tell(file, understood, is_json)
        return True

    def _refuse(self, file: Path, reason: str, is_json: bool) -> None:
        if is_json:
            self.stdout.write(
                json.dumps({"file": str(file), "refused": reason}, ensure_ascii=False)
            )
        else:
            self.stdout.write(f"{file}\n  refused: {reason}")

    def _tell(self, file: Path, understood: Understood, is_json: bool) -> None:
        told = (understood.reading, understood.proposals)
        if is_json:
            data = {"file": str(file), **as_data(*told)}
            self.stdout.write(json.dumps(data, ensure_ascii=False))
            return
        self.stdout.write(str(file))
        for line in as_lines(*told):
            self.stdout.write(line)
        if not understood.proposals:
            self.stdout.write("  nothing that a session or a document would be made of")


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        # One byte more than is read at most: the reader says that it is too large.
        return opened.read(MOST_BYTES + 1)
