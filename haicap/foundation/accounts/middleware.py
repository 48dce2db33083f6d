"""What a person has to settle before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .models import User

# What one needs until then; the JSON door answers for itself.
OPEN_MEANWHILE = {"accounts:sign-out", "accounts:language", "healthz"}


class FirstThingsMiddleware:
    """Who was given a password by somebody else is led to change it, whatever page they ask for."""

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
        if user.must_change_password and match.view_name != "accounts:password":
            return redirect("accounts:password")
        return None
