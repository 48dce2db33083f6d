"""The worked case, served on a day of our choice, and a Chromium that visits it."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):  # noqa: A002  the standard library's name
        pass


class Server(ThreadedWSGIServer):
    daemon_threads = True

    def process_request_thread(self, request, client_address):
        super().process_request_thread(request, client_address)
        connections.close_all()


@contextmanager
def serving() -> Iterator[str]:
    """Serve in threads of this process, so that its clock is the test's clock."""
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def served_case(worked_case_copy: str) -> Iterator[str]:
    """The address of the worked case on the morning of 25 November 2025."""
    morning = datetime(2025, 11, 25, 9, 0, tzinfo=HANOI)
    with time_machine.travel(morning, tick=True), serving() as address:
        yield address


def chromium() -> str | None:
    """The browser that bin/test found, or the one on this machine."""
    return os.environ.get("HAICAP_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine (sudo apt install chromium)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in this thread
    # While a loop runs in a thread, Django keeps a second set of connections for it. Whatever one
    # set leaves open the other cannot close, and no database is copied or dropped under it.
    connections.close_all()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()
        connections.close_all()
