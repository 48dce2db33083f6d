"""The worked case, loaded once a run, in a database beside the one of the rooms' own tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from haicap.foundation.database.testing import copied_database, execute_outside, use_database


@pytest.fixture(scope="session")
def case_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with every unit of the country and the worked case of Lạng Sơn."""
    with django_db_blocker.unblock():
        plain = connection.settings_dict["NAME"]
        name = f"{plain[:50]}_case"
        connections.close_all()
        execute_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        execute_outside(f'CREATE DATABASE "{name}" TEMPLATE "{plain}"')
        use_database(name)
        try:
            call_command("units", "load", verbosity=0)
            call_command("case", "load", "langson", verbosity=0)
        finally:
            connections.close_all()
            use_database(plain)
    yield name
    with django_db_blocker.unblock():
        connections.close_all()
        execute_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def worked_case(case_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Work in the worked case; what the test writes is rolled back. Never together with `db`."""
    with django_db_blocker.unblock():
        plain = connection.settings_dict["NAME"]
        connections.close_all()
        use_database(case_database)
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            connections.close_all()
            use_database(plain)


@pytest.fixture
def worked_case_copy(case_database: str, django_db_blocker: Any) -> Iterator[str]:
    """A copy of the worked case in which commits are real; dropped afterwards."""
    with django_db_blocker.unblock():
        plain = connection.settings_dict["NAME"]
        connections.close_all()
        use_database(case_database)
        try:
            with copied_database() as name:
                yield name
        finally:
            connections.close_all()
            use_database(plain)
