"""What people are told of working sessions."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Actor
from haicap.foundation.alerts.finding import finder
from haicap.foundation.alerts.kinds import Finder, Kind, declare

from .models import Session, SessionQuerySet

State = Session.State


def _seen(actor: Actor) -> SessionQuerySet:
    return Session.objects.visible_to(actor)


def _in(*states: str) -> Finder:
    return finder(_seen, lambda session, actor: session.state in states)


PLANNED = Kind(
    "session.planned",
    _("A working session with your unit is planned"),
    _("%(who)s planned a working session for %(day)s."),
    _in(State.PLANNED),
)
MOVED = Kind(
    "session.moved",
    _("A working session with your unit is moved"),
    _("%(who)s moved a working session to %(day)s."),
    _in(State.PLANNED),
    is_urgent=True,
    can_be_muted=False,
)
CANCELLED = Kind(
    "session.cancelled",
    _("A working session with your unit is cancelled"),
    _("%(who)s cancelled a working session: %(reason)s"),
    _in(State.CANCELLED),
    is_urgent=True,
    can_be_muted=False,
)

declare(PLANNED, MOVED, CANCELLED)
