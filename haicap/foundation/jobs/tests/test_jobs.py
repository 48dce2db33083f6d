"""Jobs are done, done again after a failure, and never stand still for a worker that died."""

import asyncio
import time
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, transaction
from procrastinate.contrib.django import app

from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from haicap.foundation.jobs.jobs import rescue
from haicap.foundation.journal import writing
from haicap.foundation.journal.models import Seal, Waiting
from haicap.foundation.journal.writing import record

ANA = Actor(name="Ana", user_id=1)


def work(until=lambda: False, seconds=20.0):
    """A worker as `haicap worker` runs it, until something is so or the time is over."""
    with app.replace_connector(app.connector.get_worker_connector()) as replaced:

        async def working():
            async with replaced.open_async():
                worker = asyncio.create_task(
                    replaced.run_worker_async(
                        fetch_job_polling_interval=0.1,
                        delete_jobs="successful",
                        install_signal_handlers=False,
                    )
                )
                end = time.monotonic() + seconds
                while time.monotonic() < end and not await asyncio.to_thread(until):
                    await asyncio.sleep(0.1)
                worker.cancel()
                with suppress(asyncio.CancelledError):
                    await worker

        asyncio.run(working())


def rows(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def jobs_of(task):
    """Status, attempts and whether it waits for a later time, of every job row of a task."""
    return rows(
        "SELECT status::text, attempts, scheduled_at > now() FROM procrastinate_jobs"
        " WHERE task_name = %s",
        task,
    )


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
        [(worker,)] = rows(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id"
        )
        rows(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s"
            " WHERE task_name = 'journal.react'",
            worker,
        )
        rows(
            "INSERT INTO procrastinate_jobs"
            " (queue_name, task_name, args, status, lock, queueing_lock, worker_id) VALUES"
            " ('schedule', 'journal.seal', '{\"timestamp\": 0}', 'doing',"
            "  'journal.seal', 'journal.seal', %s)",
            worker,
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

    def test_the_rescuer_waits_for_no_lock(self):
        assert rescue.lock is None
