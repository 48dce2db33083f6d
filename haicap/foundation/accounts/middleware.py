"""What a person has to settle before anything else, and when their browser was last seen."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from haicap.foundation.access import ActorRequest

from . import actions, sessions
from .addresses import address_of
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


class LastSeenMiddleware:
    """Keeps the list of one's sign-ins true, at one write in some minutes."""

    def __init__(self, get_response: Callable[[ActorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        if isinstance(request.user, User) and (here := sessions.here(request)):
            actions.note_seen(here, address=address_of(request))
        return self.get_response(request)
