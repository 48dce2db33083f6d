"""Many write and seal at once: every entry is sealed once, whoever commits late."""

import threading

import pytest
from django.db import connections, transaction

from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.models import Entry, Seal, Waiting
from haicap.foundation.journal.sealing import seal_waiting, verify
from haicap.foundation.journal.writing import record

pytestmark = pytest.mark.usefixtures("database_copy")


def unlock(username="somebody"):
    return record(
        actor=Actor(name="Ana", user_id=1),
        event="account.unlock",
        subject=User(pk=7, username=username),
        username=username,
    )


def in_threads(*deeds):
    """Run all at once; every thread gives its connection back."""

    def alone(deed):
        try:
            deed()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=alone, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_nothing_is_recorded_outside_a_transaction():
    with pytest.raises(RuntimeError, match="in the transaction"):
        unlock()
    assert not Entry.objects.exists()


def test_an_entry_that_commits_late_is_sealed_late():
    written, sealed = threading.Event(), threading.Event()
    late = []

    def dawdle():
        with transaction.atomic():
            late.append(unlock("late").pk)
            written.set()
            assert sealed.wait(10)

    def hurry():
        assert written.wait(10)
        with transaction.atomic():
            unlock("quick")
        seal_waiting()
        sealed.set()

    in_threads(dawdle, hurry)
    # The late one has the smaller number and yet stands in the later seal.
    assert late[0] not in Seal.objects.get().entry_ids
    assert seal_waiting() == 1
    assert Seal.objects.order_by("-id").first().entry_ids == late
    assert list(verify()) == []


def test_writers_and_sealers_at_once_leave_one_chain():
    def write():
        for number in range(20):
            with transaction.atomic():
                unlock(str(number))

    def seal():
        for _turn in range(20):
            seal_waiting()

    in_threads(*[write] * 4, *[seal] * 4)
    seal_waiting()
    covered = [number for seal in Seal.objects.all() for number in seal.entry_ids]
    assert len(covered) == len(set(covered)) == Entry.objects.count() == 80
    assert not Waiting.objects.exists()
    assert list(verify()) == []


def test_a_sealer_that_dies_between_seal_and_waiting_leaves_nothing(monkeypatch):
    with transaction.atomic():
        unlock()

    def die(*_args):
        raise SystemExit

    with monkeypatch.context() as power_cut, pytest.raises(SystemExit):
        power_cut.setattr("django.db.models.query.QuerySet.delete", die)
        seal_waiting()
    assert not Seal.objects.exists()
    assert seal_waiting() == 1
    assert list(verify()) == []
