"""How a unit did in a period: each number of its score, and the tasks that the number counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.models import Progress, Task, TaskQuerySet, resting
from haicap.domain.tasks.scoring import Criterion, Ratio, Score, grade_of, percent_of
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.statutes import statute
from haicap.foundation.statutes.kinds import Code

from .goals import Goal, goals_of

QUANTITY, QUALITY, PROGRESS = "QUANTITY", "QUALITY", "PROGRESS"
LONGEST = 366 * 2

COUNTED = {
    "assigned": gettext_lazy("assigned"),
    "done": gettext_lazy("done"),
    "as_required": gettext_lazy("done as required"),
    "with_deadline": gettext_lazy("with a deadline"),
    "in_time": gettext_lazy("done in time"),
}
# Criterion → what it counts, of what.
FORMULAS = {
    QUANTITY: ("done", "assigned"),
    QUALITY: ("as_required", "assigned"),
    PROGRESS: ("in_time", "with_deadline"),
}


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Invalid("last", _("The period ends before it begins."), self.last)
        if (self.last - self.first).days > LONGEST:
            raise Invalid("last", _("A period of two years at most."), self.last)


def numbers(period: Period) -> Mapping[str, Q]:
    """What each number of a score counts, among the tasks of a unit that fall into the period.

    What was reported and sent back is not done (a wrong result counts as none). What a late
    update, a return or a contradiction does besides is a statute: `task.update.effect`.
    """
    effects = statute("task.update.effect", on=period.last).codes.labels
    of_task = Progress.objects.filter(task=OuterRef("pk"))
    was_late = Q(Exists(of_task.filter(was_late=True, verdict__outcome="verified")))
    lower = Progress.objects.filter(
        task=OuterRef("task"), pk__gt=OuterRef("pk"), percent__lt=OuterRef("percent")
    )
    done = Q(state__in=Task.DONE, done_on__lte=period.last)
    deadline = Q(due_on__isnull=False)
    in_time = deadline & Q(done_on__lte=F("due_on"))
    as_required = Q()
    if "LATE_NOT_DONE" in effects:
        done &= ~was_late
    if "LATE_NOT_IN_TIME" in effects:
        in_time &= ~was_late
    if "RETURNED_NOT_AS_REQUIRED" in effects:
        as_required &= ~Q(Exists(of_task.filter(verdict__outcome="returned")))
    if "CONTRADICTED_NOT_AS_REQUIRED" in effects:
        as_required &= ~Q(Exists(of_task.filter(Exists(lower))))
    return {
        "assigned": Q(),
        "done": done,
        "as_required": done & as_required,
        "with_deadline": deadline,
        "in_time": done & in_time,
    }


def in_period(actor: Actor, unit: Unit, period: Period) -> TaskQuerySet:
    """The tasks that the unit leads and is scored on: due in the period, or assigned in it
    without a deadline; neither what was cancelled nor what stands suspended."""
    days = (period.first, period.last)
    falls = Q(due_on__range=days) | Q(due_on=None, assigned_on__range=days)
    out = Task.DROPPED | resting(period.last)
    return Task.objects.visible_to(actor).filter(falls, lead=unit).exclude(state__in=out)


def counted(actor: Actor, unit: Unit, period: Period, number: str) -> TaskQuerySet:
    """The tasks behind one number of the score."""
    if number not in COUNTED:
        raise Invalid("number", _("A score has no such number."), number)
    return in_period(actor, unit, period).filter(numbers(period)[number])


@dataclass(frozen=True)
class Standing:
    """How a unit did in a period: its tasks, its goals, what both come to, and the grade."""

    tasks: Score
    numbers: Mapping[str, int]
    goals: Score
    each_goal: Sequence[Goal]
    percent: Decimal | None
    """Of a hundred; None: nothing was assigned, so nothing is scored."""
    grade: Code | None


def standing_in(actor: Actor, unit: Unit, period: Period) -> Standing:
    """Two queries, of what the actor may see."""
    tasks, found = score_of(actor, unit, period)
    goals, each_goal = goals_of(actor, unit, period.first, period.last)
    percent = percent_of([tasks, goals])
    grade = None
    if percent is not None and tasks.points is not None:
        ratios = {part: Ratio(found[part], found[whole]) for part, whole in FORMULAS.values()}
        grades = statute("task.score.grade", on=period.last).codes.entries
        grade = grade_of(percent, ratios, grades)
    return Standing(tasks, found, goals, each_goal, percent, grade)


def score_of(actor: Actor, unit: Unit, period: Period) -> tuple[Score, Mapping[str, int]]:
    """The score, and the numbers it is made of, in one query; of what the actor may see."""
    found: dict[str, int] = in_period(actor, unit, period).aggregate(
        **{name: Count("pk", filter=each) for name, each in numbers(period).items()}
    )
    weights = statute("task.score", on=period.last).codes
    points = {entry.code: entry.points or Decimal(0) for entry in weights.entries}
    criteria = [
        Criterion(code, Ratio(found[part], found[whole]), points[code])
        for code, (part, whole) in FORMULAS.items()
        if code in points
    ]
    return Score(criteria), found
