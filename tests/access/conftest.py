"""One world for every test of the run; what a test writes is undone after it."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.grounds import lay_ground

from .revealing import Eyes
from .trying import undone
from .world import World, build


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the world lie: longer than one test."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="session")
def access_database(
    case_database: str, django_db_blocker: Any, folder: Path
) -> Iterator[tuple[bytes, Eyes]]:
    """The world as a pickle, whose records lie in the database that a test then uses."""
    made: list[tuple[bytes, Eyes]] = []

    def fill() -> None:
        with override_settings(MEDIA_ROOT=folder), transaction.atomic():
            world = build()
        # The eyes look at some relations: they get records of their own.
        made.append((pickle.dumps(world), Eyes(world)))

    with lay_ground("access", django_db_blocker, fill, on="case"):
        yield made.pop()


@pytest.fixture
def world(
    access_database: tuple[bytes, Eyes], folder: Path, django_db_blocker: Any
) -> Iterator[World]:
    """The worked case with the records of `visible.py`; never together with `db`."""
    with django_db_blocker.unblock(), undone(), override_settings(MEDIA_ROOT=folder):
        yield pickle.loads(access_database[0])  # noqa: S301  our own


@pytest.fixture
def eyes(access_database: tuple[bytes, Eyes]) -> Eyes:
    """Finds the records of the world in what is answered."""
    return access_database[1]
