"""`haicap ledger verify`: recount the figures and name what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from haicap.foundation.ledger.folding import fold, rebuild
from haicap.foundation.ledger.models import Posting
from haicap.foundation.ledger.recounting import verify

SHOWN = 20


class Command(BaseCommand):
    help = "Verify the figures, fold what waits, or make the balances anew from the postings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "deed",
            choices=["verify", "fold", "rebuild"],
            help="verify: recount from postings and registers; fold: now; rebuild: all balances",
        )

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        if deed == "fold":
            self.stdout.write(f"{fold()} postings folded.")
        elif deed == "rebuild":
            rebuild()
            self.stdout.write("Every balance was made anew.")
        else:
            self._verify()

    def _verify(self) -> None:
        differences = verify()
        for difference in differences[:SHOWN]:
            self.stdout.write(str(difference))
        if len(differences) > SHOWN:
            self.stdout.write(f"and {len(differences) - SHOWN} more")
        if differences:
            raise CommandError(f"the figures do not hold: {len(differences)} differences")
        self.stdout.write(f"The figures hold: {Posting.objects.count()} postings, no difference.")
