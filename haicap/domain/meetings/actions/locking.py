"""Two clerks may write at once: the lock on the session lets one of them go first."""

from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Session
from haicap.foundation.workflow import IllegalMove


def lock_open(session: Session) -> None:
    """It is not cancelled: something may be written down of it."""
    if _locked(session).state == Session.State.CANCELLED:
        raise IllegalMove(_("The session is cancelled: nothing more is written down of it."))


def lock_planned(session: Session) -> None:
    """It is still to come: it may be made ready."""
    if _locked(session).state != Session.State.PLANNED:
        raise IllegalMove(_("This is not possible any more: the session has moved on."))


def _locked(session: Session) -> Session:
    return Session.objects.select_for_update().get(pk=session.pk)
