"""The digest of a working morning: what is late, due soon and new, and what waits for a person.

Made when it is sent, with the eyes of who gets it; one that would say nothing is not sent.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from haicap.domain.organisations.queries import people_in_positions, standing_of
from haicap.domain.tasks.models import Task, TaskQuerySet
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from haicap.foundation.alerts.kinds import Content, Line, Section, kind_named
from haicap.foundation.alerts.queries import Told, news_of
from haicap.foundation.statutes import statute

from .turns import SHOWN, turns_of
from .turns import Line as TurnLine

LONGEST_WORDS = 200
DUE = "task.due"
"""The kind of reminders of a deadline."""


def readers() -> QuerySet[User]:
    """Whoever holds a position today in which there is something to do."""
    return people_in_positions()


def compose(user: User, actor: Actor) -> Content | None:
    """The digest of this person as things stand; None: there is nothing to tell."""
    late, soon = _late(actor), _due_soon(actor)
    shown = {task.get_absolute_url() for task in [*late[:SHOWN], *soon[:SHOWN]]}
    told = news_of(actor)
    news = list(_news(told, shown))
    shown |= {line.address for section in news for line in section.lines}
    sections = [
        *_section(_("Late"), late),
        *_section(_("Due soon"), soon),
        *news,
        *_waiting(actor, shown),
    ]
    if not sections:
        return None
    subject = _("your tasks and alerts of %(day)s") % {"day": _day(timezone.localdate())}
    return Content(subject, sections, [each.alert.pk for each in told])


def _mine(actor: Actor) -> TaskQuerySet:
    """What the actor's units lead and still have to do, the most pressing first."""
    seen = Task.objects.visible_to(actor).filter(lead__in=standing_of(actor).units)
    return seen.filter(state__in=Task.WITH_LEAD).order_by("due_on", "id")


def _late(actor: Actor) -> list[Task]:
    return list(_mine(actor).overdue(timezone.localdate())[: SHOWN + 1])


def _due_soon(actor: Actor) -> list[Task]:
    """As near as the province wants it to be seen."""
    today = timezone.localdate()
    first = min(step.days for step in statute("task.nearness", on=today).ladder.of("DUE"))
    near = _mine(actor).filter(due_on__range=(today, today - timedelta(days=min(first, 0))))
    return list(near[: SHOWN + 1])


def _section(heading: str, tasks: list[Task]) -> Iterator[Section]:
    if not tasks:
        return
    more_at = reverse("tasks:list") if len(tasks) > SHOWN else ""
    lines = [Line(_cut(task.text), task.get_absolute_url(), _due(task)) for task in tasks[:SHOWN]]
    yield Section(heading, lines, more_at)


def _news(told: list[Told], shown: set[str]) -> Iterator[Section]:
    """What happened since the last letter, kind by kind; of one record the latest of its kind.

    A reminder of a task that stands above already says nothing new.
    """
    by_kind: defaultdict[str, dict[str, Line]] = defaultdict(dict)
    for each in told:
        if each.matter and not (each.alert.kind == DUE and each.matter.address in shown):
            line = Line(_cut(each.matter.words), each.matter.address, _cut(each.sentence))
            by_kind[each.alert.kind][each.matter.address] = line
    for key, lines in by_kind.items():
        if kind := kind_named(key):
            more_at = reverse("alerts:list") if len(lines) > SHOWN else ""
            yield Section(str(kind.label), list(lines.values())[:SHOWN], more_at)


def _waiting(actor: Actor, shown: set[str]) -> Iterator[Section]:
    """Whose turn it is, as the desk has it; what stands above is not told again."""
    for turn in turns_of(actor):
        lines = [
            Line(_cut(line.text), line.record.get_absolute_url(), _on(line))
            for line in turn.lines
            if line.record.get_absolute_url() not in shown
        ]
        if lines:
            yield Section(str(turn.words), lines, turn.more_at)


def _due(task: Task) -> str:
    return _("due %(day)s") % {"day": _day(task.due_on)} if task.due_on else ""


def _on(line: TurnLine) -> str:
    return _day(line.on) if line.on and line.precision == "day" else ""


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
