"""A real browser on a real server, for tests that look at pages as people do."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread

from haicap.foundation.accounts.models import User

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


Opening = Callable[..., Any]


@pytest.fixture
def open_page(database_copy: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    """Opens browser windows on a server over a database of its own.

    `open_page(user=ana, locale="en", viewport=…)` gives a page, signed in as Ana; its `said` is
    what the console said. The browser is the machine's own Chromium, or the one that
    HAICAP_CHROMIUM names; skipped where there is none.
    """
    executable = os.environ.get("HAICAP_CHROMIUM") or shutil.which("chromium")
    if not executable:
        pytest.skip("there is no chromium on this machine")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where a browser is

    # Playwright runs a loop of its own; Django must not take it for ours. It starts after the
    # database is copied, as connections made within the loop are others than those outside.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["127.0.0.1"])
    with _served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield partial(_opened, browser, address)
        browser.close()
        connections.close_all()


@contextmanager
def _served() -> Iterator[str]:
    # Static files come through the middleware, as in a real installation.
    as_it_is: Any = lambda handler: handler  # noqa: E731  takes the place of a class
    thread = LiveServerThread("127.0.0.1", as_it_is)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


def _opened(browser: Any, address: str, *, user: User | None = None, **context: Any) -> Any:
    context.setdefault("viewport", {"width": 1280, "height": 800})
    context.setdefault("locale", "vi")
    window = browser.new_context(base_url=address, **context)
    if user:
        name = settings.SESSION_COOKIE_NAME
        client = Client()
        client.force_login(user)
        cookie = {"name": name, "value": client.cookies[name].value, "url": address}
        window.add_cookies([cookie])
    page = window.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    return page
