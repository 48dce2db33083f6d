"""`haicap map import FILE.geojson`: a province's own boundaries for its map."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from haicap.domain.organisations.actions import Compared, compare_boundaries, load_boundaries
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.organisations.outlines import Reading, read_outlines
from haicap.foundation.access import Invalid, house


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no day; write it like 2025-07-01") from None


class Command(BaseCommand):
    help = (
        "Take boundaries of communes from a GeoJSON file (WGS84, one Polygon or MultiPolygon a"
        " commune) for the map of a province. Again: changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["import"])
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--from", dest="from_on", type=_day, required=True,
            help="the first day on which they hold, like 2025-07-01",
        )  # fmt: skip
        parser.add_argument("--basis", required=True, help="whose data, under which document")
        parser.add_argument("--code", default="code", help="the property with a commune's code")
        parser.add_argument("--name", default="name", help="the property with its name")
        parser.add_argument("--province", default=settings.HOME_PROVINCE, help="its code")
        parser.add_argument(
            "--partly", action="store_true", help="leave out what cannot be taken, take the rest"
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        province = Unit.objects.filter(
            kind=Kind.PROVINCE, key=options["province"], dissolved_on=None
        ).first()
        if province is None:
            raise CommandError(f"--province: there is no province with code {options['province']}.")
        try:
            reading = read_outlines(options["file"], code=options["code"], name=options["name"])
            self._take(reading, province, options)
        except Invalid as problem:
            raise CommandError(f"{problem.field}: {problem.reason} ({problem.value})") from None

    def _take(self, reading: Reading, province: Unit, options: dict[str, Any]) -> None:
        day = options["from_on"]
        found = compare_boundaries(reading.outlines, province=province, from_on=day)
        self._tell(reading, found)
        refused = len(reading.faults) + len(found.unmatched)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
            return
        if refused and not options["partly"]:
            raise CommandError(
                f"{refused} features cannot be taken; nothing was written. Correct the file, or"
                " take the rest with --partly."
            )
        done = load_boundaries(
            reading.outlines,
            actor=house("haicap map import", on_behalf_of="Haicap"),
            province=province,
            from_on=day,
            basis=options["basis"],
            partly=options["partly"],
        )
        if done.changed_nothing:
            self.stdout.write("All were here already: nothing changed.")
        else:
            self.stdout.write(f"{done.added} boundaries added, {done.replaced} replaced.")

    def _tell(self, reading: Reading, found: Compared) -> None:
        self.stdout.write(f"Communes of the province found: {len(found.matched)}")
        mended = [outline for outline, _unit in found.matched if outline.was_mended]
        self._list("Rings mended", [str(each) for each in mended])
        self._list("Cannot be taken", [*reading.faults, *found.unmatched])
        missing = [f"{each.code} {each.full_name}" for each in found.missing]
        self._list("Communes without a boundary in this file", missing)

    def _list(self, title: str, rows: list[str]) -> None:
        if rows:
            self.stdout.write(f"{title}: {len(rows)}")
            self.stdout.write("\n".join(f"  {row}" for row in rows))
