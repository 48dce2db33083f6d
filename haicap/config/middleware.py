"""Who acts in this request: the one place where a sign-in becomes an actor."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from haicap.domain.organisations.queries import actor_of
from haicap.foundation.access import READING, anonymous
from haicap.foundation.accounts.models import User

FOR_OTHERS = "en"  # who reads neither working language reads this one sooner


class ActorMiddleware:
    """Sets `request.actor`, and the language that a signed-in person chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def _speak(self, request: HttpRequest, chosen: str) -> None:
        """The language of a signed-in person; pages for work are told in the working languages."""
        language = chosen or translation.get_language() or settings.LANGUAGE_CODE
        if language not in settings.WORKING_LANGUAGES:
            language = FOR_OTHERS
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            request.actor = actor_of(user)  # type: ignore[attr-defined]
            self._speak(request, user.language)
        else:
            request.actor = anonymous()  # type: ignore[attr-defined]
        request.actor.only_reads = request.method in READING  # type: ignore[attr-defined]
        response = self.get_response(request)
        # Kept for the way back, where typed text still stands, and by nobody in between.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
