"""`haicap deadline NAME START`: a due date and why it is that date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from haicap.foundation.access import Invalid
from haicap.foundation.deadlines.calendar import working_calendar
from haicap.foundation.deadlines.deadline import Deadline, compute
from haicap.foundation.statutes.fields import BrokenStatutes
from haicap.foundation.statutes.wording import day_in_words, parsed_moment


class Command(BaseCommand):
    help = "Print when something is due by law, and why."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="a statute that is a period, such as complaint.acceptance")
        parser.add_argument(
            "start", nargs="+", help="the day of the event, dd/mm/yyyy, with the hour if it matters"
        )
        parser.add_argument(
            "--with-unverified",
            action="store_true",
            help="apply calendar corrections that are not verified, too",
        )
        parser.add_argument("--language", choices=["en", "vi"], default="en")

    def handle(
        self,
        *args: Any,
        name: str,
        start: list[str],
        with_unverified: bool,
        language: str,
        **options: Any,
    ) -> None:
        with translation.override(language):
            self._tell(_computed(name, " ".join(start), with_unverified))

    def _tell(self, deadline: Deadline) -> None:
        self.stdout.write(f"{deadline.value.name}: {deadline.value.title}")
        due_on, due_at = deadline.due_on, deadline.due_at
        if due_on and due_at:
            hour = f" {due_at:%H:%M}" if deadline.is_to_the_hour else ""
            day = f"{day_in_words(due_on)}{hour}"
            self.stdout.write(_("Due: %(day)s") % {"day": day})
        for number, step in enumerate(deadline.explain(), 1):
            self.stdout.write(f"  {number}. {step}")


def _computed(name: str, start: str, with_unverified: bool) -> Deadline:
    try:
        moment = parsed_moment(start)
    except ValueError as error:
        raise CommandError(
            _("%(start)s is not a day: write dd/mm/yyyy.") % {"start": start}
        ) from error
    try:
        calendar = working_calendar(with_unverified=with_unverified)
        return compute(name, moment, calendar=calendar)
    except Invalid as error:
        raise CommandError(error.reason) from error
    except (LookupError, BrokenStatutes) as error:
        raise CommandError(str(error)) from error
