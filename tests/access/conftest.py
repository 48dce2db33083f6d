"""One world for every test of a module; what a test writes is undone after it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import override_settings

from haicap.foundation.database.testing import use_database

from .revealing import Eyes
from .trying import undone
from .world import World, build


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the world lie: longer than one test."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def whole_world(
    case_database: str, django_db_blocker: Any, folder: Path
) -> Iterator[tuple[World, Eyes]]:
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder):
        plain = connection.settings_dict["NAME"]
        connections.close_all()
        use_database(case_database)
        try:
            with transaction.atomic():
                world = build()
                yield world, Eyes(world)
                transaction.set_rollback(True)
        finally:
            connections.close_all()
            use_database(plain)


@pytest.fixture
def world(whole_world: tuple[World, Eyes], folder: Path) -> Iterator[World]:
    """The worked case with the records of `visible.py`; never together with `db`."""
    with undone(), override_settings(MEDIA_ROOT=folder):
        yield whole_world[0]


@pytest.fixture
def eyes(whole_world: tuple[World, Eyes]) -> Eyes:
    """Finds the records of the world in what is answered."""
    return whole_world[1]
