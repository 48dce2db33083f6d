"""Server and worker live and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from haicap.config import serving
from tests.startup.commands import ROOT

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    " print('deaf', flush=True); time.sleep(60)",
]


def ends(status):
    return [sys.executable, "-c", f"raise SystemExit({status})"]


@pytest.fixture
def started(monkeypatch):
    """The processes that were started."""
    children = []

    class Child(subprocess.Popen):
        def __init__(self, *words, **how):
            super().__init__(*words, **how)
            children.append(self)

    monkeypatch.setattr(serving.subprocess, "Popen", Child)
    return children


@pytest.mark.parametrize(("status", "told"), [(3, 3), (0, 1)])
def test_where_one_ends_by_itself_the_other_is_ended_and_it_is_told(started, status, told):
    assert serving.run_together(ends(status), SLEEPS) == told
    assert [child.poll() is not None for child in started] == [True, True]


def test_a_killed_one_ends_the_other_too(started):
    killed = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    assert serving.run_together(killed, SLEEPS) == signal.SIGKILL
    assert started[1].returncode == -signal.SIGTERM


def test_one_that_does_not_hear_is_killed(started, monkeypatch):
    monkeypatch.setattr(serving, "SECONDS_TO_END", 0.5)
    hears_late = [sys.executable, "-c", "import time; time.sleep(2); raise SystemExit(4)"]
    assert serving.run_together(DEAF, hears_late) == 4
    assert started[0].returncode == -signal.SIGKILL


def free_port():
    with socket.socket() as probe:
        probe.bind((serving.HOST, 0))
        return probe.getsockname()[1]


def test_that_it_serves_is_said_once_and_only_when_a_request_is_answered():
    port, said = free_port(), []
    # Takes connections at once and answers late, as a server does that still loads its code.
    late = (
        "import http.server, time;"
        f"server = http.server.HTTPServer(('{serving.HOST}', {port}),"
        " http.server.SimpleHTTPRequestHandler);"
        "time.sleep(1.5); [server.handle_request() for _time in range(4)]"
    )
    serving.run_together(
        [sys.executable, "-c", late],
        [sys.executable, "-c", "import time; time.sleep(5)"],
        is_ready=lambda: serving.answers(port),
        when_ready=lambda: said.append(serving.answers(port)),
    )
    assert said == [True]


def test_a_server_that_never_answers_is_never_said_to_serve():
    port, said = free_port(), []
    serving.run_together(
        ends(3), is_ready=lambda: serving.answers(port), when_ready=lambda: said.append(port)
    )
    assert said == []


def processes_of(mark):
    """Read from /proc: a bare Debian has no pgrep."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        # It may end at this moment; one that has ended has no command line.
        with suppress(OSError):
            if mark.encode() in (folder / "cmdline").read_bytes():
                found.append(folder.name)
    return found


class TestASignal:
    @pytest.fixture
    def mark(self):
        """What only the children of this test have on their command line."""
        return f"mark-{os.getpid()}-{time.monotonic_ns()}"

    @pytest.fixture
    def together(self, mark):
        child = [sys.executable, "-c", "import time; time.sleep(60)", mark]
        script = (
            "from haicap.config.serving import run_together;"
            f"raise SystemExit(run_together({child!r}, {child!r}))"
        )
        process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
        end = time.monotonic() + 20
        # The script names the mark, too.
        while len(processes_of(mark)) < 3 and time.monotonic() < end:
            time.sleep(0.1)
        yield process
        process.kill()
        process.wait()

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_ends_both_and_is_no_fault(self, mark, together, number):
        together.send_signal(number)
        assert together.wait(20) == 0
        assert processes_of(mark) == []

    def test_that_kills_leaves_no_orphan_on_the_port(self, mark, together):
        together.kill()
        together.wait()
        end = time.monotonic() + 10
        while processes_of(mark) and time.monotonic() < end:
            time.sleep(0.1)
        assert processes_of(mark) == []
