"""Jobs are done, done again after a failure, and never stand still for a worker that died."""

from contextlib import suppress

import pytest
from django.db import OperationalError, transaction

from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from haicap.foundation.jobs.jobs import rescue
from haicap.foundation.jobs.models import Failure
from haicap.foundation.jobs.testing import job_row, jobs_of, rows, work, worker_row
from haicap.foundation.journal import writing
from haicap.foundation.journal.models import Seal, Waiting
from haicap.foundation.journal.writing import record

ANA = Actor(name="Ana", user_id=1)


def unlock(username="ana"):
    with transaction.atomic():
        return record(
            actor=ANA,
            event="account.unlock",
            subject=User(pk=7, username=username),
            username=username,
        )


@pytest.fixture
def reacted(monkeypatch):
    """What a room above was told, entry by entry."""
    told = []
    monkeypatch.setitem(writing._reactions, "account.unlock", [lambda entry: told.append(entry.pk)])
    return told


@pytest.mark.usefixtures("database_copy")
class TestTheWorker:
    def test_a_reaction_is_run_after_its_entry(self, reacted):
        entry = unlock()
        assert reacted == []
        work(until=lambda: not jobs_of("journal.react"))
        assert reacted == [entry.pk]

    def test_a_reaction_that_failed_waits_to_be_tried_again(self, monkeypatch):
        def fall(entry):
            raise RuntimeError("no paper")

        monkeypatch.setitem(writing._reactions, "account.unlock", [fall])
        unlock()
        work(until=lambda: jobs_of("journal.react") == [("todo", 1, True)])
        assert jobs_of("journal.react") == [("todo", 1, True)]

    def test_a_connection_that_the_server_closed_is_made_anew(self, monkeypatch):
        told = []

        def tell(entry):
            told.append(entry.pk)
            if len(told) == 1:
                with suppress(OperationalError):
                    rows("SELECT pg_terminate_backend(pg_backend_pid())")

        monkeypatch.setitem(writing._reactions, "account.unlock", [tell])
        first, second = unlock(), unlock()
        # Well before a failed job would be tried again.
        work(until=lambda: len(told) == 2, seconds=2)
        assert told == [first.pk, second.pk]

    def test_what_was_written_is_sealed_by_the_schedule(self):
        entry = unlock()
        work(until=lambda: not Waiting.objects.exists())
        assert Seal.objects.get().entry_ids == [entry.pk]
        assert not Waiting.objects.exists()


@pytest.mark.usefixtures("database_copy")
class TestAWorkerThatDied:
    @pytest.fixture
    def dead(self):
        """A worker that was killed an hour ago, while it sealed and reacted."""
        worker = worker_row("1 hour")
        rows(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s"
            " WHERE task_name = 'journal.react'",
            worker,
        )
        job_row(
            "journal.seal",
            "doing",
            queue_name="schedule",
            args='{"timestamp": 0}',
            lock="journal.seal",
            queueing_lock="journal.seal",
            worker_id=worker,
        )
        return worker

    def test_sealing_goes_on_though_it_held_the_lock(self, reacted, request):
        unlock()
        request.getfixturevalue("dead")
        work(until=lambda: not Waiting.objects.exists())
        assert not Waiting.objects.exists()

    def test_its_reaction_is_run_again(self, reacted, request):
        entry = unlock()
        request.getfixturevalue("dead")
        work(until=lambda: reacted)
        assert reacted == [entry.pk]

    def test_what_it_was_at_is_noted_as_broken_off(self, reacted, request):
        unlock()
        request.getfixturevalue("dead")
        work(until=lambda: Failure.objects.count() == 2)
        assert set(Failure.objects.values_list("name", "outcome", "error")) == {
            ("journal.react", "died", ""),
            ("journal.seal", "died", ""),
        }

    def test_the_rescuer_waits_for_no_lock(self):
        assert rescue.lock is None
