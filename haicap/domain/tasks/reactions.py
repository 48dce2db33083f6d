"""Whom the room tells what happened to a task."""

from collections.abc import Callable, Iterable

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.queries import people_acting_for, people_on_the_side_of
from haicap.foundation.alerts.actions import tell_of
from haicap.foundation.alerts.finding import words_of
from haicap.foundation.alerts.kinds import Kind
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import on

from . import alerts
from .models import Task

People = Callable[[Task], Iterable[int]]
RECEIVING = (PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.CLERK)


def with_lead(task: Task) -> frozenset[int]:
    """Who has it in hand, who heads the unit and its clerks; without any, all who act there."""
    handler = {task.handler.user_id} if task.handler and task.handler.user_id else set()
    told = people_acting_for([task.lead_id], RECEIVING) | handler
    return told or people_acting_for([task.lead_id])


def _with_verifier(task: Task) -> frozenset[int]:
    return people_acting_for([task.verifier_id]) if task.verifier_id else frozenset()


def _with_issuer(task: Task) -> frozenset[int]:
    return people_on_the_side_of([task.issuer_id])


def _in_hand(task: Task) -> set[int]:
    handler = task.handler.user_id if task.handler else None
    return {handler} if handler else set()


TOLD: dict[str, tuple[Kind, People]] = {
    "task.return": (alerts.RETURNED, with_lead),
    "task.cancel": (alerts.CANCELLED, with_lead),
    "task.hand": (alerts.HANDED, _in_hand),
    "task.report": (alerts.REPORTED, _with_verifier),
    "task.verify": (alerts.VERIFIED, with_lead),
    "task.ask": (alerts.TIME_ASKED, _with_issuer),
    "task.extend": (alerts.TIME_GIVEN, with_lead),
    "task.refuse": (alerts.TIME_REFUSED, with_lead),
    "task.suspend": (alerts.SUSPENDED, with_lead),
    "task.resume": (alerts.RESUMED, with_lead),
}


def _tell(entry: Entry) -> None:
    kind, people = TOLD[entry.event]
    task = _task(entry)
    tell_of(entry, kind, people(task), **words_of(entry))


for _event in TOLD:
    on(_event)(_tell)


@on("task.assign")
@on("task.hand_over")
@on("task.come_round")
def tell_of_assignment(entry: Entry) -> None:
    """The unit that leads it is told, and each that is to contribute."""
    task = _task(entry)
    tell_of(entry, alerts.ASSIGNED, with_lead(task), **words_of(entry))
    for part in task.contributions.select_related("unit"):
        told = {"unit": str(part.unit), "asked": part.asked or "–"}
        people = people_acting_for([part.unit_id])
        tell_of(entry, alerts.INVOLVED, people, **words_of(entry) | told)


@on("task.involve")
def tell_of_involvement(entry: Entry) -> None:
    """The unit that was brought in, which the entry names in words, and none of the others."""
    units = [part.unit for part in _task(entry).contributions.select_related("unit")]
    named = [unit.pk for unit in units if str(unit) == entry.details.get("unit")]
    tell_of(entry, alerts.INVOLVED, people_acting_for(named), **words_of(entry))


def _task(entry: Entry) -> Task:
    return Task.objects.select_related("handler").get(pk=entry.subject_id)
