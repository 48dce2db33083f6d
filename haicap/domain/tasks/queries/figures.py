"""How many tasks are done or open, in time or late, and which they are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import seen_counts, seen_counts_of, units_concerned
from haicap.domain.tasks.counting import DONE_LATE, DONE_ON_TIME, LEAD, OPEN, RESTING, SEEN
from haicap.domain.tasks.models import NEVER, Task, TaskQuerySet, resting
from haicap.foundation.access import Actor
from haicap.foundation.ledger.windows import Window

ONE_DAY = timedelta(days=1)
COUNTED_UP_TO = 200


@dataclass(frozen=True)
class Matrix:
    """Done or open, in time or late: total = done + open, and each is the sum of its two.

    A task without a deadline, or one to be done regularly, is never late. A cancelled one is
    in no cell: it is not work any more.
    """

    done_on_time: int
    done_late: int
    open_in_term: int
    open_overdue: int
    counted_up_to: int | None = None
    """Where a list is narrowed by what no figure carries, the newest so many of it are counted:
    there are more, and each number is the least that it is. None: every number is exact."""

    @property
    def done(self) -> int:
        return self.done_on_time + self.done_late

    @property
    def open(self) -> int:
        return self.open_in_term + self.open_overdue

    @property
    def total(self) -> int:
        return self.done + self.open


CELLS = {
    "done_on_time": gettext_lazy("done on time"),
    "done_late": gettext_lazy("done late"),
    # Not “in term”: a task of which no deadline is stated has none to be in.
    "open_in_term": gettext_lazy("open, not overdue"),
    "open_overdue": gettext_lazy("open, overdue"),
}


def cells(on: date) -> Mapping[str, Q]:
    """Which tasks each of the four numbers counts; they share none and miss none."""
    done = Q(state__in=Task.DONE)
    still = ~Q(state__in=Task.DONE | Task.DROPPED)
    rests = Q(state__in=resting(on))
    # Said out for tasks without a deadline: a comparison with null is neither true nor false.
    return {
        "done_on_time": done & (Q(due_on=None) | Q(done_on__lte=F("due_on"))),
        "done_late": done & Q(done_on__gt=F("due_on")),
        "open_in_term": still & (rests | Q(due_on=None) | Q(due_on__gte=on)),
        "open_overdue": still & ~rests & Q(due_on__lt=on),
    }


def found(
    tasks: TaskQuerySet,
    *,
    on: date,
    state: str = "",
    cell: str = "",
    lead: str = "",
    due_from: date | None = None,
    due_by: date | None = None,
    text: str = "",
    handled_by: int | None = None,
    led_by: Iterable[int] | None = None,
) -> TaskQuerySet:
    """Those that a list was asked for; what is left empty does not narrow it.

    `cell` names one of the four numbers of the matrix, `lead` the key of a unit, `handled_by`
    the account in whose hand they lie, `led_by` units of which one leads.
    """
    narrowed = tasks.filter(cells(on)[cell]) if cell else tasks
    wanted: dict[str, object] = {
        "state": state,
        "lead__key": lead,
        "due_on__gte": due_from,
        "due_on__lte": due_by,
        "text__says": text,
        "handler__user": handled_by,
    }
    narrowed = narrowed.filter(**{name: value for name, value in wanted.items() if value})
    return narrowed if led_by is None else narrowed.filter(lead__in=led_by)


def leads_seen(actor: Actor) -> QuerySet[Unit]:
    """The units that lead any of the tasks an actor may see, by name."""
    return units_concerned(actor, LEAD, Task.objects.all())


def matrix(tasks: TaskQuerySet, on: date) -> Matrix:
    """The four numbers in one query, deadlines compared with a day; states are today's.

    Start from `Task.objects.visible_to(actor)`: a number obeys the visibility of the list.
    """
    counts = {name: Count("pk", filter=cell) for name, cell in cells(on).items()}
    return Matrix(**tasks.aggregate(**counts))


def matrix_seen(
    actor: Actor, on: date, *, lead: Unit | None = None, due_by: date | None = None
) -> Matrix:
    """The four numbers of the tasks an actor may see, from the ledger: no task is read.

    At most three queries, which cost the same for ten tasks and for ten million. The same
    numbers as `matrix(Task.objects.visible_to(actor), on)`, narrowed as a list is narrowed.
    """
    if actor.is_house:
        key = lead.key if lead else ""
        return matrix(found(Task.objects.all(), on=on, lead=key, due_by=due_by), on)
    windows = _windows(on, due_by)
    if lead is None:
        everything, before = seen_counts(actor, SEEN, windows, by="cell")
        return _matrix_of(everything, before, on)
    return matrices_by_lead(actor, on, [lead], due_by=due_by)[lead.pk]


def matrices_by_lead(
    actor: Actor, on: date, leads: Iterable[Unit], *, due_by: date | None = None
) -> dict[int, Matrix]:
    """Unit → the four numbers of what it leads and the actor may see; as many queries as one."""
    keys = [unit.pk for unit in leads]
    everything, before = seen_counts_of(
        actor, SEEN, _windows(on, due_by), by="cell", role=LEAD, units=keys
    )
    none: Counter[str] = Counter()
    return {key: _matrix_of(everything.get(key, none), before.get(key, none), on) for key in keys}


def _windows(on: date, due_by: date | None) -> list[Window]:
    """All that is due until a day, and what of it was due before today."""
    last = min(due_by, NEVER - ONE_DAY) if due_by else NEVER
    return [Window.up_to(last), Window.up_to(min(last, on - ONE_DAY))]


def _matrix_of(everything: Mapping[str, int], before: Mapping[str, int], on: date) -> Matrix:
    standing = everything.get(OPEN, 0) + everything.get(RESTING, 0)
    overdue = before.get(OPEN, 0) + (0 if resting(on) else before.get(RESTING, 0))
    return Matrix(
        done_on_time=everything.get(DONE_ON_TIME, 0),
        done_late=everything.get(DONE_LATE, 0),
        open_in_term=standing - overdue,
        open_overdue=overdue,
    )


def matrix_found(
    actor: Actor, on: date, *, lead: Unit | None = None, due_by: date | None = None, **others: Any
) -> Matrix:
    """The four numbers of what a list was asked for (`found`).

    Words and states are in no figure: of what is narrowed by them the newest are counted, up
    to `COUNTED_UP_TO`, and the numbers say so. One query, which reads no more than these.
    """
    if not any(others.values()) and "led_by" not in others:
        return matrix_seen(actor, on, lead=lead, due_by=due_by)
    visible = Task.objects.visible_to(actor)
    tasks = found(visible, on=on, lead=lead.key if lead else "", due_by=due_by, **others)
    newest = tasks.order_by("-id").annotate(**_falls_into(on)).values_list(*CELLS)
    rows = list(newest[: COUNTED_UP_TO + 1])
    counted = rows[:COUNTED_UP_TO]
    numbers = {name: sum(bool(row[at]) for row in counted) for at, name in enumerate(CELLS)}
    return Matrix(**numbers, counted_up_to=COUNTED_UP_TO if len(rows) > COUNTED_UP_TO else None)


def _falls_into(on: date) -> Mapping[str, Any]:
    return {name: ExpressionWrapper(cell, BooleanField()) for name, cell in cells(on).items()}
