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
from haicap.foundation.database.testing import close_all

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


def chromium() -> str | None:
    """The browser that bin/test found, or the one on this machine."""
    return os.environ.get("HAICAP_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium for the tests of a module; skipped out loud where there is none."""
    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine (sudo apt install chromium)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where a browser is

    # While a loop runs in a thread, Django keeps a second set of connections for it. Whatever one
    # set leaves open the other cannot close, and no database is copied or dropped under it.
    close_all()
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        # The loop is the browser's; Django must not take it for ours.
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()
        close_all()


@pytest.fixture
def open_page(
    browser: Any, database_copy: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opening]:
    """Opens browser windows on a server over a database of its own.

    `open_page(user=ana, locale="en", viewport=…)` gives a page, signed in as Ana; its `said` is
    what the console said.
    """
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["127.0.0.1"])
    with _served() as address:
        yield partial(_opened, browser, address)
        for window in browser.contexts:
            window.close()
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
