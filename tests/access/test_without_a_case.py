"""Where no example is loaded, nobody is let in without a password."""

import pytest
from django.test import Client
from django.urls import reverse

from haicap.foundation.accounts.models import User
from haicap.foundation.journal.models import Entry

from .people import PERSONAS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", PERSONAS)
def test_there_is_no_persona_to_become(code: str) -> None:
    assert Client().post(reverse("cases:enter", args=[code])).status_code == 404
    assert not Entry.objects.exists()


def test_an_account_that_is_called_like_a_persona_is_no_way_in() -> None:
    User.objects.create_user("bi-thu", None, name="Bí thư", is_persona=True)
    assert Client().post(reverse("cases:enter", args=["bi-thu"])).status_code == 404


def test_the_sign_in_page_offers_nobody() -> None:
    page = Client().get(reverse("accounts:sign-in")).content.decode()
    assert "examples/personas" not in page
