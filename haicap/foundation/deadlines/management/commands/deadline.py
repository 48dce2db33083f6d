"""`haicap deadline NAME START`: a due date and why; `haicap deadline recompute`: all open ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from haicap.foundation.access import Invalid, house
from haicap.foundation.deadlines.asking import Question, answer
from haicap.foundation.deadlines.deadline import Deadline
from haicap.foundation.deadlines.models import Clock
from haicap.foundation.deadlines.recomputing import (
    Progress,
    changes_due,
    recompute_if_law_changed,
)
from haicap.foundation.statutes.fields import BrokenStatutes
from haicap.foundation.statutes.wording import day_in_words

RECOMPUTE = "recompute"


class Command(BaseCommand):
    help = "Print when something is due by law, and why; or bring open deadlines in line with it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "name",
            help="a statute that is a period, such as complaint.acceptance; or: recompute, to work"
            " out every open deadline by law and calendar as they are now",
        )
        parser.add_argument(
            "start", nargs="*", help="the day of the event, dd/mm/yyyy, with the hour if it matters"
        )
        parser.add_argument(
            "--restarted", default="", help="the day or hour at which the clock began from zero"
        )
        parser.add_argument(
            "--pause",
            action="append",
            default=[],
            metavar="FROM..TO",
            help="the clock stood from a day and ran again on another, 06/07/2026..08/07/2026;"
            " without the second it still stands; may be repeated",
        )
        parser.add_argument(
            "--extension",
            action="append",
            default=[],
            metavar="TOLD..DATE",
            help="extended: the day it was told and the new date; without a new date by what the"
            " law gives; may be repeated",
        )
        parser.add_argument(
            "--with-unverified",
            action="store_true",
            help="apply calendar corrections that are not verified, too",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="recompute: only print what would change"
        )
        parser.add_argument("--language", choices=["en", "vi"], default="en")

    def handle(
        self,
        *args: Any,
        name: str,
        start: list[str],
        language: str,
        dry_run: bool,
        **options: Any,
    ) -> None:
        with translation.override(language):
            if name == RECOMPUTE and not start:
                self._recompute(dry_run=dry_run)
            else:
                self._tell(_answered(_question(name, start, options)))

    def _recompute(self, *, dry_run: bool) -> None:
        total = Clock.objects.open().count()
        if dry_run:
            count = 0
            for count, change in enumerate(changes_due(), 1):  # noqa: B007  told after the loop
                self.stdout.write(str(change))
            words = _("%(count)d of %(total)d open deadlines would be due on another day.")
        else:
            count = self._recomputed(total)
            words = _("%(count)d of %(total)d open deadlines are due on another day now.")
        self.stdout.write(words % {"count": count, "total": total})

    def _recomputed(self, total: int) -> int:
        with tqdm(total=total, unit=" deadlines", disable=None) as bar:

            def watch(progress: Progress) -> None:
                bar.total = progress.total
                bar.update(progress.seen - bar.n)

            return recompute_if_law_changed(house("deadlines"), always=True, watch=watch)

    def _tell(self, deadline: Deadline) -> None:
        self.stdout.write(f"{deadline.value.name}: {deadline.value.title}")
        due_on, due_at = deadline.due_on, deadline.due_at
        if due_on and due_at:
            hour = f" {due_at:%H:%M}" if deadline.is_to_the_hour else ""
            day = f"{day_in_words(due_on)}{hour}"
            self.stdout.write(_("Due: %(day)s") % {"day": day})
        for number, step in enumerate(deadline.explain(), 1):
            self.stdout.write(f"  {number}. {step}")


def _question(name: str, start: Sequence[str], options: Mapping[str, Any]) -> Question:
    return Question(
        name,
        " ".join(start),
        options["restarted"],
        options["pause"],
        options["extension"],
        options["with_unverified"],
    )


def _answered(question: Question) -> Deadline:
    if not question.start:
        raise CommandError(_("Say the day of the event too, such as 01/07/2026."))
    try:
        return answer(question)
    except Invalid as error:
        raise CommandError(error.reason) from error
    except (LookupError, BrokenStatutes) as error:
        raise CommandError(str(error)) from error
