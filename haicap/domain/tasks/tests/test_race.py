"""Eight people press the same button at the same moment: one of them verifies."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from haicap.domain.organisations.testing import fresh, small_province
from haicap.domain.tasks.actions import verify_task
from haicap.domain.tasks.models import Task, Verdict
from haicap.domain.tasks.testing import reported_task
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import LostRace

HANDS = 8


def test_of_eight_who_verify_at_once_one_wins(database_copy: str) -> None:
    world = small_province()
    task = reported_task(world)
    start = Barrier(HANDS)

    def verify(_hand: int) -> str:
        try:
            actor, mine = fresh(world.bogdan), Task.objects.get(pk=task.pk)
            start.wait(timeout=20)
            verify_task(mine, actor=actor)
        except LostRace:
            return "lost"
        else:
            return "won"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        outcomes = list(hands.map(verify, range(HANDS)))
    assert sorted(outcomes) == ["lost"] * (HANDS - 1) + ["won"]
    assert Verdict.objects.count() == 1
    assert Entry.objects.filter(event="task.verify").count() == 1


def test_what_a_copy_commits_is_gone_with_it(database_copy: str) -> None:
    assert connections["default"].settings_dict["NAME"] == database_copy
    assert not Task.objects.exists()


def test_a_copy_cannot_be_made_inside_a_transaction(
    db: None, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(RuntimeError, match="cannot be used together"):
        request.getfixturevalue("database_copy")
