"""The worked case, served on a day of our choice."""

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

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


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
