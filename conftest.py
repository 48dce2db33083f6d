"""One PostgreSQL for the run, and the small worlds that tests share."""

import os

os.environ.setdefault("HAICAP_CLUSTER", "test-database")
os.environ.setdefault("HAICAP_THROWAWAY_DATABASE", "1")
os.environ.setdefault("HAICAP_SECRET_KEY", "tests")

import pytest

from haicap.foundation.database import embedded, location


def pytest_configure(config: pytest.Config) -> None:
    if location.is_embedded():
        embedded.hold()


def pytest_unconfigure(config: pytest.Config) -> None:
    embedded.let_go()
