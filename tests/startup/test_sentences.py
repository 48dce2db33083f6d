"""What stands in the way of a start is told in one sentence, never as a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from haicap.foundation.database import embedded, location
from haicap.foundation.database.location import DatabaseProblem
from tests.startup.commands import HOLD_AND_LET_GO, ROOT, environment_of, haicap

# The tables themselves are looked at later, and a newer version's are not ours to know.
MARKS_OF_A_NEWER_ONE = """
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
recorder = MigrationRecorder(connection)
for app, name in [*MigrationLoader(connection).disk_migrations, ("tasks", "0999_x")]:
    recorder.record_applied(app, name)
"""


def told(ended):
    """What a command that could not start said: one line, for a person."""
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    [sentence] = [line for line in ended.stderr.splitlines() if "(once)" not in line]
    return sentence


class TestADatabaseOfAnotherVersion:
    @pytest.mark.parametrize(
        "words", ["serve", "worker", "case load langson", "journal verify", "token list ana"]
    )
    def test_one_that_was_never_migrated_is_told_with_what_to_do(self, made_home, words):
        assert told(haicap(*words.split(), **made_home)).endswith("bin/haicap migrate")

    def test_one_that_is_newer_is_told(self, made_home):
        assert haicap("shell", "-v0", "-c", MARKS_OF_A_NEWER_ONE, **made_home).returncode == 0
        assert "newer version" in told(haicap("journal", "verify", **made_home))

    def test_the_manual_of_a_command_needs_no_tables(self, home):
        assert haicap("journal", "--help", **home).returncode == 0


class TestWhereThePrivateServerLies:
    def test_six_commands_at_once_make_one_server_and_stop_it(self, home):
        # Without the work between, they come together as closely as can be.
        command = [sys.executable, "-c", HOLD_AND_LET_GO]
        started = [
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment_of(**home),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _each in range(6)
        ]
        said = [process.communicate(timeout=180)[1] for process in started]
        assert [process.returncode for process in started] == [0] * 6, said
        assert "".join(said).count("making a private PostgreSQL") == 1
        data = Path(home["HAICAP_HOME"]) / "database" / "data"
        assert not (data / "postmaster.pid").exists()

    def test_blanks_quotes_commas_and_accents_in_its_path_do_not_matter(self, home):
        odd = f"{home['HAICAP_HOME']}/it's, Xứ Lạng"
        ended = haicap("showmigrations", "journal", **home | {"HAICAP_HOME": odd})
        assert ended.returncode == 0, ended.stderr

    @pytest.mark.parametrize("sign", ['"', "$", "`", "\\"])
    def test_a_path_that_cannot_be_handed_to_it_is_refused(self, monkeypatch, sign):
        monkeypatch.setenv("HAICAP_HOME", f"/srv/a{sign}b")
        with pytest.raises(DatabaseProblem, match="Name another folder"):
            location.cluster()

    def test_a_path_long_in_bytes_gets_a_short_socket(self, monkeypatch):
        monkeypatch.setenv("HAICAP_HOME", "/" + "ộ" * 40)
        assert len(os.fsencode(location.cluster().sockets)) < 80

    def test_what_half_made_data_a_power_cut_left_is_made_anew(self, home):
        half = Path(home["HAICAP_HOME"]) / "database" / "data.half"
        half.mkdir(parents=True)
        (half / "PG_VERSION").write_text("18")
        if os.geteuid() == 0:
            owner = embedded._server_account()
            for folder in (half.parent, half):
                os.chown(folder, owner.pw_uid, owner.pw_gid)
        assert haicap("showmigrations", "journal", **home).returncode == 0
        assert not half.exists()

    def test_a_home_that_cannot_be_made_is_told(self, tmp_path):
        (tmp_path / "file").write_text("")
        ended = haicap("showmigrations", HAICAP_HOME=str(tmp_path / "file"), DATABASE_URL="")
        assert "cannot be kept in" in told(ended)

    def test_a_folder_of_somebody_elses_is_never_used_for_the_socket(self, tmp_path):
        own = tmp_path / "own"
        own.mkdir(mode=0o700)
        embedded._own_sockets(own, None)
        led = tmp_path / "led"
        led.symlink_to(own)
        with pytest.raises(DatabaseProblem, match="made by somebody else"):
            embedded._own_sockets(led, None)
        own.chmod(0o777)
        with pytest.raises(DatabaseProblem, match="others may write"):
            embedded._own_sockets(own, None)


class TestTheEnvironment:
    def test_debugging_is_refused_in_an_office(self):
        ended = haicap("check", HAICAP_DEBUG="1", HAICAP_HOSTS="haicap.example")
        assert "HAICAP_DEBUG" in told(ended)

    def test_debugging_is_not_served(self):
        ended = haicap("serve", HAICAP_DEBUG="1")
        assert ended.returncode == 1
        assert "HAICAP_DEBUG is for bin/dev" in ended.stderr

    def test_a_short_secret_is_refused_in_an_office(self):
        ended = haicap("check", HAICAP_SECRET_KEY="office", HAICAP_TLS="1")
        assert "HAICAP_SECRET_KEY has 6 characters" in told(ended)

    def test_a_secret_that_cannot_be_kept_is_told(self, tmp_path):
        (tmp_path / "file").write_text("")
        ended = haicap("check", HAICAP_SECRET_KEY="", HAICAP_VAR=str(tmp_path / "file"))
        assert "HAICAP_VAR" in told(ended)


def test_a_reader_who_has_seen_enough_is_no_fault():
    """As `haicap deadline … | head -n 1` does: the pipe is closed before all is written."""
    listing = subprocess.Popen(
        [sys.executable, "-m", "haicap", "help", "--commands"],
        cwd=ROOT,
        env=environment_of(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    listing.stdout.close()
    said = listing.stderr.read()
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
    assert listing.wait(60) == 0
