"""How a session begins: by a code after the password, or by one click for a persona."""

import time
from datetime import datetime
from secrets import compare_digest

from django.contrib.auth import login, update_session_auth_hash
from django.utils.translation import gettext as _

from haicap.foundation.access import ActorRequest, Refusal, Refused

from . import actions
from .addresses import address_of
from .models import SignIn, User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def start(request: ActorRequest, persona: User) -> None:
    """Sign a persona in. The session gets a new key, so that nobody can have planted it."""
    if not (persona.is_persona and persona.is_active):
        raise Refused(Refusal(_("Only a persona of the example signs in without a password.")))
    login(request, persona, backend=BACKEND)


SIGN_IN = "sign_in"


def begin(request: ActorRequest, user: User) -> None:
    """Let somebody in who has shown all that is asked for; the browser joins their list."""
    login(request, user, backend=BACKEND)
    _note(request, user)


def renew(request: ActorRequest, user: User) -> None:
    """After a new password this browser stays signed in, under a new key."""
    known = SignIn.objects.filter(pk=here(request) or 0).first()
    update_session_auth_hash(request, user)
    _note(request, user, since=known.signed_in_at if known else None)


def here(request: ActorRequest) -> int | None:
    """The sign-in that a request comes by; None for a persona, a stranger or a program."""
    number: int | None = request.session.get(SIGN_IN)
    return number


def _note(request: ActorRequest, user: User, *, since: datetime | None = None) -> None:
    if request.session.session_key is None:
        request.session.create()
    sign_in = actions.note_sign_in(
        user,
        session_key=str(request.session.session_key),
        address=address_of(request),
        user_agent=request.headers.get("User-Agent", ""),
        signed_in_at=since,
    )
    request.session[SIGN_IN] = sign_in.pk


AWAITING = "awaiting_code"
CODE_WITHIN = 600  # seconds from the password to the code


def await_code(request: ActorRequest, user: User) -> None:
    """Nobody is signed in yet: a fresh session only knows who is to come."""
    request.session.flush()
    request.session[AWAITING] = [user.pk, user.get_session_auth_hash(), int(time.time())]


def awaited(request: ActorRequest) -> User | None:
    """Who has shown a password here within ten minutes, if it still is theirs."""
    pk, shown, at = request.session.get(AWAITING) or (None, "", 0)
    user = User.objects.filter(pk=pk, is_active=True).first() if pk else None
    if user is None or time.time() - at > CODE_WITHIN:
        return None
    return user if compare_digest(shown, user.get_session_auth_hash()) else None


def complete(request: ActorRequest, user: User) -> None:
    """The code was right, too."""
    del request.session[AWAITING]
    begin(request, user)
