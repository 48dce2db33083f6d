"""Starting goes well or ends in a sentence that says what to do."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from haicap.foundation.database.location import DatabaseProblem, cluster, connection_settings
from tests.startup.commands import ROOT, haicap


class TestAWrongDatabaseUrl:
    @pytest.mark.parametrize(
        "url", ["mysql://root@localhost/haicap", "nonsense", "postgresql://localhost"]
    )
    def test_that_cannot_be_read_is_told_with_an_example(self, url):
        ended = haicap("migrate", DATABASE_URL=url)
        assert ended.returncode == 2
        assert "DATABASE_URL cannot be read" in ended.stderr
        assert "postgresql://user:password@host:5432/haicap" in ended.stderr
        assert "Traceback" not in ended.stderr

    def test_that_nobody_answers_at_is_told_with_its_place(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
            ended = haicap("migrate", DATABASE_URL=f"postgresql://a@127.0.0.1:{port}/b")
        assert ended.returncode == 2
        assert f"127.0.0.1:{port}" in ended.stderr
        assert "Check that the server runs" in ended.stderr
        assert "Traceback" not in ended.stderr

    def test_a_password_is_never_printed(self):
        ended = haicap("migrate", DATABASE_URL="postgresql://a:geheim@127.0.0.1:1/b")
        assert "geheim" not in ended.stderr + ended.stdout


class TestWhereToServe:
    def test_a_taken_port_is_told_with_another_one(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            ended = haicap("serve", HAICAP_PORT=str(port))
        assert ended.returncode != 0
        assert f"Port {port}" in ended.stderr
        assert f"HAICAP_PORT={port + 1}" in ended.stderr

    @pytest.mark.parametrize("port", ["http", "0", "70000"])
    def test_what_is_no_port_is_refused(self, port):
        ended = haicap("serve", HAICAP_PORT=port)
        assert ended.returncode != 0
        assert port in ended.stderr


def test_the_manual_names_every_own_command():
    ended = haicap("--help")
    assert ended.returncode == 0
    own = [
        path.stem
        for path in ROOT.glob("haicap/**/management/commands/*.py")
        if not path.stem.startswith("_")
    ]
    assert own
    assert [name for name in own if f"\n  {name} " not in ended.stdout] == []


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="a server of Debian's is tested")
class TestThePrivateServer:
    def test_it_is_made_started_and_stopped_with_the_command(self, home):
        first = haicap("journal", "seal", **home)
        assert "making a private PostgreSQL" in first.stderr
        data = Path(home["HAICAP_HOME"]) / "database" / "data"
        assert data.is_dir()
        assert not (data / "postmaster.pid").exists()
        assert "making" not in haicap("showmigrations", **home).stderr

    def test_a_command_that_is_told_to_end_stops_it(self, made_home):
        data = Path(made_home["HAICAP_HOME"]) / "database" / "data"
        command = [sys.executable, "-m", "haicap", "shell", "-v0", "-c"]
        process = subprocess.Popen(
            [*command, "import time; print('here', flush=True); time.sleep(60)"],
            cwd=ROOT,
            env={**os.environ, **made_home},
            stdout=subprocess.PIPE,
        )
        assert process.stdout.readline() == b"here\n"
        process.terminate()
        assert process.wait(30) == 128 + signal.SIGTERM
        assert not (data / "postmaster.pid").exists()

    def test_a_killed_command_leaves_nothing_in_the_way(self, made_home):
        script = (
            "import time; from haicap.foundation.database import embedded;"
            "embedded.hold(); print('held', flush=True); time.sleep(60)"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, **made_home},
            stdout=subprocess.PIPE,
        )
        assert holder.stdout.readline() == b"held\n"
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        data = Path(made_home["HAICAP_HOME"]) / "database" / "data"
        assert (data / "postmaster.pid").exists()
        assert haicap("showmigrations", **made_home).returncode == 0
        assert not (data / "postmaster.pid").exists()

    def test_a_killed_server_starts_again(self, made_home):
        script = (
            "import time; from haicap.foundation.database import embedded;"
            "embedded.hold(); print('held', flush=True); time.sleep(60)"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, **made_home},
            stdout=subprocess.PIPE,
        )
        assert holder.stdout.readline() == b"held\n"
        pid = int(
            (Path(made_home["HAICAP_HOME"]) / "database" / "data" / "postmaster.pid")
            .read_text()
            .split()[0]
        )
        os.kill(pid, signal.SIGKILL)
        holder.kill()
        holder.wait()
        time.sleep(1)
        assert haicap("showmigrations", **made_home).returncode == 0

    def test_no_folder_above_ours_changes_its_permissions(self, home):
        above = [*ROOT.parents, Path(home["HAICAP_HOME"]).parent]
        before = [folder.stat().st_mode for folder in above]
        haicap("showmigrations", **home)
        assert [folder.stat().st_mode for folder in above] == before
        assert (Path(home["HAICAP_HOME"]) / "database").stat().st_mode & 0o077 == 0


def test_the_settings_of_a_url_are_taken_apart(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p%40ss@h:6543/d?sslmode=require")
    assert connection_settings() == {
        "NAME": "d",
        "USER": "u",
        "PASSWORD": "p@ss",
        "HOST": "h",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_url_without_a_database_is_a_problem(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://h")
    with pytest.raises(DatabaseProblem, match="database name"):
        connection_settings()


def test_a_long_path_gets_a_short_socket(monkeypatch):
    monkeypatch.setenv("HAICAP_HOME", "/" + "x" * 120)
    assert len(str(cluster().sockets)) < 80
