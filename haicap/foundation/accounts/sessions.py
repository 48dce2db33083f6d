"""How a session begins without a password: only for personas of an example."""

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
