"""Writers, folders and readers at once: every figure is exact whenever it is read."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import OperationalError, connection, connections, transaction

from haicap.foundation.accounts.models import User
from haicap.foundation.ledger.folding import FOLD, fold, fold_some
from haicap.foundation.ledger.models import Balance, Unfolded
from haicap.foundation.ledger.posting import Line, post
from haicap.foundation.ledger.reading import balance
from haicap.foundation.ledger.recounting import verify
from haicap.foundation.ledger.tree import put_below
from haicap.foundation.ledger.windows import Window

pytestmark = pytest.mark.usefixtures("database_copy")

YEAR = Window.year(2025)
ROUNDS = 25


def receive(number: int) -> None:
    with transaction.atomic():
        line = Line("dossier.received", "06529", date(2025, 1 + number % 12, 3))
        post([line], source=User(pk=number))


def together(*deeds: Callable[[], None]) -> list[BaseException]:
    faults: list[BaseException] = []

    def alone(deed: Callable[[], None]) -> None:
        try:
            deed()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=alone, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return faults


def test_reading_is_exact_while_others_write_and_fold() -> None:
    put_below("06529", "20")
    written = threading.Event()

    def write() -> None:
        for number in range(ROUNDS):
            receive(number)

    def fold_on() -> None:
        while not written.is_set():
            fold_some(at_once=3)

    def look() -> None:
        """One's own postings are there at once, and none is ever seen twice."""
        last = 0
        for number in range(ROUNDS):
            receive(1000 + number)
            now = int(balance("dossier.received", "20", YEAR) or 0)
            assert max(last + 1, number + 1) <= now <= 3 * ROUNDS
            last = now

    def write_all() -> None:
        faults = together(write, write, look)
        written.set()
        assert faults == []

    assert together(write_all, fold_on, fold_on) == []
    assert balance("dossier.received", "20", YEAR) == 3 * ROUNDS
    fold()
    assert not Unfolded.objects.exists()
    assert balance("dossier.received", "20", YEAR) == 3 * ROUNDS
    assert verify() == []


def test_a_fold_that_is_cut_off_has_done_nothing() -> None:
    receive(1)
    with pytest.raises(OperationalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FOLD, [10])
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()
    assert not Balance.objects.exists()
    assert balance("dossier.received", "06529", YEAR) == 1
    assert fold() == 1
    assert balance("dossier.received", "06529", YEAR) == 1
    assert verify() == []


def test_a_branch_that_moves_waits_for_those_who_climb_it() -> None:
    put_below("06529", "20")
    posted, moved = threading.Event(), threading.Event()

    def dawdle() -> None:
        with transaction.atomic():
            post([Line("dossier.received", "06529", date(2025, 10, 3))], source=User(pk=1))
            posted.set()
            assert not moved.wait(0.3)

    def move() -> None:
        assert posted.wait(10)
        put_below("06529", "21", from_on=date(2025, 10, 1))
        moved.set()

    assert together(dawdle, move) == []
    assert balance("dossier.received", "21", YEAR) == 1
    assert balance("dossier.received", "20", YEAR) is None
    assert verify() == []


def test_nothing_is_posted_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction of the event"):
        post([Line("dossier.received", "06529", date(2025, 1, 1))], source=User(pk=1))
