"""One move on many tasks: each is done or refused by itself, and the answer says which and why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import Appointment
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.workflow import MoveFailed

from .drafting import hand_task
from .extending import ask_for_time, extend_task, refuse_time
from .judging import cancel_task, verify_task
from .pausing import acknowledge_task, suspend_task


@dataclass(frozen=True)
class Answered:
    """What became of one task."""

    task: Task
    refused: str = ""
    """Why not; empty: done."""


def _hand(task: Task, *, actor: Actor, person: Appointment | None, **_others: Any) -> None:
    if person is None:
        raise Invalid("person", "")
    hand_task(task, actor=actor, person=person)


def _ask(task: Task, *, actor: Actor, reason: str, due_on: date | None, **_others: Any) -> None:
    ask_for_time(task, actor=actor, reason=reason, due_on=due_on)


def _simply(act: Callable[..., Any]) -> Callable[..., Any]:
    return lambda task, *, actor, **_others: act(task, actor=actor)


def _with_reason(act: Callable[..., Any]) -> Callable[..., Any]:
    return lambda task, *, actor, reason, **_others: act(task, actor=actor, reason=reason)


TOGETHER: dict[str, Callable[..., Any]] = {
    "acknowledge": _simply(acknowledge_task),
    "hand": _hand,
    "ask": _ask,
    "extend": _simply(extend_task),
    "refuse": _with_reason(refuse_time),
    "verify": _simply(verify_task),
    "suspend": _with_reason(suspend_task),
    "cancel": _with_reason(cancel_task),
}


NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hand": ("person",),
        "ask": ("due_on", "reason"),
        "refuse": ("reason",),
        "suspend": ("reason",),
        "cancel": ("reason",),
    }
)
"""What a move cannot do without."""
NOT_THERE = gettext_lazy("There is no task of this number that you may see.")


def lacking(verb: str, given: Mapping[str, Any]) -> list[str]:
    """Of what was given for a move, what is still missing."""
    return [name for name in NEEDED.get(verb, ()) if not given.get(name)]


def check_together(verb: str, given: Mapping[str, Any]) -> None:
    """Raises Invalid for the first that is missing."""
    for name in lacking(verb, given):
        raise Invalid(name, _("This is needed for what is to be done."))


def move_together(
    tasks: Iterable[Task],
    verb: str,
    *,
    actor: Actor,
    person: Appointment | None = None,
    due_on: date | None = None,
    reason: str = "",
) -> list[Answered]:
    """Make one move on each task that allows it, in a transaction of its own."""
    given = {"person": person, "due_on": due_on, "reason": reason}
    return [_answer(task, TOGETHER[verb], actor, given) for task in tasks]


def _answer(task: Task, act: Callable[..., Any], actor: Actor, given: dict[str, Any]) -> Answered:
    try:
        with transaction.atomic():
            act(task, actor=actor, **given)
    except Refused as refused:
        return Answered(task, refused.refusal.reason)
    except MoveFailed as failed:
        return Answered(task, str(failed))
    except Invalid as invalid:
        return Answered(task, invalid.reason)
    return Answered(task)
