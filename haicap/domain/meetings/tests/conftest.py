"""People: Ana and Alma of commune A, Mila of commune B, Bogdan of the group, Clara of the office,
Felix of a department, Cora a stranger."""

from collections.abc import Callable

import pytest
from django.test import Client

from haicap.domain.organisations.testing import SmallProvince, small_province
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User

SignIn = Callable[..., Client]


@pytest.fixture
def world(db: None) -> SmallProvince:
    return small_province()


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which this person is signed in, in English unless said."""

    def as_(actor: Actor, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        user = User.objects.get(pk=actor.user_id)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_
