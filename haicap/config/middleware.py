"""Who acts in this request: the one place where a sign-in becomes an actor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from haicap.domain.organisations.queries import actor_of
from haicap.foundation.access import anonymous
from haicap.foundation.accounts.models import User


class ActorMiddleware:
    """Sets `request.actor`, and the language that a signed-in person chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            request.actor = actor_of(user)  # type: ignore[attr-defined]
            if user.language:
                translation.activate(user.language)
                request.LANGUAGE_CODE = translation.get_language() or ""
        else:
            request.actor = anonymous()  # type: ignore[attr-defined]
        response = self.get_response(request)
        # Kept for the way back, where typed text still stands, and by nobody in between.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
