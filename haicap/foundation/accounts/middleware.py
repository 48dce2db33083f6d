"""What a person has to settle before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .models import User
from .queries import first_thing

# What one needs until then; the JSON door answers for itself.
OPEN_MEANWHILE = {"accounts:sign-out", "accounts:language", "accounts:colours", "healthz"}


class FirstThingsMiddleware:
    """Whoever has one of them open is led there, whatever page they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, values: Any
    ) -> HttpResponse | None:
        user, match = request.user, request.resolver_match
        if match is None or not isinstance(user, User):
            return None
        if match.view_name in OPEN_MEANWHILE or match.namespaces[:1] == ["api"]:
            return None
        first = first_thing(user, request.actor)  # type: ignore[attr-defined]
        return redirect(first) if first and match.view_name != first else None
