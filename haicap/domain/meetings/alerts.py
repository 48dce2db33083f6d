"""What people are told of working sessions."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Actor
from haicap.foundation.alerts.finding import finder
from haicap.foundation.alerts.kinds import Finder, Kind, Matter, declare

from .models import Invitation, ReportRequest, Session, SessionQuerySet

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


def _invited(actor: Actor, subjects: Collection[str]) -> Mapping[str, Matter]:
    """Of these invitations, those to sessions that the actor sees, by the session's name."""
    keys = [int(subject) for subject in subjects if subject.isdecimal()]
    seen = Invitation.objects.filter(pk__in=keys, session__in=_seen(actor))
    return {str(each.pk): _session(each.session) for each in seen.select_related("session")}


def _asked(actor: Actor, subjects: Collection[str]) -> Mapping[str, Matter]:
    keys = [int(subject) for subject in subjects if subject.isdecimal()]
    seen = ReportRequest.objects.visible_to(actor).filter(pk__in=keys, session__in=_seen(actor))
    return {str(each.pk): _session(each.session) for each in seen.select_related("session")}


def _session(session: Session) -> Matter:
    is_to_come = session.state == State.PLANNED
    return Matter(str(session), session.get_absolute_url(), is_to_come)


INVITED = Kind(
    "session.invited",
    _("You or your unit are invited to a working session"),
    _("%(inviting)s invited to a working session on %(day)s: %(who)s."),
    _invited,
    is_urgent=True,
    can_be_muted=False,
)
PAPERS_ASKED = Kind(
    "session.papers_asked",
    _("Your commune is asked for papers for a working session"),
    _("%(who)s asked %(commune)s to hand in papers for a working session by %(due_on)s."),
    _asked,
    is_urgent=True,
    can_be_muted=False,
)

declare(PLANNED, MOVED, CANCELLED, INVITED, PAPERS_ASKED)
