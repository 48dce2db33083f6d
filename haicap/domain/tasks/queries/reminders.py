"""Which tasks stand on which step of the ladder, and who is to be told of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.queries import People, people_in_office
from haicap.domain.tasks.models import Handover, Progress, Reminder, Task
from haicap.domain.tasks.reminding import (
    ASSIGNED,
    DUE,
    GROUP,
    HAND,
    LEAD_CLERK,
    LEAD_HEAD,
    REPORTED,
    STATUTE,
)
from haicap.foundation.statutes import statute
from haicap.foundation.statutes.ladders import Ladder, Step

# A step is told only while it is still up to those it is for: receipt as long as it was not
# acknowledged, the deadline as long as the work is with the lead unit, and so on.
STATES: Mapping[str, frozenset[str]] = {
    ASSIGNED: frozenset({Task.State.ASSIGNED}),
    DUE: Task.WITH_LEAD,
    REPORTED: frozenset({Task.State.REPORTED}),
}
CHUNK = 2000


@dataclass(frozen=True)
class Due:
    """A task on a step of its ladder, and the accounts to be told, each with the role it is in."""

    task_id: int
    step: Step
    fell_on: date
    to: Mapping[int, str]
    """Account → the code of the first of the step's persons that it is."""


@dataclass(frozen=True)
class Rung:
    """A step of one task's ladder, for the page of the task."""

    step: Step
    on: date
    to: str
    told_on: date | None


def reminders_due(on: date) -> Iterator[Due]:
    """The steps on which tasks stand on a day and of which nobody was told yet.

    A task stands on the last step that has come for the day it counts from: where several came
    while nothing ran, only the last is told. `actions.take_reminders` writes down what is told,
    so that no step is told twice; a deadline that moved begins its ladder again. A step that
    came before the task was assigned, and one that finds nobody to tell, is left out (the latter
    comes as soon as somebody holds the position). At most one query a step and four for the
    people, however many tasks there are.
    """
    ladder = statute(STATUTE, on=on).ladder
    people: People | None = None
    for step, until in _with_next(ladder):
        for row in _standing_on(step, until, on).iterator(CHUNK):
            people = people or people_in_office(on, PositionKind.values)
            if told := _told(step, row, people, on):
                yield Due(row["pk"], step, row["fell_on"], told)


def _with_next(ladder: Ladder) -> Iterator[tuple[Step, int | None]]:
    """Each step with the number of days at which the next one replaces it."""
    for base in ladder.bases:
        steps = ladder.of(base)
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            yield step, following.days if following else None


def _standing_on(step: Step, until: int | None, on: date) -> QuerySet[Task, dict[str, Any]]:
    """Those on this step of which nobody was told."""
    found = Task.objects.filter(state__in=STATES[step.base])
    if step.base != DUE:
        found = found.annotate(counted_from=_counted_from(step.base))
    base = "due_on" if step.base == DUE else "counted_from"
    found = found.filter(**{f"{base}__lte": on - timedelta(days=step.days)})
    if until is not None:
        found = found.filter(**{f"{base}__gt": on - timedelta(days=until)})
    told = Reminder.objects.filter(task=OuterRef("pk"), step=step.code, fell_on=OuterRef("fell_on"))
    fallen = found.annotate(fell_on=_fell_on(base, step, on))
    untold = fallen.filter(~Exists(told), fell_on__gte=F("assigned_on"))
    rows: QuerySet[Task, dict[str, Any]] = untold.order_by("pk").values(*READ)
    return rows


def _counted_from(base: str) -> Combinable:
    """The day a unit got the task, or last said that it is done."""
    if base == ASSIGNED:
        handed = Handover.objects.filter(task=OuterRef("pk")).order_by("-id")
        return Coalesce(Subquery(handed.values("handed_on")[:1]), F("assigned_on"))
    reports = Progress.objects.filter(task=OuterRef("pk"), claims_done=True).order_by("-id")
    return Subquery(reports.values("reported_on")[:1])


def _fell_on(base: str, step: Step, on: date) -> Combinable:
    """`Step.fell_on` in the database; a test holds both equal."""
    first: Combinable = _plus(F(base), Value(step.days))
    if step.every is None:
        return first
    since = Func(
        Value(on),
        first,
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    return _plus(first, since / Value(step.every) * Value(step.every))


def _plus(day: Combinable, days: Combinable) -> Func:
    return Func(day, days, template="(%(expressions)s)", arg_joiner=" + ", output_field=DateField())


READ = (
    "pk",
    "fell_on",
    "lead_id",
    "verifier_id",
    "issuer_id",
    "issuer__office_id",
    "handler__user_id",
    "handler__until_on",
)


def _told(step: Step, row: Mapping[str, Any], people: People, on: date) -> dict[int, str]:
    """Each account once, in the first role that it has."""
    told: dict[int, str] = {}
    for code in step.to:
        for account in sorted(_accounts(code, row, people, on)):
            told.setdefault(account, code)
    return told


def _accounts(code: str, row: Mapping[str, Any], people: People, on: date) -> frozenset[int]:
    kinds = PositionKind
    if code == HAND:
        until, account = row["handler__until_on"], row["handler__user_id"]
        if account is not None and (until is None or on < until):
            return frozenset({account})
        # In nobody's hand: it is for the head to give it to somebody.
        return _accounts(LEAD_HEAD, row, people, on)
    if code == LEAD_HEAD:
        heads = people.of(row["lead_id"], kinds.HEAD)
        return heads or people.of(row["lead_id"], kinds.DEPUTY)
    if code == LEAD_CLERK:
        return people.of(row["lead_id"], kinds.CLERK)
    if code == GROUP:
        return people.of(row["verifier_id"], kinds.HEAD, kinds.DEPUTY, kinds.MEMBER)
    office = row["issuer__office_id"] or row["issuer_id"]
    return people.of(office, kinds.CLERK) or people.of(office, kinds.HEAD)


def ladder_of(task: Task, on: date) -> list[Rung]:
    """The steps before and after the deadline of one task, and of which of them was told."""
    if task.due_on is None or task.state not in STATES[DUE]:
        return []
    ladder = statute(STATUTE, on=on).ladder
    told = {
        (step, fell_on): told_on
        for step, fell_on, told_on in task.reminders.values_list("step", "fell_on", "told_on")
    }
    rungs = []
    for step in ladder.of(DUE):
        day = step.fell_on(task.due_on, on) or task.due_on + timedelta(days=step.days)
        to = ", ".join(str(ladder.persons[each]) for each in step.to)
        rungs.append(Rung(step, day, to, told.get((step.code, day))))
    return rungs
