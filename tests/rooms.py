"""The small world in which the rooms are tested, and a browser for each of its people.

Ana and Alma of commune A, Mila of commune B, Bogdan of the group, Clara of the office, Felix
of a department, Cora a stranger: who should be refused is known by name.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from haicap.domain.organisations.testing import SmallProvince, small_province
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User

SignIn = Callable[..., Client]


@pytest.fixture
def world(db: None) -> SmallProvince:
    """A province of two communes, in the empty test database."""
    return small_province()


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
