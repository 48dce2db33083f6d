"""`haicap case load langson`: load a worked case; `tell`: what there is to see."""

from collections import Counter
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import translation

from haicap.domain.cases import actions, queries
from haicap.domain.cases.book import NoSuchCase, names
from haicap.domain.cases.models import Home


class Command(BaseCommand):
    help = "Load a worked case through the rooms' own actions, or tell what there is to see."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=["load", "tell"])
        parser.add_argument("name", help=f"one of: {', '.join(names())}")
        parser.add_argument("--address", default="", help="where the server will answer")

    def handle(self, *args: Any, deed: str, name: str, address: str, **options: Any) -> None:
        if deed == "load":
            self._load(name)
        else:
            self._tell(name, address)

    def _load(self, name: str) -> None:
        try:
            loaded = actions.load_case(name)
        except (NoSuchCase, actions.CaseOfAnotherProvince, actions.DatabaseInUse) as problem:
            raise CommandError(str(problem)) from None
        if loaded.added:
            self.stdout.write(f"Loaded {loaded.added} entries of the case {name}.")
        else:
            self.stdout.write(f"The case {name} is loaded already: {loaded.entries} entries.")

    def _tell(self, name: str, address: str) -> None:
        homes = list(Home.objects.filter(case__code=name))
        count = Counter(home.subject_type for home in homes)
        self.stdout.write("\nWhat was loaded")
        for kind, number in sorted(count.items()):
            named = apps.get_model(kind)._meta
            words = named.verbose_name if number == 1 else named.verbose_name_plural
            self.stdout.write(f"  {number:>4} {words}")
        self.stdout.write("\nWhere to look")
        sheet = next(
            reverse("followups:sheet", args=[home.subject_id])
            for home in homes
            if home.subject_type == "followups.sheet"
        )
        places = [
            ("sign in, or become a persona by one click", reverse("accounts:sign-in")),
            ("the follow-up of 27 November 2025", sheet),
            ("the commune Lộc Bình", reverse("portal:commune", args=["06529"])),
            ("tasks", reverse("tasks:list")),
            ("law as dated data", reverse("statutes:list")),
        ]
        for words, path in places:
            self.stdout.write(f"  {address}{path:<28} {words}")
        self.stdout.write("\nWho can sign in (personas of the example, no password)")
        with translation.override("vi"):
            for persona in queries.personas():
                self.stdout.write(f"  {persona.user.name}")
        self.stdout.write("")
