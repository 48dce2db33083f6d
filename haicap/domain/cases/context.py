"""What the sign-in page offers beside a password: the personas of a loaded example."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from . import queries


def one_click_accounts(request: HttpRequest) -> dict[str, Any]:
    """Asked only by the page that shows them; empty where no example is loaded."""
    return {"one_click_accounts": SimpleLazyObject(_accounts)}


def _accounts() -> list[dict[str, str]]:
    return [
        {"name": persona.user.name, "address": reverse("cases:enter", args=[persona.code])}
        for persona in queries.personas()
    ]
