"""`haicap units load`: the official places of the country, and the home province's bodies."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from haicap.domain.organisations.actions import ensure_bodies, load_units
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.reference import Reference, ReferenceUnusable
from haicap.foundation.access import Invalid, house


class Command(BaseCommand):
    help = (
        "Load all provinces and communes with codes, predecessors and dated changes, and"
        " establish the bodies of the home province and its communes. Again: safe."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["load"])

    def handle(self, *args: Any, **options: Any) -> None:
        hand = house("haicap units load", on_behalf_of="Haicap")
        reference = Reference()
        try:
            steps = 3 * len(reference.places) + len(reference.links)
        except ReferenceUnusable as problem:
            raise CommandError(str(problem)) from None
        quiet = not sys.stderr.isatty() or options["verbosity"] == 0
        with tqdm(total=steps, unit="", desc="units", disable=quiet, leave=False) as bar:
            try:
                done = load_units(actor=hand, reference=reference, progress=bar.update)
            except Invalid as error:
                raise CommandError(f"{error.field}={error.value}: {error.reason}") from None
        self.stdout.write(f"{done.places} places, {done.links} links to predecessors.")
        if done.changed_nothing:
            self.stdout.write("All were here already: nothing changed.")
        else:
            self.stdout.write(
                f"{done.added} rows added, {done.changed} changed, {done.removed} removed."
            )
        home = Unit.objects.get(key=settings.HOME_PROVINCE)
        bodies = ensure_bodies(home, actor=hand)
        self.stdout.write(f"{home.full_name}: {bodies} bodies established.")
