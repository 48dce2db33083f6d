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
from django.db.backends.base.base import BaseDatabaseWrapper

_kept: dict[str, BaseDatabaseWrapper] = {}


def go_to(name: str) -> None:
    """Work in this database from now on, in every thread; what connects us here stays open.

    A connection is dear when new: PostgreSQL reads its whole catalogue again. So tests that
    take turns in several databases come back to the connection that they had.
    """
    here = connection.settings_dict["NAME"]
    if here == name:
        return
    if connection.in_atomic_block:
        raise RuntimeError("no test leaves a database in the midst of a transaction")
    if before := _kept.pop(here, None):
        before.close()
    _kept[here] = connections["default"]
    connections.settings["default"]["NAME"] = name
    kept = _kept.pop(name) if name in _kept else None
    connections["default"] = kept or connections.create_connection("default")


def close_all() -> None:
    """Close every connection of this thread, also those that `go_to` kept."""
    for each in _kept.values():
        each.close()
    _kept.clear()
    connections.close_all()


def make_database(name: str, *, template: str) -> None:
    """A new database with everything that is in another one, to which nobody may be connected."""
    close_all()
    execute_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    execute_outside(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop_database(name: str) -> None:
    """Also where a thread of a test left its connection open."""
    close_all()
    execute_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


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
    make_database(copy, template=original)
    use_database(copy)
    try:
        yield copy
    finally:
        connections.close_all()
        use_database(original)
        drop_database(copy)


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
