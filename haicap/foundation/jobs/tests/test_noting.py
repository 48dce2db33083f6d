"""How each run ended is noted, and the note costs the work nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone, translation
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from haicap.foundation.jobs import declared, noting
from haicap.foundation.jobs.jobs import FAILURES_KEPT, forget_failures
from haicap.foundation.jobs.models import Failure, LastRun
from haicap.foundation.jobs.testing import job_row, jobs_of, work
from haicap.foundation.journal import jobs as journal_jobs
from haicap.foundation.journal import writing
from haicap.foundation.journal.writing import record

ANA = Actor(name="Ana", user_id=1)
JOB = Job(
    id=7, status="doing", queue="default", lock=None, queueing_lock=None, task_name="journal.react"
)


def unlock():
    with transaction.atomic():
        return record(
            actor=ANA, event="account.unlock", subject=User(pk=7, username="ana"), username="ana"
        )


def reacting(monkeypatch, reaction):
    monkeypatch.setitem(writing._reactions, "account.unlock", [reaction])


@pytest.mark.usefixtures("database_copy")
class TestAWorker:
    def test_notes_when_a_job_ran_and_how_it_ended(self, monkeypatch):
        reacting(monkeypatch, lambda entry: None)
        before = timezone.now()
        unlock()
        work(until=lambda: LastRun.objects.filter(name="journal.react").exists())
        run = LastRun.objects.get(name="journal.react")
        assert run.outcome == "succeeded"
        assert before <= run.started_at <= run.ended_at <= timezone.now()
        assert not Failure.objects.exists()

    def test_notes_what_is_a_coroutine_as_well(self):
        work(until=lambda: LastRun.objects.filter(name="jobs.rescue").exists())
        assert LastRun.objects.get(name="jobs.rescue").outcome == "succeeded"

    def test_keeps_why_a_job_failed_though_its_work_was_undone(self, monkeypatch):
        def fall(entry):
            with transaction.atomic():
                User.objects.create(username="half", name="Half")
                raise RuntimeError("no paper in the printer")

        reacting(monkeypatch, fall)
        unlock()
        work(until=lambda: jobs_of("journal.react") == [("todo", 1, True)])
        assert not User.objects.filter(username="half").exists()
        failure = Failure.objects.get()
        assert (failure.attempt, failure.error) == (1, "RuntimeError: no paper in the printer")
        assert "in fall" in failure.trace
        assert LastRun.objects.get(name="journal.react").outcome == "failed"

    def test_does_its_work_though_no_note_can_be_written(self, monkeypatch):
        def full(*args):
            raise OSError("no room")

        told = []
        monkeypatch.setattr(noting, "_write", full)
        reacting(monkeypatch, lambda entry: told.append(entry.pk))
        entry = unlock()
        work(until=lambda: told and not jobs_of("journal.react"))
        assert (told, jobs_of("journal.react")) == ([entry.pk], [])

    def test_waits_for_nobody_who_holds_the_note(self, monkeypatch):
        monkeypatch.setattr(noting, "SECONDS_FOR_A_LOCK", 0.1)
        noting.note(JOB, timezone.now())
        first = LastRun.objects.get()

        def holding_it():
            with transaction.atomic():
                LastRun.objects.select_for_update().get()
                in_thread(lambda: noting.note(JOB, timezone.now()))

        holding_it()
        assert LastRun.objects.get().ended_at == first.ended_at

    def test_notes_jobs_that_end_together(self):
        for _round in range(5):
            with ThreadPoolExecutor(4) as threads:
                list(threads.map(lambda number: in_this_thread(number), range(8)))
        assert Failure.objects.count() == 40
        assert LastRun.objects.count() == 1


def in_this_thread(number):
    try:
        noting.note(JOB, timezone.now(), RuntimeError(str(number)))
    finally:
        connections.close_all()


def in_thread(deed):
    def closed():
        try:
            deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(closed).result()


@pytest.mark.django_db
class TestANote:
    def test_is_not_made_of_a_direct_call(self, monkeypatch):
        reacting(monkeypatch, lambda entry: None)
        journal_jobs.react(entry_id=unlock().pk)
        assert not LastRun.objects.exists()

    def test_takes_any_words_and_no_more_than_fit(self):
        noting.note(JOB, timezone.now(), ValueError("nul \0 half \ud800 " + "x" * 50_000))
        failure = Failure.objects.get()
        assert failure.error.startswith("ValueError: nul � half ? x")
        assert len(failure.error) == noting.LONGEST_ERROR
        assert len(failure.trace) <= noting.LONGEST_TRACE + 2

    def test_of_a_failure_goes_when_fifty_came_after_it(self):
        for number in range(FAILURES_KEPT + 5):
            noting.note(JOB.evolve(id=number), timezone.now(), RuntimeError(str(number)))
        noting.note(JOB.evolve(id=99, task_name="journal.seal"), timezone.now(), RuntimeError("x"))
        assert forget_failures() == 5
        kept = Failure.objects.filter(name="journal.react").order_by("id")
        assert [kept.first().error, kept.count()] == ["RuntimeError: 5", FAILURES_KEPT]
        assert Failure.objects.filter(name="journal.seal").count() == 1

    def test_stays_as_long_as_the_job_that_it_explains(self):
        job = JOB.evolve(id=job_row(status="failed", attempts=8))
        for number in range(2):
            noting.note(job, timezone.now(), RuntimeError(f"attempt {number}"))
        for number in range(FAILURES_KEPT):
            noting.note(JOB.evolve(id=1000 + number), timezone.now(), RuntimeError("other"))
        assert forget_failures() == 1
        assert Failure.objects.get(job_id=job.id).error == "RuntimeError: attempt 1"

    def test_of_a_clock_that_was_set_back_has_no_negative_length(self):
        noting.note(JOB, timezone.now() + timedelta(hours=1))
        assert LastRun.objects.get().seconds == 0


def ours():
    return [name for name in app.tasks if not name.startswith(("builtin:", "procrastinate."))]


@pytest.mark.parametrize("name", ours())
def test_every_job_is_called_by_words_in_vietnamese_and_english(name):
    title = declared()[name].title
    with translation.override("en"):
        english = str(title)
    with translation.override("vi"):
        assert str(title) != english


@pytest.mark.parametrize("name", ours())
def test_every_job_is_noted_and_fits_into_the_note(name):
    assert [each.__name__.removesuffix("_async") for each in app.tasks[name].task_middleware] == [
        "noted"
    ]
    assert len(name) <= LastRun._meta.get_field("name").max_length


def test_the_schedule_has_the_turns_that_are_declared():
    turns = {name: task.cron for (name, _id), task in app.periodic_registry.periodic_tasks.items()}
    assert turns == {name: known.cron for name, known in declared().items() if known.cron}
