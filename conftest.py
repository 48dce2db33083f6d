"""One PostgreSQL for the run, and the worlds that tests share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test.utils import setup_databases, teardown_databases

from haicap.foundation.database import embedded, location
from haicap.foundation.database.testing import database_copy
from tests.rooms import folder_of_its_own, in_english, sign_in, world
from tests.worked_case import case_database, worked_case, worked_case_copy

__all__ = [
    "case_database",
    "database_copy",
    "folder_of_its_own",
    "in_english",
    "sign_in",
    "worked_case",
    "worked_case_copy",
    "world",
]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The migrated test database, whichever tests run.

    The plugin's own fixture makes none where no test carries its mark, and the tests that
    work in copies of the database carry none.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def pytest_configure(config: pytest.Config) -> None:
    if location.is_embedded():
        embedded.hold()


def pytest_unconfigure(config: pytest.Config) -> None:
    embedded.let_go()
