"""A database of its own for a test that really commits.

Journal tables refuse to be emptied, so the usual flush after a committing test cannot work:
such a test gets a copy of the migrated test database, which is dropped afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections


@contextmanager
def copied_database() -> Iterator[str]:
    """Work in a copy of the present database, in every thread; yields the copy's name.

    Not inside a transaction: PostgreSQL copies a database only while nobody is connected to it.
    """
    if connection.in_atomic_block:
        raise RuntimeError("database_copy cannot be used together with db: both want the database")
    original = connection.settings_dict["NAME"]
    # Names longer than 63 bytes would be cut, and two copies could then be one.
    copy = f"{original[:40]}_{uuid4().hex[:12]}"
    connections.close_all()
    execute_outside(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
    use_database(copy)
    try:
        yield copy
    finally:
        connections.close_all()
        use_database(original)
        # A thread of the test may have left its connection open.
        execute_outside(f'DROP DATABASE "{copy}" WITH (FORCE)')


def use_database(name: str) -> None:
    """Make every connection from now on to this database; close those that are open first."""
    # Threads share this dictionary, so their connections, too, are made to the copy.
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def execute_outside(sql: str) -> None:
    """Run a statement about databases, connected to none of ours."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def database_copy(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Commits are real here; use instead of `db`, never with it."""
    with django_db_blocker.unblock(), copied_database() as name:
        yield name
