"""A database that the code does not fit is refused in a sentence, before anything runs on it."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from haicap.foundation.database.location import DatabaseProblem
from haicap.foundation.database.version import check_history, check_version

pytestmark = pytest.mark.django_db


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def refusals():
    """What each check says."""
    for check in (check_version, check_history):
        with pytest.raises(DatabaseProblem) as problem:
            check()
        yield str(problem.value)


def test_what_these_migrations_made_is_taken():
    check_version()
    check_history()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "ALTER TABLE journal_entry DROP COLUMN backdated_because",
            "its table journal_entry has no column backdated_because",
        ),
        (
            "ALTER TABLE files_storedfile ADD COLUMN colour text NOT NULL DEFAULT ''",
            "its table files_storedfile has a column colour that is not known here",
        ),
        ("DROP TABLE jobs_lastrun", "there is no table jobs_lastrun"),
    ],
)
def test_what_another_form_of_a_migration_made_is_named_with_what_to_do(change, said):
    execute(change)
    for sentence in refusals():
        assert said in sentence
        assert "begin anew (" in sentence


def test_tables_that_only_lack_what_is_still_to_come_may_be_brought_along():
    call_command("migrate", "jobs", "zero", verbosity=0)
    check_history()
    with pytest.raises(DatabaseProblem, match="bin/haicap migrate"):
        check_version()
    call_command("migrate", verbosity=0)
    check_version()


def test_a_database_that_is_still_empty_is_brought_along():
    execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    check_history()


def test_a_migration_that_came_before_one_it_needs_is_of_another_state():
    MigrationRecorder(connection).record_unapplied("journal", "0001_initial")
    with pytest.raises(DatabaseProblem, match="before one it needs"):
        check_history()


def test_what_a_newer_version_did_is_named():
    MigrationRecorder(connection).record_applied("journal", "0099_later")
    for sentence in refusals():
        assert "newer version than this one (journal.0099_later" in sentence


def test_the_marks_of_an_app_that_was_taken_out_are_no_sign_of_anything():
    MigrationRecorder(connection).record_applied("gone", "0001_initial")
    check_version()
    check_history()
