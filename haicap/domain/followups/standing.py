"""How did every row of a sheet stand on its day, as far as this reader may see?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.conclusions.models import Assignment, Item, Response
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.queries import called_as_on
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor

from .earlier import Followed
from .models import Row, Sheet
from .seen import NOT_STATED, Seen, TaskThatDay, Words, sees_whole

State = Recommendation.State


class Standing(StrEnum):
    """What can be said of a row on the day of the sheet."""

    NOT_STATED = "not_stated"
    """It was entered from a source, and no source says what came of it: neither open nor late."""
    STATED = "stated"
    """Its tasks, or its own state and answers, say it."""
    NO_TASK = "no_task"
    """Entered here, and nobody (of this reader's commune) has been given a task by it."""
    UNSEEN = "unseen"
    """It has tasks, and none that this reader may see."""


WORDS: Mapping[Standing, Words] = {
    Standing.NOT_STATED: NOT_STATED,
    Standing.NO_TASK: gettext_lazy("no task yet"),
    Standing.UNSEEN: gettext_lazy("assigned; the task is not yours to see"),
}


@dataclass(frozen=True)
class SheetRow:
    """One row as it is shown: what it is about, whom it concerns, how it stood."""

    row: Row
    label: str
    """“C5” for an item; “K3” for the third recommendation of the sheet."""
    standing: Standing
    words: Words
    tone: str
    communes: Sequence[Unit]
    address: str
    """Of the record; empty: not this reader's to open."""
    state: str = ""
    """Of a recommendation: that of the day."""
    is_unassigned: bool = False
    """The item names no lead and no task hangs on it."""
    tasks: Sequence[TaskThatDay] = ()
    answers: Sequence[Answer] = ()
    """Given by that day; an answer without text was given, and what it said is not stated."""
    answered_by: Sequence[Response] = ()
    """By items of conclusions, delivered by that day, that answer the recommendation."""
    owed_by: Sequence[Unit] = ()
    """Whose turn it was on that day, as far as this reader sees it; empty: nobody's, or unknown."""
    carried_into: Item | None = None
    """The item that takes it up again, where this reader sees its conclusion."""

    @property
    def units(self) -> Iterator[Unit]:
        """All that it names."""
        yield from self.communes
        yield from self.owed_by
        yield from (each.task.lead for each in self.tasks)

    @property
    def is_over(self) -> bool:
        """It is known that a recommendation is closed or goes on in another; that all tasks are
        done or dropped."""
        if self.row.recommendation is not None:
            return self.state in {State.CLOSED, State.JOINED}
        over = Task.DONE | Task.DROPPED
        return self.standing == Standing.STATED and all(each.state in over for each in self.tasks)

    @property
    def text(self) -> str:
        return (self.row.item or self.row.recommendation).text  # type: ignore[union-attr]

    @property
    def is_simulated(self) -> bool:
        """What it speaks of is simulated, or (of a recommendation) how it stood."""
        asked = self.row.recommendation
        if asked is not None and self.standing == Standing.STATED and asked.has_simulated_moves:
            return True
        return (self.row.item or asked).is_simulated  # type: ignore[union-attr]


def rows_of(sheet: Sheet, actor: Actor) -> list[SheetRow]:
    """The visible rows in their order, each as it stood on the day of the sheet.

    What happened is judged by the day it holds (`effective_on`), not by when it was entered.
    The number of queries does not grow with the rows.
    """
    rows = list(
        sheet.rows.visible_to(actor)
        .select_related("item__conclusion", "item__lead", "recommendation__addressed_to")
        .prefetch_related(
            Prefetch("communes", Unit.objects.order_by("sort_key")),
            "recommendation__routed_to",
            "recommendation__raised_by",
        )
        .order_by("number")
    )
    seen = Seen(rows, actor, sheet.as_of, is_whole=sees_whole(actor, sheet))
    carried = _carried(rows, actor)
    concerned = [list(row.communes.all()) for row in rows]
    shown = _shown(rows, concerned, seen)
    called_as_on((unit for each in shown for unit in each.units), sheet.as_of)
    return [replace(each, carried_into=carried.get(each.row.carried_into_id)) for each in shown]


def stood_on(
    followed: Sequence[Followed],
    communes: Mapping[int, Unit],
    actor: Actor,
    day: date,
    *,
    is_whole: bool,
    assigned: QuerySet[Assignment],
) -> list[SheetRow]:
    """How items and recommendations that stand on no sheet stood on a day, as the actor sees it.

    Of the tasks that items ordered, only those `assigned` count.
    """
    rows = [
        Row(number=number, item=each.item, recommendation=each.recommendation)
        for number, each in enumerate(followed, start=1)
    ]
    concerned = [
        sorted((communes[pk] for pk in each.communes), key=lambda unit: unit.sort_key)
        for each in followed
    ]
    seen = Seen(rows, actor, day, is_whole=is_whole, assigned=assigned)
    shown = _shown(rows, concerned, seen)
    if is_whole:
        return shown
    none_seen = gettext_lazy("no task that is yours to see")
    return [
        replace(each, words=none_seen) if each.standing == Standing.NO_TASK else each
        for each in shown
    ]


def _shown(rows: Sequence[Row], concerned: Sequence[Sequence[Unit]], seen: Seen) -> list[SheetRow]:
    asked = count(1)
    return [
        _of_item(row, row.item, communes, seen)
        if row.item is not None
        else _of_recommendation(row, f"K{next(asked)}", communes, seen)
        for row, communes in zip(rows, concerned, strict=True)
    ]


def _carried(rows: Sequence[Row], actor: Actor) -> Mapping[int | None, Item]:
    """The items that take rows up again: a draft is not everybody's to know of."""
    items = [row.carried_into_id for row in rows if row.carried_into_id]
    return {item.pk: item for item in Item.objects.visible_to(actor).filter(pk__in=items)}


def _of_item(row: Row, item: Item, communes: Sequence[Unit], seen: Seen) -> SheetRow:
    is_reported = seen.is_reported[item]
    tasks = [seen.said(each, item_is_reported=is_reported) for each in seen.tasks.get(item.pk, ())]
    is_hidden = seen.is_whole and item.pk in seen.has_hidden
    if any(each.is_stated for each in tasks):
        standing = Standing.STATED
    elif tasks or (is_reported and not is_hidden):
        standing = Standing.NOT_STATED
    else:
        standing = Standing.UNSEEN if is_hidden else Standing.NO_TASK
    return SheetRow(
        row=row,
        label=item.label,
        standing=standing,
        words=_words_of(standing, tasks, is_whole=seen.is_whole),
        tone=_tone_of(standing, tasks),
        communes=communes,
        address=seen.address_of(item),
        is_unassigned=item.lead_id is None and not tasks and not is_hidden,
        tasks=tasks,
        owed_by=_owing(tasks),
    )


def _owing(tasks: Sequence[TaskThatDay]) -> list[Unit]:
    """Who led a task that was open on that day; each unit once."""
    over = Task.DONE | Task.DROPPED
    open_ones = (each.task.lead for each in tasks if each.is_stated and each.state not in over)
    return list(dict.fromkeys(open_ones))


def _words_of(standing: Standing, tasks: Sequence[TaskThatDay], *, is_whole: bool) -> Words:
    if standing == Standing.NO_TASK and not is_whole:
        # Whether others were given one is not told to who sees only its own.
        return _("no task for your commune")
    if standing in WORDS:
        return WORDS[standing]
    if len(tasks) == 1:
        return tasks[0].words
    stated = sum(each.is_stated for each in tasks)
    if stated < len(tasks):
        counts = {"count": stated, "total": len(tasks)}
        return _("stated for %(count)s of %(total)s tasks") % counts
    done = sum(each.state in Task.DONE for each in tasks)
    return _("%(count)s of %(total)s tasks verified") % {"count": done, "total": len(tasks)}


def _tone_of(standing: Standing, tasks: Sequence[TaskThatDay]) -> str:
    if standing != Standing.STATED:
        return "unknown"
    if any(each.is_overdue for each in tasks):
        return "late"
    return "done" if all(each.state in Task.DONE for each in tasks) else ""


def _of_recommendation(row: Row, label: str, communes: Sequence[Unit], seen: Seen) -> SheetRow:
    asked: Recommendation = row.recommendation  # type: ignore[assignment]
    state = seen.states.get(asked.pk, State.RAISED)
    answers = seen.answers.get(asked.pk, [])
    # That somebody answered says nothing of what came of it where the content is not known.
    is_open = state in (State.RAISED, State.ANSWERED) and not any(each.text for each in answers)
    standing = Standing.NOT_STATED if is_open and seen.is_reported[asked] else Standing.STATED
    return SheetRow(
        row=row,
        label=label,
        standing=standing,
        words=WORDS.get(standing) or _ending_of(asked, state),
        tone=_tone_of_recommendation(standing, asked, state),
        communes=communes,
        address=seen.address_of(asked),
        state=state,
        answers=answers,
        answered_by=seen.answered_by.get(asked.pk, []),
        owed_by=_whose_turn(asked, state) if standing == Standing.STATED else (),
    )


def _whose_turn(asked: Recommendation, state: str) -> list[Unit]:
    if state == State.RAISED:
        return [asked.addressed_to]
    if state == State.ROUTED:
        return list(asked.routed_to.all())
    return list(asked.raised_by.all()) if state == State.ANSWERED else []


def _ending_of(asked: Recommendation, state: str) -> Words:
    """Closed is not solved: the ending is what is shown."""
    is_closed = state == State.CLOSED and asked.ending
    return asked.get_ending_display() if is_closed else State(state).label


def _tone_of_recommendation(standing: Standing, asked: Recommendation, state: str) -> str:
    if standing == Standing.NOT_STATED:
        return "unknown"
    is_solved = state == State.CLOSED and asked.ending == Recommendation.Ending.RESOLVED
    return "done" if is_solved else ""
