"""The small world in which the rooms are tested, and a browser for each of its people.

Ana and Alma of commune A, Mila of commune B, Bogdan of the group, Clara of the office, Felix
of a department, Cora a stranger: who should be refused is known by name.
"""

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from haicap.domain.organisations.testing import SmallProvince, small_province
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User
from tests.grounds import lay_ground

SignIn = Callable[..., Client]


@pytest.fixture(scope="session")
def province_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[bytes]:
    """The small province as a pickle, whose records lie in the database that a test then uses."""
    made: list[SmallProvince] = []

    def fill() -> None:
        # The titles of its people are words, kept as they were said.
        with translation.override("en"), transaction.atomic():
            made.append(small_province())

    with lay_ground("province", django_db_blocker, fill):
        yield pickle.dumps(made.pop())


@pytest.fixture
def world(province_database: bytes, db: None) -> SmallProvince:
    """A province of two communes, and nothing else; made once a run."""
    found: SmallProvince = pickle.loads(province_database)  # noqa: S301  our own
    return found


@pytest.fixture(autouse=True)
def folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Files that a test stores go with the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are matched by their English words; a page speaks as its reader asks."""
    with translation.override("en"):
        yield


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which this person is signed in, in English unless said."""

    def as_(actor: Actor, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        user = User.objects.get(pk=actor.user_id)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_
