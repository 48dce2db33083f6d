"""The worked case goes into an archive and comes back, with its evidence, its seals and people."""

import io
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse

from haicap.domain.cases.models import Persona
from haicap.domain.organisations.queries import actor_of
from haicap.foundation.access import house
from haicap.foundation.accounts.models import User
from haicap.foundation.database import programs
from haicap.foundation.database.location import DatabaseProblem
from haicap.foundation.database.testing import execute_outside, use_database
from haicap.foundation.database.version import check_version
from haicap.foundation.files.actions import store
from haicap.foundation.files.models import StoredFile
from haicap.foundation.jobs.models import LastRun
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import record
from haicap.foundation.operations import restoring
from haicap.foundation.operations.archive import Archive

EVIDENCE = b"%PDF-1.7 the minutes, signed\n%%EOF\n"


@contextmanager
def empty_database():
    before = connection.settings_dict["NAME"]
    name = f"test_restored_{uuid4().hex[:8]}"
    connections.close_all()
    execute_outside(f'CREATE DATABASE "{name}"')
    use_database(name)
    try:
        yield name
    finally:
        connections.close_all()
        use_database(before)
        execute_outside(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def kept(settings, tmp_path):
    """A storage of its own for the uploaded files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


@pytest.fixture
def taken(worked_case_copy, kept):
    """An archive of the worked case, with one file handed in."""
    store(
        SimpleUploadedFile("biên bản.pdf", EVIDENCE),
        actor=actor_of(User.objects.order_by("pk").first()),
    )
    path = kept / "case.tar"
    call_command("backup", str(path), stdout=io.StringIO())
    return path


def restored(path, **options):
    out = io.StringIO()
    call_command("restore", str(path), stdout=out, **options)
    return out.getvalue()


def test_the_worked_case_comes_back_whole(taken, settings):
    assert taken.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in taken.parent.iterdir() if path.suffix == ".half"] == []
    entries = Entry.objects.count()
    settings.MEDIA_ROOT = taken.parent / "elsewhere"
    with empty_database():
        assert "the journal verifies" in restored(taken)
        assert Entry.objects.count() == entries + 1
        assert Entry.objects.latest("id").event == "installation.restore"
        stored = StoredFile.objects.get(media_type="application/pdf")
        with default_storage.open(stored.path) as content:
            assert content.read() == EVIDENCE
        call_command("journal", "verify", stdout=io.StringIO())
        check_a_persona_signs_in()


@pytest.fixture
def older(database_copy, kept):
    """An archive from before the runs of jobs were noted: two migrations fewer, one more entry."""
    call_command("migrate", "jobs", "zero", verbosity=0)
    with transaction.atomic():
        record(actor=house("tests"), event="account.unlock", subject=User(pk=7), username="ana")
    path = kept / "older.tar"
    call_command("backup", str(path), stdout=io.StringIO())
    return path


def test_an_archive_of_an_older_version_is_brought_to_this_one(older):
    applied = Archive(older).manifest.migrations
    assert applied
    assert not [name for name in applied if name.startswith("jobs.")]
    with empty_database():
        assert "the journal verifies" in restored(older)
        check_version()
        assert LastRun.objects.count() == 0
        events = list(Entry.objects.order_by("id").values_list("event", flat=True))
        assert events == ["account.unlock", "installation.restore"]
        call_command("journal", "verify", stdout=io.StringIO())


def test_an_archive_of_a_newer_version_is_refused_by_name_and_leaves_nothing(database_copy, kept):
    MigrationRecorder(connection).record_applied("tasks", "0099_later")
    path = kept / "newer.tar"
    call_command("backup", str(path), stdout=io.StringIO())
    with empty_database():
        with pytest.raises(CommandError, match=r"newer version of Haicap.*tasks\.0099_later"):
            restored(path)
        assert connection.introspection.table_names() == []


def check_a_persona_signs_in():
    persona = Persona.objects.order_by("pk").first()
    client = Client()
    assert client.post(reverse("cases:enter", args=[persona.code])).status_code == 302
    assert client.get("/").context["request"].actor.name == persona.user.name


def test_what_is_refused_leaves_the_database_empty(taken, settings, monkeypatch):
    with empty_database():
        settings.HOME_PROVINCE = "01"
        with pytest.raises(CommandError, match="--province 20"):
            restored(taken)
        settings.HOME_PROVINCE = "20"
        known = restoring.unknown_migrations
        monkeypatch.setattr(restoring, "unknown_migrations", lambda manifest: ["tasks.0009_later"])
        with pytest.raises(CommandError, match="newer version of Haicap"):
            restored(taken)
        monkeypatch.setattr(restoring, "unknown_migrations", known)
        with monkeypatch.context() as full:
            full.setattr(restoring.shutil, "disk_usage", lambda path: Disk())
            with pytest.raises(CommandError, match="MB are needed"):
                restored(taken)
        assert connection.introspection.table_names() == []


class Disk:
    free = 10


def test_nothing_is_overwritten(taken):
    with pytest.raises(CommandError, match="is not empty"):
        restored(taken)
    with pytest.raises(CommandError, match="exists and is not overwritten"):
        call_command("backup", str(taken))


def test_a_file_that_the_storage_lost_is_named_and_left_out_only_when_asked(taken):
    stored = StoredFile.objects.get(media_type="application/pdf")
    default_storage.delete(stored.path)
    other = taken.with_name("other.tar")
    with pytest.raises(CommandError, match=stored.sha256):
        call_command("backup", str(other))
    assert not other.exists()
    call_command("backup", str(other), without_lost_files=True, stdout=io.StringIO())
    out = io.StringIO()
    call_command("backup", "verify", str(other), stdout=out)
    assert "Without 1 files that were lost" in out.getvalue()


def test_a_program_older_than_the_server_is_not_used(monkeypatch, tmp_path):
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.9'\n")
    old.chmod(0o755)
    monkeypatch.setattr(programs.embedded, "client_folders", lambda: [tmp_path])
    assert programs.fitting("pg_dump", least=14).path == old
    with pytest.raises(DatabaseProblem, match=r"PostgreSQL 15 or newer .* \(14\)"):
        programs.fitting("pg_dump", least=15)
