"""`haicap statute NAME --on DATE`: the legal value that held on a day, with its basis."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from haicap.foundation.statutes.book import all_statutes, find_statute
from haicap.foundation.statutes.fields import BrokenStatutes
from haicap.foundation.statutes.kinds import Codes
from haicap.foundation.statutes.law import Statute, Value
from haicap.foundation.statutes.listing import in_short
from haicap.foundation.statutes.wording import day_of, parsed_moment, plain_day


class Command(BaseCommand):
    help = "Print the value of a statute on a day with its basis and history; without NAME, all."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="such as complaint.acceptance")
        parser.add_argument("--on", help="the day of the event, dd/mm/yyyy (default: today)")
        parser.add_argument("--language", choices=["en", "vi"], default="en")

    def handle(
        self, *args: Any, name: str | None, on: str | None, language: str, **options: Any
    ) -> None:
        with translation.override(language):
            try:
                day = day_of(parsed_moment(on)) if on else localdate()
            except ValueError as error:
                words = _("%(start)s is not a day: write dd/mm/yyyy.") % {"start": on}
                raise CommandError(words) from error
            try:
                if name:
                    self._one(find_statute(name), day)
                else:
                    self._all()
            except (LookupError, BrokenStatutes) as error:
                raise CommandError(str(error)) from error

    def _one(self, held: Statute, day: date) -> None:
        value = held.on(day)
        self.stdout.write(f"{held.name}: {held.title}")
        about = {"day": plain_day(day), "value": self._content(value)}
        self.stdout.write(_("On %(day)s: %(value)s") % about)
        self.stdout.write(_("Basis: %(basis)s.") % {"basis": _basis(value)})
        if value.note:
            self.stdout.write(_("Note: %(note)s") % {"note": value.note})
        self.stdout.write(_("History:"))
        for each in held.values:
            self.stdout.write(f"  {each.span}: {in_short(each)} [{_basis(each)}]")

    def _all(self) -> None:
        for held in all_statutes():
            mark = f" ({_('not verified')})" if held.is_unverified else ""
            self.stdout.write(f"{held.name}: {held.title}{mark}")

    def _content(self, value: Value) -> str:
        if not isinstance(value.content, Codes):
            return str(value)
        return "".join(f"\n    {entry.code}  {entry.label}" for entry in value.content.entries)


def _basis(value: Value) -> str:
    if not value.is_unverified:
        return str(value.basis)
    return _("%(basis)s, not verified") % {"basis": value.basis}
