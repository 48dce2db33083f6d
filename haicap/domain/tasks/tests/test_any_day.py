"""Where a task stood on any day, told by the journal, is where it stood.

HAICAP_HISTORIES=1000 tries a thousand histories.
"""

import os
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from haicap.domain.organisations.testing import SmallProvince, small_province
from haicap.domain.tasks import actions
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries import states_on
from haicap.domain.tasks.rules import TASK_FLOW

HISTORIES = int(os.environ.get("HAICAP_HISTORIES", "40"))
BEGUN, LATEST, DAYS = date(2025, 7, 1), 30, 60
A_MOVE_A_DAY = 0.15


def proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("minh-chung.txt", b"Da so hoa", content_type="text/plain")


def steps(world: SmallProvince, chance: Random) -> dict[str, Callable[..., Any]]:
    """Every move of a state, with whatever else it takes."""
    units = [world.commune_a, world.commune_b, world.department]
    return {
        "acknowledge": actions.acknowledge_task,
        "progress": lambda task, **how: actions.report_progress(
            task, text="Đang làm.", percent=chance.randrange(100), **how
        ),
        "report": lambda task, **how: actions.report_progress(
            task, text="Đã làm.", percent=100, done=True, evidence=[proof()], **how
        ),
        "verify": actions.verify_task,
        "return": lambda task, **how: actions.return_task(task, reason="Thiếu.", **how),
        "hand_over": lambda task, **how: actions.hand_over_task(
            task,
            lead=chance.choice([unit for unit in units if unit != task.lead]),
            act="QĐ 15",
            reason="Đúng thẩm quyền.",
            **how,
        ),
        "suspend": lambda task, **how: actions.suspend_task(task, reason="Chờ luật.", **how),
        "resume": lambda task, **how: actions.resume_task(task, reason="Đã có luật.", **how),
        "cancel": lambda task, **how: actions.cancel_task(task, reason="Trùng.", **how),
    }


def lived(task: Task, world: SmallProvince, chance: Random) -> dict[date, str]:
    """A history of some weeks: on most days nothing happens. Day → the state at its end."""
    moves, day = steps(world, chance), task.assigned_on
    states = {day: task.state}
    for _day in range(DAYS):
        day += timedelta(days=1)
        possible = [move.verb for move in TASK_FLOW.moves_from(task.state) if move.to_state]
        if possible and chance.random() < A_MOVE_A_DAY:
            # An end comes seldom, else every history would be short.
            likely = [verb for verb in possible if verb != "cancel"] or possible
            verb = chance.choice(possible if chance.random() < A_MOVE_A_DAY else likely)
            moves[verb](task, actor=world.house, effective_on=day)
            task = Task.objects.select_related("lead", "issuer__office", "verifier").get(pk=task.pk)
        states[day] = task.state
    return states


def assigned(world: SmallProvince, chance: Random, number: int) -> Task:
    day = BEGUN + timedelta(days=chance.randrange(LATEST))
    return actions.assign_task(
        actor=world.house,
        text=f"Việc {number}",
        lead=chance.choice([world.commune_a, world.commune_b, world.department]),
        issuer=world.party_committee,
        verifier=world.group,
        assigned_on=day,
        effective_on=day,
    )


@pytest.mark.django_db
def test_the_journal_tells_the_state_of_any_day() -> None:
    """Before it was assigned, at the end of each day, and long after."""
    world, chance = small_province(), Random(20251127)  # noqa: S311  chance, not a secret
    tasks = [assigned(world, chance, number) for number in range(HISTORIES)]
    lives = {task.pk: lived(task, world, chance) for task in tasks}
    wrong, lived_through = [], set()
    for passed in range(-1, LATEST + DAYS + 1):
        day = BEGUN + timedelta(days=passed)
        told = states_on(tasks, day)
        for pk, states in lives.items():
            held = states[max(states)] if day > max(states) else states.get(day)
            lived_through.add(held)
            if told.get(pk) != held:
                wrong.append(f"{pk} on {day}: {told.get(pk)}, but it was {held}")
    assert wrong == []
    assert lived_through == {None, *Task.State.values}
