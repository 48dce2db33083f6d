"""How a session begins: by a code after the password, or by one click for a persona."""

import time
from secrets import compare_digest

from django.contrib.auth import login
from django.utils.translation import gettext as _

from haicap.foundation.access import ActorRequest, Refusal, Refused

from .models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def start(request: ActorRequest, persona: User) -> None:
    """Sign a persona in. The session gets a new key, so that nobody can have planted it."""
    if not (persona.is_persona and persona.is_active):
        raise Refused(Refusal(_("Only a persona of the example signs in without a password.")))
    login(request, persona, backend=BACKEND)


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
    login(request, user, backend=BACKEND)
