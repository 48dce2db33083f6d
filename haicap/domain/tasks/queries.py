"""Where tasks stand: what may be done now, what happened, how many are done, open, late."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import seen_counts, seen_counts_of, units_concerned
from haicap.foundation.access import Actor, require
from haicap.foundation.journal.models import Entry
from haicap.foundation.ledger.windows import Window
from haicap.foundation.workflow import IllegalMove, OpenMove

from .counting import DONE_LATE, DONE_ON_TIME, LEAD, OPEN, SEEN
from .models import NEVER, Evidence, Progress, Task, TaskQuerySet
from .rules import TASK_FLOW

ONE_DAY = timedelta(days=1)
COUNTED_UP_TO = 1000

REPORTING = {"task.progress", "task.report"}
MOVES = ["task.assign", *(f"task.{verb}" for verb in TASK_FLOW.moves)]


def open_moves(actor: Actor, task: Task) -> list[OpenMove]:
    """What the buttons show: every move that exists from here, refused ones with their why."""
    return TASK_FLOW.open_moves(actor, task)


def require_open(verb: str, *, actor: Actor, task: Task) -> None:
    """Asked before a form is shown: raises Refused or MoveFailed as the move itself would."""
    move = TASK_FLOW.moves[verb]
    if task.state not in move.from_states:
        sentence = _("This is not possible now: the state is “%(state)s”.")
        raise IllegalMove(sentence % {"state": task.get_state_display()})
    require(move.rule(actor, task))


def open_verbs(actor: Actor, task: Task) -> list[str]:
    return TASK_FLOW.open_verbs(actor, task)


def awaits(task: Task) -> str | Promise | None:
    """Whose turn it is, in words; None: the task is at its end."""
    return TASK_FLOW.awaits[task.state]


def waits_for(task: Task) -> Unit | None:
    """The unit whose turn it is; None: the task is at its end, or nobody is to verify it."""
    if task.state in Task.WITH_LEAD:
        return task.lead
    return task.verifier if task.state == Task.State.REPORTED else None


@dataclass(frozen=True)
class Doors:
    """Where the buttons lead: a page with a form, or an address that is posted to at once."""

    pages: Mapping[str, str]
    posts: Mapping[str, str]


def doors(task: Task) -> Doors:
    """Verb → address, for `{% moves open_moves doors.pages doors.posts %}`."""
    progress = reverse("tasks:progress", args=[task.pk])
    return Doors(
        pages={
            "progress": progress,
            "report": f"{progress}?done=1",
            "return": reverse("tasks:return", args=[task.pk]),
            "cancel": reverse("tasks:cancellation", args=[task.pk]),
        },
        posts={"verify": reverse("tasks:verification", args=[task.pk])},
    )


@dataclass(frozen=True)
class Step:
    """One thing that happened to a task; where a report came in, with its words and files."""

    entry: Entry
    report: Progress | None = None

    @property
    def on(self) -> date:
        return self.entry.effective_on

    @property
    def sentence(self) -> str:
        return self.entry.sentence

    @property
    def text(self) -> str:
        return self.report.text if self.report else ""

    @property
    def evidence(self) -> list[Evidence]:
        return list(self.report.evidence.all()) if self.report else []

    @property
    def is_simulated(self) -> bool:
        return self.entry.is_simulated

    @property
    def backdated_because(self) -> str:
        return self.entry.backdated_because


def reports_of(task: Task) -> list[Progress]:
    """What was reported, oldest first, with the files shown and what was found of it."""
    return list(
        task.progress.select_related("verdict", "task")
        .prefetch_related("evidence__file", "evidence__progress")
        .order_by("id")
    )


def story_of(task: Task) -> list[Step]:
    """What happened, oldest first."""
    reports = {report.pk: report for report in reports_of(task)}
    entries = Entry.objects.filter(subject_type=Task._meta.label_lower, subject_id=str(task.pk))
    return [
        Step(entry, reports.get(entry.details["progress"]) if entry.event in REPORTING else None)
        for entry in entries.order_by("id")
    ]


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
    """Where a list is narrowed by what no figure carries: a number above this one is only known
    to be above it. None: every number is exact."""

    def is_more(self, cell: str) -> bool:
        return self.counted_up_to is not None and getattr(self, cell) > self.counted_up_to

    def shown(self, cell: str) -> int:
        """The number, or the bound above which it lies."""
        number: int = getattr(self, cell)
        return self.counted_up_to or 0 if self.is_more(cell) else number

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
    # Said out for tasks without a deadline: a comparison with null is neither true nor false.
    return {
        "done_on_time": done & (Q(due_on=None) | Q(done_on__lte=F("due_on"))),
        "done_late": done & Q(done_on__gt=F("due_on")),
        "open_in_term": still & (Q(due_on=None) | Q(due_on__gte=on)),
        "open_overdue": still & Q(due_on__lt=on),
    }


def found(
    tasks: TaskQuerySet,
    *,
    on: date,
    state: str = "",
    cell: str = "",
    lead: str = "",
    due_by: date | None = None,
    text: str = "",
) -> TaskQuerySet:
    """Those that a list was asked for; what is left empty does not narrow it.

    `cell` names one of the four numbers of the matrix, `lead` the key of a unit.
    """
    narrowed = tasks.filter(cells(on)[cell]) if cell else tasks
    wanted: dict[str, object] = {
        "state": state,
        "lead__key": lead,
        "due_on__lte": due_by,
        "text__says": text,
    }
    return narrowed.filter(**{name: value for name, value in wanted.items() if value})


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
        return _matrix_of(everything, before)
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
    return {key: _matrix_of(everything.get(key, none), before.get(key, none)) for key in keys}


def _windows(on: date, due_by: date | None) -> list[Window]:
    """All that is due until a day, and what of it was due before today."""
    last = min(due_by, NEVER - ONE_DAY) if due_by else NEVER
    return [Window.up_to(last), Window.up_to(min(last, on - ONE_DAY))]


def _matrix_of(everything: Mapping[str, int], before: Mapping[str, int]) -> Matrix:
    overdue = before.get(OPEN, 0)
    return Matrix(
        done_on_time=everything.get(DONE_ON_TIME, 0),
        done_late=everything.get(DONE_LATE, 0),
        open_in_term=everything.get(OPEN, 0) - overdue,
        open_overdue=overdue,
    )


def matrix_found(
    actor: Actor, on: date, *, lead: Unit | None = None, due_by: date | None = None, **others: str
) -> Matrix:
    """The four numbers of what a list was asked for (`found`).

    Words and states are in no figure: what is narrowed by them is counted itself, each number
    up to `COUNTED_UP_TO`, and says so.
    """
    if not any(others.values()):
        return matrix_seen(actor, on, lead=lead, due_by=due_by)
    visible = Task.objects.visible_to(actor)
    tasks = found(visible, on=on, lead=lead.key if lead else "", due_by=due_by, **others)
    numbers = {
        name: tasks.filter(cell).order_by()[: COUNTED_UP_TO + 1].count()
        for name, cell in cells(on).items()
    }
    return Matrix(**numbers, counted_up_to=COUNTED_UP_TO)


def state_on(task: Task, day: date) -> str | None:
    """The state that held on a day; None: not assigned yet."""
    return states_on([task], day).get(task.pk)


def states_on(tasks: Iterable[Task], day: date) -> dict[int, str]:
    """Task → the state that held on a day, read from the journal in one query.

    A task that was not assigned yet is left out. Moves are taken in the order in which they
    were made: one that was dated back changed what came before it, too.
    """
    entries = (
        Entry.objects.filter(
            subject_type=Task._meta.label_lower,
            subject_id__in=[str(task.pk) for task in tasks],
            effective_on__lte=day,
            event__in=MOVES,
        )
        .order_by("subject_id", "-id")
        .distinct("subject_id")
    )
    return {int(subject): after for subject, after in entries.values_list("subject_id", "after")}


def progress_on(tasks: Iterable[Task], day: date) -> dict[int, Progress]:
    """Task → the last report that was in on a day, in one query; none: left out."""
    reports = (
        Progress.objects.filter(task__in=[task.pk for task in tasks], reported_on__lte=day)
        .order_by("task_id", "-id")
        .distinct("task_id")
    )
    return {report.task_id: report for report in reports}
