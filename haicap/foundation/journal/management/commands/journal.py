"""`haicap journal verify`: recompute the chain and name what was altered."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.sealing import Fault, seal_waiting, verify

FAULTS_SHOWN = 20


class Command(BaseCommand):
    help = "Verify the journal's hash chain, or seal what waits."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "deed", choices=["verify", "seal"], help="verify the chain, or seal now"
        )

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        if deed == "seal":
            self.stdout.write(f"{seal_waiting()} entries sealed.")
            return
        faults = self._faults()
        for fault in faults[:FAULTS_SHOWN]:
            self.stdout.write(str(fault))
        if len(faults) > FAULTS_SHOWN:
            self.stdout.write(f"and {len(faults) - FAULTS_SHOWN} more")
        if faults:
            raise CommandError(
                f"the journal does not verify: {len(faults)} faults, first {faults[0]}"
            )
        self.stdout.write(
            f"The journal verifies: {Entry.objects.count()} entries, nothing altered."
        )

    def _faults(self) -> list[Fault]:
        quiet = not sys.stderr.isatty()
        with tqdm(total=Entry.objects.count(), unit=" entries", disable=quiet) as bar:

            def show(checked: int) -> None:
                bar.update(checked)

            return list(verify(show))
