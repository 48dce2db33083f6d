"""Quân runs the installation: he sees what runs, what failed and why, and has it tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from procrastinate.jobs import Job

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.testing import person, small_province
from haicap.foundation.accounts.models import User
from haicap.foundation.jobs import noting
from haicap.foundation.jobs.models import LastRun
from haicap.foundation.jobs.testing import job_row, jobs_of, rows, work, worker_row
from haicap.foundation.journal import writing
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import record
from haicap.foundation.operations.turns import in_words, next_turn

PAGE = "/operations/jobs/"
API = "/api/v1/operations/jobs"
REACT = "Carry on what a journal entry brings about"


def browser_of(actor, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(
        User.objects.get(pk=actor.user_id), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def administrator(world):
    return person("Quân", world.province, PositionKind.ADMINISTRATOR)


@pytest.fixture
def quan(world):
    return browser_of(administrator(world))


def text(browser, address=PAGE, status=200):
    answer = browser.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def attempt(number):
    return f"{PAGE}{number}/attempt/"


def failed_job(why="RuntimeError: no paper", task="journal.react", **columns):
    number = job_row(task, "failed", 8, **columns)
    job = Job(
        id=number, status="doing", queue="default", lock=None, queueing_lock=None,
        task_name=task, attempts=7,
    )  # fmt: skip
    kind, _sign, words = why.partition(": ")
    noting.note(job, timezone.now(), type(kind, (Exception,), {})(words))
    return number


@pytest.mark.usefixtures("database_copy")
class TestAJobThatFails:
    def test_is_seen_with_its_reason_and_retried_to_success(self, monkeypatch):
        world = small_province()
        printer = {"has_paper": False, "printed": []}

        def react(entry):
            if not printer["has_paper"]:
                raise RuntimeError("no paper in the printer")
            printer["printed"].append(entry.pk)

        monkeypatch.setitem(writing._reactions, "account.unlock", [react])
        entry = self.unlock(world)
        rows("UPDATE procrastinate_jobs SET attempts = 8 WHERE task_name = 'journal.react'")
        work(until=lambda: jobs_of("journal.react") == [("failed", 9, None)])
        browser = browser_of(administrator(world))
        [(number,)] = rows("SELECT id FROM procrastinate_jobs WHERE task_name = 'journal.react'")
        page = text(browser)
        assert "RuntimeError: no paper in the printer" in page
        assert attempt(number) in page

        printer["has_paper"] = True
        assert browser.post(attempt(number)).status_code == 302
        work(until=lambda: not jobs_of("journal.react"))
        assert printer["printed"] == [entry.pk]
        page = text(browser)
        assert "No job has failed for good." in page
        assert attempt(number) not in page
        told = Entry.objects.get(event="job.retry").sentence
        assert told.endswith(f"had job {number} (journal.react) tried again, which had failed.")

    @staticmethod
    def unlock(world):
        with transaction.atomic():
            subject = User.objects.get(username="ana")
            return record(actor=world.ana, event="account.unlock", subject=subject, username="ana")


class TestTryingAgain:
    def test_twice_runs_it_once_and_says_so(self, quan):
        number = failed_job()
        assert quan.post(attempt(number)).status_code == 302
        again = quan.post(attempt(number))
        assert again.status_code == 409
        assert "is not failed any more: it waits for its next attempt." in again.content.decode()
        assert [row[:2] for row in jobs_of("journal.react")] == [("todo", 9)]
        assert Entry.objects.filter(event="job.retry").count() == 1

    def test_what_runs_already_is_refused(self, quan):
        number = job_row(status="doing", attempts=1)
        answer = quan.post(attempt(number))
        assert answer.status_code == 409
        assert "it is running" in answer.content.decode()

    def test_what_succeeded_meanwhile_is_refused_in_words(self, quan):
        number = failed_job()
        rows("DELETE FROM procrastinate_jobs")
        answer = quan.post(attempt(number))
        assert answer.status_code == 409
        assert f"There is no job {number} any more" in answer.content.decode()

    def test_what_never_was_is_not_there(self, quan):
        assert quan.post(attempt(12345)).status_code == 404
        assert quan.post(attempt(10**30)).status_code == 404

    def test_what_this_version_does_not_know_would_only_fail_again(self, quan):
        number = job_row("paper.print", "failed", 1)
        assert "This version knows no job of this name." in text(quan)
        answer = quan.post(attempt(number))
        assert answer.status_code == 409
        assert "no job of the name paper.print" in answer.content.decode()
        assert jobs_of("paper.print") == [("failed", 1, None)]

    def test_what_the_schedule_does_anyway_is_refused(self, quan):
        turn = {
            "queue_name": "schedule", "lock": "journal.seal", "queueing_lock": "journal.seal",
            "args": '{"timestamp": 0}',
        }  # fmt: skip
        number = failed_job(task="journal.seal", **turn)
        job_row("journal.seal", **turn)
        answer = quan.post(attempt(number))
        assert answer.status_code == 409
        assert "The schedule has its next turn waiting already" in answer.content.decode()
        assert not Entry.objects.filter(event="job.retry").exists()


class TestThePage:
    def test_says_loudly_that_nobody_works(self, quan):
        assert "Nobody works on jobs" in text(quan)
        assert "Would run" in text(quan)
        worker_row(silent_for="2 minutes")
        assert "Nobody works on jobs" in text(quan)
        worker = worker_row()
        assert "Nobody works on jobs" not in text(quan)
        assert f"Worker {worker}" in text(quan)
        assert "Next run" in text(quan)

    def test_shows_what_a_dead_worker_was_at(self, quan):
        worker = worker_row(silent_for="1 hour")
        job_row(status="doing", worker_id=worker)
        page = text(quan)
        assert f'Worker {worker} <span class="state late">silent</span>' in page
        assert page.index("Running now") < page.index(REACT) < page.index("Waiting")

    def test_shows_what_waits_and_since_when(self, quan):
        for _job in range(3):
            job_row()
        page = text(quan)
        assert "<dd>3 <small" in page
        assert "first in line:" in page

    def test_counts_a_flood_only_as_far_as_it_matters(self, quan, monkeypatch):
        monkeypatch.setattr("haicap.foundation.operations.queries.MOST_COUNTED", 2)
        for _job in range(4):
            job_row()
        assert "more than 2" in text(quan)

    def test_shows_what_is_tried_again_by_itself_and_when(self, quan):
        later = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
        number = job_row(status="todo", attempts=2, scheduled_at=later)
        page = text(quan)
        assert "Failed once, tried again by itself" in page
        assert "14:08 06/05/2031" in page
        assert attempt(number) not in page

    def test_shows_how_a_scheduled_job_ended_and_offers_to_try_it_again(self, quan):
        number = failed_job(
            "OSError: disk is full", "files.clear_half_written", queue_name="schedule"
        )
        page = text(quan)
        assert "No job has failed for good." in page
        schedule = page[page.index("Every job, its last run") :]
        assert "OSError: disk is full" in schedule
        assert attempt(number) in schedule
        LastRun.objects.update(outcome="succeeded")
        page = text(quan)
        assert "OSError" not in page
        assert attempt(number) not in page

    def test_tells_of_one_job_each_attempt_that_failed(self, quan):
        failed_job("RuntimeError: <b>no paper</b>")
        page = text(quan, PAGE + "journal.react/")
        assert REACT in page
        assert "RuntimeError: &lt;b&gt;no paper&lt;/b&gt;" in page
        assert text(quan, PAGE + "journal.nothing/", 404)

    def test_goes_through_all_that_failed_page_by_page(self, quan):
        numbers = {failed_job() for _job in range(60)}
        found, address = set(), PAGE
        while address:
            answer = quan.get(address)
            page = answer.context["page"]
            found |= {job.pk for job in page}
            address = page.next_cursor and f"{PAGE}?cursor={page.next_cursor}"
        assert found == numbers
        assert quan.get(f"{PAGE}?cursor=wild").status_code == 422
        assert quan.get(f"{PAGE}?format=csv").status_code == 200
        assert quan.get(f"{PAGE}?format=exe").status_code == 422

    def test_asks_no_more_the_more_there_is(self, quan):
        for address in (PAGE, API, f"{API}/failed", PAGE + "journal.react/"):
            few = self.asked(quan, address)
            for _job in range(5):
                failed_job()
                failed_job(task="journal.seal", queue_name="schedule")
                job_row(status="todo", attempts=3, scheduled_at=timezone.now())
                job_row(status="doing", worker_id=worker_row())
            assert self.asked(quan, address) == few, address

    @staticmethod
    def asked(browser, address):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    def test_speaks_vietnamese(self, world):
        page = text(browser_of(administrator(world), "vi"))
        assert "Niêm phong mục nhật ký mới" in page
        assert "mỗi phút" in page
        assert "Không có tiến trình nào xử lý tác vụ" in page


class TestTheProgram:
    def test_is_told_the_same(self, quan):
        number = failed_job()
        worker_row()
        now = quan.get(API).json()
        assert now["is_anybody_at_work"] is True
        react = next(each for each in now["jobs"] if each["name"] == "journal.react")
        assert react["reason"] == "RuntimeError: no paper"
        assert (react["cron"], react["next_at"], react["last_run"]["outcome"]) == (
            None, None, "failed",
        )  # fmt: skip
        [failed] = quan.get(f"{API}/failed").json()["items"]
        assert (failed["number"], failed["attempts"], failed["reason"]) == (
            number, 8, "RuntimeError: no paper",
        )  # fmt: skip
        [failure] = quan.get(f"{API}/named/journal.react").json()["failures"]
        assert failure["job_number"] == number

    def test_has_a_job_tried_again_once(self, quan):
        number = failed_job()
        assert quan.post(f"{API}/{number}/attempt").json()["status"] == "todo"
        assert quan.post(f"{API}/{number}/attempt").status_code == 409


class TestTheCommand:
    def test_lists_and_retries(self, db, capsys):
        number = failed_job()
        call_command("jobs", "list")
        told = capsys.readouterr().out
        assert "NO WORKER IS ALIVE" in told
        assert f"failed: job {number} journal.react, 8 attempts" in told
        assert "RuntimeError: no paper" in told
        assert "journal.seal: every minute" in told
        call_command("jobs", "retry", str(number))
        assert f"Job {number} (journal.react) is tried again now." in capsys.readouterr().out
        with pytest.raises(CommandError, match="not failed any more"):
            call_command("jobs", "retry", str(number))


@pytest.mark.parametrize(
    ("cron", "english", "vietnamese"),
    [
        ("* * * * *", "every minute", "mỗi phút"),
        ("*/5 * * * *", "every 5 minutes", "mỗi 5 phút"),
        ("7 * * * *", "every hour at minute 7", "hằng giờ, vào phút thứ 7"),
        ("23 20 * * *", "every day at 03:23", "hằng ngày lúc 03:23"),
        ("0 20 * * 1", "by the line “0 20 * * 1” in UTC", "theo dòng lịch “0 20 * * 1” (giờ UTC)"),
        ("1,9 * * * *", "by the line “1,9 * * * *” in UTC", None),
    ],
)
def test_turns_are_told_in_words_and_local_time(cron, english, vietnamese):
    assert in_words(cron) == english
    with translation.override("vi"):
        assert vietnamese is None or in_words(cron) == vietnamese


def test_the_next_turn_lies_ahead_and_is_that_of_the_schedule():
    after = datetime(2026, 7, 1, 20, 23, tzinfo=UTC)
    assert next_turn("jobs.forget", after) == after + timedelta(days=1)
    assert next_turn("journal.seal", after) == after + timedelta(minutes=1)
