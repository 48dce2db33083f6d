"""One PostgreSQL for the run, and the worlds that tests share."""

import pytest

from haicap.foundation.database import embedded, location
from haicap.foundation.database.testing import database_copy
from tests.worked_case import case_database, worked_case, worked_case_copy

__all__ = ["case_database", "database_copy", "worked_case", "worked_case_copy"]


def pytest_configure(config: pytest.Config) -> None:
    if location.is_embedded():
        embedded.hold()


def pytest_unconfigure(config: pytest.Config) -> None:
    embedded.let_go()
