"""Tasks as a board, a month and a timeline: what lies where, in a known number of queries."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.tasks.models import NEVER, Task, TaskQuerySet
from haicap.foundation.access import Invalid

State = Task.State
COLUMNS = (
    State.ASSIGNED,
    State.ACKNOWLEDGED,
    State.IN_PROGRESS,
    State.RETURNED,
    State.SUSPENDED,
    State.REPORTED,
    State.VERIFIED,
)
SHOWN_A_DAY = 4


@dataclass(frozen=True)
class Day:
    """A day of the calendar: some of what is due on it, and how much that is in all."""

    on: date
    tasks: Sequence[Task]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.tasks)


@dataclass(frozen=True)
class Month:
    """The weeks of a month, Monday first; days of other months are None."""

    first: date
    weeks: Sequence[Sequence[Day | None]]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def last(self) -> date:
        return last_of(self.first)

    @property
    def count(self) -> int:
        return sum(day.count for day in self.days)

    @property
    def days(self) -> Iterator[Day]:
        return (day for week in self.weeks for day in week if day is not None)


def month_asked(text: str) -> date:
    """The first day of a month written as 2026-03; this month for an empty text.

    Raises Invalid.
    """
    today = timezone.localdate()
    if not text:
        return today.replace(day=1)
    try:
        year, month = (int(part) for part in text.split("-"))
        # A month further, so that every month that is shown has one after it.
        return date(year, month, 1) if 1900 <= year <= 9000 else today.replace(year=0)
    except ValueError:
        raise Invalid("month", _("Give a month as 2026-03."), text) from None


def last_of(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_of(tasks: TaskQuerySet, first: date) -> Month:
    """What is due in a month, day by day, in two queries whatever there is."""
    due = tasks.filter(due_on__range=(first, last_of(first))).exclude(state__in=Task.DROPPED)
    counts = dict(due.order_by().values_list("due_on").annotate(count=Count("pk")))
    place = Window(RowNumber(), partition_by=F("due_on"), order_by="-id")
    shown = due.annotate(place=place).filter(place__lte=SHOWN_A_DAY).select_related("lead")
    by_day: defaultdict[date | None, list[Task]] = defaultdict(list)
    for task in shown.order_by("due_on", "-id"):
        by_day[task.due_on].append(task)
    return Month(first, list(_weeks(first, by_day, counts)))


def _weeks(
    first: date, by_day: Mapping[date | None, list[Task]], counts: Mapping[date | None, int]
) -> Iterator[list[Day | None]]:
    days = [first + timedelta(days=each) for each in range(last_of(first).day)]
    cells: list[Day | None] = [None] * first.weekday()
    cells += [Day(day, by_day.get(day, []), counts.get(day, 0)) for day in days]
    cells += [None] * (-len(cells) % 7)
    return (cells[at : at + 7] for at in range(0, len(cells), 7))


@dataclass(frozen=True)
class Bar:
    """A task on the timeline, in the units of the drawing."""

    task: Task
    x: float
    width: float
    y: int
    is_open_ended: bool
    """It has no deadline: drawn to the end of the picture, without a border there."""

    LABEL = 400  # what the words take, about

    @property
    def is_labelled_before(self) -> bool:
        """Its words would leave the picture at the right: they end where the bar begins."""
        return self.x > self.LABEL and self.x + self.LABEL > Timeline.WIDTH


@dataclass(frozen=True)
class Tick:
    x: float
    first: date


@dataclass(frozen=True)
class Timeline:
    """Bars from assignment to deadline, months above them, and where today stands."""

    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    today_x: float | None

    WIDTH, ROW, HEAD = 1000, 22, 24

    @property
    def height(self) -> int:
        return self.HEAD + self.ROW * len(self.bars) + 6


MOST_TICKS = 18


def timeline_of(tasks: Sequence[Task], today: date) -> Timeline:
    """The tasks of one page of a list, drawn over the time they take."""
    if not tasks:
        return Timeline([], [], None)
    ends = [task.due_on or today for task in tasks]
    first = min(task.assigned_on for task in tasks).replace(day=1)
    last = last_of(max(max(ends), first, today if _is_near(today, ends) else first))
    span = (last - first).days + 1

    def x_of(day: date) -> float:
        return round((day - first).days * Timeline.WIDTH / span, 1)

    bars = [
        Bar(
            task,
            x_of(task.assigned_on),
            max(4.0, round(x_of(_end(task, last)) - x_of(task.assigned_on), 1)),
            Timeline.HEAD + Timeline.ROW * place,
            task.due_on is None,
        )
        for place, task in enumerate(tasks)
    ]
    ticks = [Tick(x_of(day), day) for day in _months(first, last)]
    return Timeline(bars, ticks, x_of(today) if first <= today <= last else None)


def _is_near(today: date, ends: Sequence[date]) -> bool:
    """A picture that runs on for years to today would show nothing but emptiness."""
    return today.year <= max(ends).year + 1


def _end(task: Task, last: date) -> date:
    return min(task.due_on, NEVER) + timedelta(days=1) if task.due_on else last


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of months, few enough to be read."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = -(-months // MOST_TICKS)
    for number in range(0, months, step):
        place = first.year * 12 + first.month - 1 + number
        yield date(place // 12, place % 12 + 1, 1)
