"""What lay in the hand of somebody who left: the successor takes it up, or the unit has it back."""

from datetime import date

from django.db import transaction

from haicap.domain.organisations.models import Appointment
from haicap.domain.tasks.handling import people_of
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.rules.positions import UNFINISHED
from haicap.foundation.access import Actor
from haicap.foundation.journal.writing import record


def pass_on_hands(on: date, *, actor: Actor) -> int:
    """Pass on every unfinished task whose handler no longer holds the position; how many.

    Whoever ended the appointment said where the work goes. Safe to run twice.
    """
    left = Task.objects.filter(state__in=UNFINISHED, handler__until_on__lte=on)
    tasks = left.order_by("pk").values_list("pk", flat=True)
    return sum(_pass_on(pk, on, actor) for pk in tasks.iterator())


@transaction.atomic
def _pass_on(pk: int, on: date, actor: Actor) -> bool:
    locked = Task.objects.select_for_update(of=("self",)).filter(pk=pk)
    task = locked.select_related("lead", "handler__position", "handler__user").get()
    before = task.handler
    if before is None or before.until_on is None or before.until_on > on:
        return False  # somebody handed it on meanwhile
    heir = _heir(before, on)
    if heir and not people_of(task.lead).filter(pk=heir.pk).exists():
        heir = None
    Task.objects.filter(pk=pk).update(handler=heir)
    record(
        actor=actor,
        event="task.take_up" if heir else "task.give_back",
        subject=task,
        before=task.state,
        after=task.state,
        left=str(before),
        person=str(heir) if heir else "",
    )
    return True


def _heir(appointment: Appointment, on: date) -> Appointment | None:
    """Who takes up the work; where that one left as well, whoever follows them."""
    passed = {appointment.pk}
    heir = appointment.work_to
    while heir and heir.until_on and heir.until_on <= on and heir.pk not in passed:
        passed.add(heir.pk)
        heir = heir.work_to
    return heir if heir and heir.pk not in passed else None
