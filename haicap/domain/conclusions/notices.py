"""Before a notice is issued or taken back: its number, what it clashes with, what it leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.models import Contribution, Task
from haicap.foundation.access import Actor
from haicap.foundation.documents import symbols
from haicap.foundation.documents.numbering import coming
from haicap.foundation.search.folding import fold
from haicap.foundation.search.lookups import Folded

from .models import Conclusion, Notice

ALIKE = 0.5
"""From this share of common three-letter pieces on, two texts are shown as asking the same: low
enough that other words for one thing are found, and a person looks at every pair."""


@dataclass(frozen=True)
class Overlap:
    """Two open tasks that ask the same of a unit, with another day or another lead."""

    task: Task
    other: Task

    @property
    def unit(self) -> Unit:
        return self.task.lead


def tasks_of(conclusion: Conclusion) -> Sequence[Task]:
    """The open tasks that a conclusion ordered."""
    found = Task.objects.open().filter(assignment__item__conclusion=conclusion)
    return list(found.select_related("lead", "issuer__office").order_by("lead__sort_key", "id"))


def overlaps_of(tasks: Iterable[Task], actor: Actor) -> list[Overlap]:
    """What other documents ask of the same units already, as far as the actor sees it.

    The same: alike in words, led by the unit or with it as a coordinating one; other: in its
    day or its lead. Tasks of the same conclusion do not clash with each other.
    """
    return [Overlap(task, other) for task in tasks for other in _like(task, actor)]


def _like(task: Task, actor: Actor) -> Iterable[Task]:
    helping = Contribution.objects.filter(task=OuterRef("pk"), unit=task.lead_id)
    others = (
        Task.objects.visible_to(actor)
        .open()
        .filter(Q(lead=task.lead_id) | Exists(helping))
        .exclude(pk=task.pk)
        .filter(~Q(lead=task.lead_id) | ~Q(due_on=task.due_on) | _has_a_day(task))
    )
    same = Conclusion.objects.filter(items__assignments__task=task.pk).values("pk")
    return (
        others.exclude(assignment__item__conclusion__in=same)
        .annotate(alike=TrigramSimilarity(Folded("text"), fold(task.text)))
        .filter(alike__gte=ALIKE)
        .select_related("lead")
        .order_by("-alike", "id")
    )


def _has_a_day(task: Task) -> Q:
    """No day and a day are two days; SQL would call the comparison unknown."""
    return Q(due_on__isnull=task.due_on is not None)


@dataclass(frozen=True)
class Load:
    """How many open tasks a unit has due in one week, the new ones among them."""

    unit: Unit
    first: date
    """Monday."""
    last: date
    count: int


def load_of(unit: Unit, day: date, actor: Actor) -> Load:
    """What the unit is to finish in the week of a day, as far as the actor sees it."""
    year, week, _day = day.isocalendar()
    first, last = date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    due = Task.objects.visible_to(actor).open().filter(lead=unit, due_on__range=(first, last))
    return Load(unit, first, last, due.count())


def loads_of(tasks: Iterable[Task], actor: Actor) -> list[Load]:
    """The weeks in which these tasks are due, for each unit that leads one, the fullest first."""
    weeks = {
        (task.lead_id, date.fromisocalendar(*task.due_on.isocalendar()[:2], 1)): task
        for task in tasks
        if task.due_on
    }
    loads = [load_of(task.lead, day, actor) for (_lead, day), task in weeks.items()]
    return sorted(loads, key=lambda load: -load.count)


class Fate(TextChoices):
    """What becomes of an open task when the notice that ordered it is taken back."""

    KEEP = "keep", _("it stays")
    CANCEL = "cancel", _("it is cancelled")


def tasks_left_by(notice: Notice, *, by: Notice | None = None) -> list[Task]:
    """The open tasks that a notice leaves without an order; none while another one orders them.

    `by` is the notice that takes its place.
    """
    others = Notice.objects.filter(conclusion=notice.conclusion, state=Notice.State.ISSUED)
    if by is not None and by.conclusion_id == notice.conclusion_id:
        return []
    if others.exclude(pk=notice.pk).exists():
        return []
    ordered = Task.objects.open().filter(assignment__item__conclusion=notice.conclusion)
    return list(ordered.select_related("lead", "issuer__office").order_by("id"))


@dataclass(frozen=True)
class SymbolToCome:
    """How the next document of a series is numbered, as the last one of it was."""

    body: str
    system: symbols.System
    period: str
    number: int

    def text(self, document_type: str) -> str:
        return symbols.written(self.number, document_type, self.body, self.system)


def symbol_to_come(notice: Notice, on: date, term: str = "") -> SymbolToCome | None:
    """The number that a notice would carry on a day; None: nothing of its series is known.

    The body in the symbol, the side and the Party's term are those of the issuer's last document
    of this type. The number is for showing: the issue itself takes it.
    """
    last = (
        Notice.objects.filter(
            issuer=notice.issuer_id,
            document_type=notice.document_type,
            from_above="",
            number__isnull=False,
        )
        .order_by("-issued_on", "-id")
        .first()
    )
    if last is None or last.issued_on is None:
        return None
    read = symbols.parse(last.symbol, on=last.issued_on)
    is_party = read.system == symbols.System.PARTY
    period = (term or last.series) if is_party else str(on.year)
    number = coming(notice.issuer.key, notice.document_type, period)
    return SymbolToCome(read.body, read.system, period, number)
