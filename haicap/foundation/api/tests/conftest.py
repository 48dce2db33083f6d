"""People of these tests: Ana works in a commune, Bogdan in a working group."""

import pytest
from django.test import Client

from haicap.foundation.access import house
from haicap.foundation.accounts.models import User
from haicap.foundation.api.actions import create_token

URLS = "haicap.foundation.api.tests.door"


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana", name="Ana")


@pytest.fixture
def bogdan(db: None) -> User:
    return User.objects.create_user("bogdan", name="Bogdan")


@pytest.fixture
def door(ana: User, settings: object) -> Client:
    """Ana's program, with a token."""
    settings.ROOT_URLCONF = URLS
    secret = create_token(ana, actor=house("tests"), name="reports").secret
    return Client(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})


@pytest.fixture
def page(ana: User, settings: object) -> Client:
    """Ana's browser, signed in, with CSRF checks on."""
    settings.ROOT_URLCONF = URLS
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    return client
