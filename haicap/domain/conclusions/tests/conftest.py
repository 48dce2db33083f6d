"""People: Ana and Alma of commune A, Mila of commune B, Bogdan of the group, Clara of the office,
Felix of a department, Cora a stranger."""

from collections.abc import Callable

import pytest
from django.test import Client

from haicap.domain.organisations.testing import SmallProvince, small_province
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User

SignIn = Callable[[Actor], Client]


@pytest.fixture
def world(db: None) -> SmallProvince:
    return small_province()


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sign_in() -> SignIn:
    """A browser, in English, in which this person is signed in."""

    def as_(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        user = User.objects.get(pk=actor.user_id)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_
