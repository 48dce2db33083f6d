"""`haicap journal verify`: recompute the chain and name what was altered."""

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.sealing import Fault, has_been_head, seal_waiting, verify
from haicap.foundation.journal.sealing import head as last_hash

FAULTS_SHOWN = 20


class Command(BaseCommand):
    help = "Verify the journal's hash chain, or seal what waits."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "deed", choices=["verify", "seal"], help="verify the chain, or seal now"
        )
        parser.add_argument(
            "--head",
            type=bytes.fromhex,
            default=b"",
            help="a head that an earlier verification told: the chain must still lead through it",
        )

    def handle(self, *args: Any, deed: str, head: bytes, **options: Any) -> None:
        if deed == "seal":
            self.stdout.write(f"{seal_waiting()} entries sealed.")
            return
        faults, first = 0, None
        for fault in self._faults():
            faults, first = faults + 1, first or fault
            if faults <= FAULTS_SHOWN:
                self.stdout.write(str(fault))
        if faults > FAULTS_SHOWN:
            self.stdout.write(f"and {faults - FAULTS_SHOWN} more")
        if faults:
            raise CommandError(f"the journal does not verify: {faults} faults, first {first}")
        if not has_been_head(head):
            raise CommandError(
                "the journal does not verify: it no longer leads through the head you gave;"
                " it was cut off at its end, or written anew"
            )
        self._well()

    def _well(self) -> None:
        self.stdout.write(
            f"The journal verifies: {Entry.objects.count()} entries, nothing altered."
        )
        if last := last_hash():
            self.stdout.write(
                f"Head: {last.hex()} (keep it elsewhere: --head proves later that nothing was"
                " cut off)"
            )

    def _faults(self) -> Iterator[Fault]:
        quiet = not sys.stderr.isatty()
        with tqdm(total=Entry.objects.count(), unit=" entries", disable=quiet) as bar:

            def show(checked: int) -> None:
                bar.update(checked)

            yield from verify(show)
