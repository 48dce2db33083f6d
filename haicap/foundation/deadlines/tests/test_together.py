"""Many hands at once: no extension too many, and every change is told once."""

import threading
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connections
from time_machine import travel

from haicap.foundation.access import Refused
from haicap.foundation.deadlines.actions import extend_clock
from haicap.foundation.deadlines.models import Clock
from haicap.foundation.deadlines.recomputing import recompute_open
from haicap.foundation.deadlines.testing import HAND, a_clock, a_subject
from haicap.foundation.journal.models import Entry

from .conftest import A_PROCEDURE, CULTURE_DAY, Corrected

pytestmark = pytest.mark.usefixtures("database_copy")


def in_threads(*deeds: Callable[[], None]) -> None:
    """Run all at once; every thread gives its connection back."""

    def alone(deed: Callable[[], None]) -> None:
        try:
            deed()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=alone, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@travel("2026-11-25 09:00 +0700", tick=False)
def test_of_two_extensions_at_the_same_time_one_is_refused(corrected: Corrected) -> None:
    corrected(A_PROCEDURE)
    clock = a_clock(datetime(2026, 11, 24, 9), "own.dossier")
    ended: list[str] = []

    def extend() -> None:
        try:
            extend_clock(clock, actor=HAND, reason="Cần xác minh", until=date(2026, 12, 30))
            ended.append("extended")
        except Refused:
            ended.append("refused")

    in_threads(extend, extend)
    assert sorted(ended) == ["extended", "refused"]
    assert clock.extensions.count() == 1


def test_three_recomputations_write_and_tell_each_change_once(corrected: Corrected) -> None:
    for number in range(20):
        a_clock(subject=a_subject(f"ana{number}"))
    corrected(CULTURE_DAY)
    counts: list[int] = []
    in_threads(*[lambda: counts.append(recompute_open(HAND))] * 3)
    assert len(counts) == 3
    assert sum(counts) == 20
    assert Entry.objects.filter(event="clock.recompute").count() == 20
    assert set(Clock.objects.values_list("due_on", flat=True)) == {date(2026, 11, 26)}
