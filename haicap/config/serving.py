"""The server and its worker as child processes of one command that ends them together."""

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

HOST = "127.0.0.1"
SECONDS_TO_END = 15
GLANCE_SECONDS = 0.2
SECONDS_FOR_AN_ANSWER = 1
# Ctrl-C, whoever watches over services, a terminal that is closed.
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1  # of Linux's prctl


class CannotServe(Exception):
    """The server cannot start here; the sentence says what to do."""


def port_wanted() -> int:
    """The port from HAICAP_PORT; raises CannotServe for what is no port."""
    text = os.environ.get("HAICAP_PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise CannotServe(f"HAICAP_PORT is “{text}”; it must be a number from 1 to 65535.")
    return int(text)


def check_port(port: int) -> None:
    """Raises CannotServe where somebody else answers on the port."""
    with socket.socket() as probe:
        # As the server does: a port in TIME_WAIT after our own last run is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise CannotServe(
                f"Port {port} may not be used by this account; choose one above 1023: "
                f"HAICAP_PORT=8000 bin/demo"
            ) from None
        except OSError:
            raise CannotServe(
                f"Port {port} on {HOST} is taken by another program. Stop that program, or choose "
                f"another port: HAICAP_PORT={port + 1} bin/demo"
            ) from None


def server_command(port: int) -> list[str]:
    """granian over WSGI: one process a core, one blocking thread each."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST,
        "--port", str(port), "--workers", str(os.cpu_count() or 1), "--blocking-threads", "1",
        "--log-level", "warning", "--no-ws", "haicap.config.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    return [sys.executable, "-m", "haicap", "worker"]


def answers(port: int) -> bool:
    """Is a request answered there? Whatever the answer is: that it serves is all that it says."""
    asked = http.client.HTTPConnection(HOST, port, timeout=SECONDS_FOR_AN_ANSWER)
    try:
        asked.request("HEAD", "/healthz")
        asked.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return True


def run_together(
    *commands: Sequence[str],
    is_ready: Callable[[], bool] = lambda: False,
    when_ready: Callable[[], None] = lambda: None,
) -> int:
    """Run commands until one ends or a signal comes, then end them all.

    `when_ready` is called once, as soon as `is_ready` says so.
    Returns 0 after a signal. One that ends by itself is a fault, whatever its own status says:
    then returns a status other than 0, so that whoever watches over us starts us again.
    """
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    before = {number: signal.signal(number, stop) for number in STOPPING}
    # A session of their own: Ctrl-C reaches only us, and we end them in order.
    children = [
        subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_us)  # noqa: S603
        for command in commands
    ]
    try:
        is_told = False
        while not stopping and all(child.poll() is None for child in children):
            if not is_told and is_ready():
                is_told = True
                when_ready()
            time.sleep(GLANCE_SECONDS)
        ended = [child.returncode for child in children if child.poll() is not None]
    finally:
        for child in children:
            _end(child)
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if stopping else max(1, *(abs(status) for status in ended))


def _end_with_us() -> None:
    """Ask the kernel to end this child when we are killed: else it would keep the port."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is not None:
        return
    child.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(SECONDS_TO_END)
        return
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
