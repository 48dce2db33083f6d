"""`haicap facts langson`: every fact of the worked case, its record, its page, its source."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from haicap.domain.cases import queries
from haicap.domain.cases.book import NoSuchCase, read
from haicap.domain.cases.models import Case


class Command(BaseCommand):
    help = "Print where each fact of a worked case lives: record, page and source."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        try:
            read(name)
        except NoSuchCase as problem:
            raise CommandError(str(problem)) from None
        if not Case.objects.filter(code=name).exists():
            raise CommandError(
                f"The case {name} is not loaded; load it with: haicap case load {name}"
            )
        self.stdout.write(f"{'fact':<5} {'record':<36} {'page':<26} source")
        for fact in queries.facts_of(name):
            self.stdout.write(
                f"{fact.id:<5} {fact.record_name:<36} {fact.page:<26} {', '.join(fact.sources)}"
            )
