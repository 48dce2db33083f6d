"""Who sends a request to the JSON door? A signed-in person's browser, or a holder of a token."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer

from haicap.foundation.access import READING, Actor, Refusal, Refused
from haicap.foundation.accounts.models import User
from haicap.foundation.accounts.queries import first_thing

from . import actions
from .models import Token
from .tokens import digest

ActorOf = Callable[[User], Actor]
"""How a person becomes an actor: only the wiring knows, because positions are of the domain."""


class ByToken(HttpBearer):
    """`Authorization: Bearer …`: a program of the office, acting as the token's owner."""

    openapi_description = "An access token made by `haicap token create`."

    def __init__(self, actor_of: ActorOf) -> None:
        super().__init__()
        self.actor_of = actor_of

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        known = Token.objects.usable().filter(sha256=digest(token)).select_related("user").first()
        if not known:
            # The session is not tried instead: whoever sends a token means it.
            raise AuthenticationError
        actions.note_use(known)
        request.user = known.user
        actor = self.actor_of(known.user)
        actor.only_reads = request.method in READING
        request.actor = actor  # type: ignore[attr-defined]
        return known


class BySession(APIKeyCookie):
    """The pages' own sign-in; writing needs the CSRF token, as on every page."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "The pages' own sign-in; a write also sends the CSRF token."

    def __call__(self, request: HttpRequest) -> User | None:
        # Asked first: a stranger is told to sign in, not that the page's token is missing.
        person = self.authenticate(request, None)
        if person and _CsrfCheck(_nothing).refuses(request):
            raise Refused(Refusal(_("The page's security token is missing or out of date.")))
        return person

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        if not isinstance(request.user, User):
            return None
        match first_thing(request.user, request.actor):  # type: ignore[attr-defined]
            case "accounts:password":
                raise Refused(Refusal(_("Choose a password of your own first, on the pages.")))
            case "accounts:second-factor":
                raise Refused(Refusal(_("Set up your second factor first, on the pages.")))
        return request.user


class _CsrfCheck(CsrfViewMiddleware):
    """Django's own check, without the page it would show."""

    def refuses(self, request: HttpRequest) -> bool:
        # The middleware passed these views by, because a token needs no check.
        self.process_request(request)
        return self.process_view(request, _nothing, (), {}) is not None

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
