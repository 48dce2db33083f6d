"""What does a reader see of many items and recommendations at once, as of a day?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from haicap.domain.conclusions.models import Assignment, Item, Response
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import standing_of
from haicap.domain.recommendations import queries as recommendations
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.domain.tasks.models import Progress, Task, Verdict, resting
from haicap.domain.tasks.queries import progress_on, states_on
from haicap.foundation.access import Actor
from haicap.foundation.sources.queries import citations_of_all

from .models import Row, Sheet

Words = str | Promise
NOT_STATED = gettext_lazy("not stated in the source")


@dataclass(frozen=True)
class TaskThatDay:
    """A task as it stood on the day of the sheet."""

    task: Task
    state: str
    is_stated: bool
    """False: entered from a source, and nothing after its assignment is recorded by that day."""
    day: date
    progress: Progress | None = None
    evidence: int = 0
    verdict: Verdict | None = None

    @property
    def words(self) -> Words:
        return Task.State(self.state).label if self.is_stated else NOT_STATED

    @property
    def tone(self) -> str:
        if not self.is_stated:
            return "unknown"
        if self.is_overdue:
            return "late"
        return "done" if self.state in Task.DONE else ""

    @property
    def is_overdue(self) -> bool:
        is_open = self.state not in Task.DONE | Task.DROPPED
        due_on = self.task.due_on
        return self.is_stated and is_open and due_on is not None and due_on < self.day

    @property
    def is_simulated(self) -> bool:
        """What it shows is simulated, be it the task itself or what was reported on it."""
        is_moved = self.is_stated and self.task.has_simulated_moves
        return is_moved or any(
            each is not None and each.is_simulated
            for each in (self.task, self.progress, self.verdict)
        )


def sees_whole(actor: Actor, sheet: Sheet) -> bool:
    """The group, the chair and their office see the sheet whole; a commune its own rows."""
    return sees_all_of(actor, sheet.session)


def sees_all_of(actor: Actor, session: Session) -> bool:
    """The group that goes along, and the side that convenes it with its office."""
    standing = standing_of(actor)
    return (
        actor.is_house
        or session.group_id in standing.units
        or session.convened_by_id in standing.sides
    )


class Seen:
    """Everything that rows say on a day, asked for at once: of a sheet, or of none.

    `is_whole`: who reads may know that there are tasks which it does not see. `assigned`: which
    tasks of the items count; all of them unless said.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        actor: Actor,
        day: date,
        *,
        is_whole: bool,
        assigned: QuerySet[Assignment] | None = None,
    ) -> None:
        self.day, self.is_whole = day, is_whole
        items = [row.item for row in rows if row.item is not None]
        asked = [row.recommendation for row in rows if row.recommendation is not None]
        self.tasks, self.has_hidden = _tasks_of(
            items, actor, self.day, Assignment.objects.all() if assigned is None else assigned
        )
        shown = [each.task for tasks in self.tasks.values() for each in tasks]
        self.is_reported = {
            record: found.is_reported and not getattr(record, "is_simulated", False)
            for record, found in citations_of_all([*items, *asked, *shown]).items()
        }
        self.states = recommendations.states_on(asked, self.day)
        self.answers = _answers_by(asked, actor, self.day)
        self.answered_by = _responses_to(asked, actor, self.day)
        self.opened: set[Item | Recommendation] = {
            *Item.objects.visible_to(actor).filter(pk__in=[each.pk for each in items]),
            *Recommendation.objects.visible_to(actor).filter(pk__in=[each.pk for each in asked]),
        }

    def said(self, each: TaskThatDay, *, item_is_reported: bool) -> TaskThatDay:
        """A task entered here says its state from the first day; one from a source only what
        came."""
        is_from_source = not each.task.is_simulated and (
            item_is_reported or self.is_reported[each.task]
        )
        return each if is_from_source else replace(each, is_stated=True)

    def address_of(self, record: Item | Recommendation) -> str:
        return record.get_absolute_url() if record in self.opened else ""


def _tasks_of(
    items: Sequence[Item], actor: Actor, day: date, counted: QuerySet[Assignment]
) -> tuple[Mapping[int, list[TaskThatDay]], set[int]]:
    """Item → its visible tasks that were assigned by the day; and the items with hidden ones."""
    visible = Exists(Task.objects.visible_to(actor).filter(pk=OuterRef("task")))
    assigned = list(
        counted.filter(item__in=items)
        .annotate(is_seen=visible)
        .select_related("task__lead")
        .order_by("task__lead__sort_key", "id")
    )
    tasks = [each.task for each in assigned]
    states, reports = states_on(tasks, day), progress_on(tasks, day)
    prefetch_related_objects(list(reports.values()), "evidence", "verdict")
    seen: defaultdict[int, list[TaskThatDay]] = defaultdict(list)
    hidden = set()
    for each in assigned:
        if each.task_id not in states:
            continue
        if not each.is_seen:
            hidden.add(each.item_id)
            continue
        progress = reports.get(each.task_id)
        seen[each.item_id].append(_that_day(each.task, states[each.task_id], progress, day))
    return seen, hidden


def late_tasks(leads: Iterable[Unit], actor: Actor, day: date) -> list[TaskThatDay]:
    """What these units lead that was open after its deadline on that day, oldest deadline first.

    A task of which no source tells what came of it is neither open nor late.
    """
    candidates = list(
        Task.objects.visible_to(actor)
        .filter(lead__in=list(leads), due_on__lt=day)
        .filter(~Q(state__in=Task.DONE | Task.DROPPED) | Q(done_on__gt=day))
        .select_related("lead")
        .order_by("due_on", "id")
    )
    states, reports = states_on(candidates, day), progress_on(candidates, day)
    prefetch_related_objects(list(reports.values()), "evidence", "verdict")
    cited = citations_of_all(candidates)
    late = []
    for task in candidates:
        state = states.get(task.pk)
        if state is None or state in resting(day):
            continue
        each = _that_day(task, state, reports.get(task.pk), day)
        if task.is_simulated or not cited[task].is_reported:
            each = replace(each, is_stated=True)
        if each.is_overdue:
            late.append(each)
    return late


def _that_day(task: Task, state: str, progress: Progress | None, day: date) -> TaskThatDay:
    verdict: Verdict | None = getattr(progress, "verdict", None)
    return TaskThatDay(
        task=task,
        state=state,
        is_stated=state != Task.State.ASSIGNED or progress is not None,
        day=day,
        progress=progress,
        evidence=len(progress.evidence.all()) if progress else 0,
        verdict=verdict if verdict and verdict.given_on <= day else None,
    )


def _answers_by(
    asked: Sequence[Recommendation], actor: Actor, day: date
) -> Mapping[int, list[Answer]]:
    """Recommendation → the answers given by a day; that of the session where no other is known."""
    given = Q(answer__given_on__lte=day) | Q(
        answer__given_on=None, answer__given_at__held_on__lte=day
    )
    rows = (
        Answer.recommendations.through.objects.filter(given, recommendation__in=asked)
        .filter(answer__in=Answer.objects.visible_to(actor))
        .select_related("answer__unit")
        .order_by("answer__given_on", "answer_id")
    )
    answers: defaultdict[int, list[Answer]] = defaultdict(list)
    for row in rows:
        answers[row.recommendation_id].append(row.answer)
    return answers


def _responses_to(
    asked: Sequence[Recommendation], actor: Actor, day: date
) -> Mapping[int, list[Response]]:
    rows = (
        Response.objects.filter(recommendation__in=asked, item__conclusion__delivered_on__lte=day)
        .filter(item__in=Item.objects.visible_to(actor))
        .select_related("item")
        .order_by("item__conclusion_id", "item__position")
    )
    responses: defaultdict[int, list[Response]] = defaultdict(list)
    for row in rows:
        responses[row.recommendation_id].append(row)
    return responses
