"""The worked case, loaded once a run, in a database beside the one of the rooms' own tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from haicap.foundation.database.testing import copied_database
from tests.grounds import lay_ground


@pytest.fixture(scope="session")
def case_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with every unit of the country and the worked case of Lạng Sơn.

    A test that asks for it, in whatever way, runs in it.
    """
    with lay_ground("case", django_db_blocker, _load) as name:
        yield name


def _load() -> None:
    call_command("units", "load", verbosity=0)
    call_command("case", "load", "langson", verbosity=0)


@pytest.fixture
def worked_case(case_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Work in the worked case; what the test writes is rolled back. Never together with `db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def worked_case_copy(case_database: str, django_db_blocker: Any) -> Iterator[str]:
    """A copy of the worked case in which commits are real; dropped afterwards."""
    with django_db_blocker.unblock(), copied_database() as name:
        yield name
