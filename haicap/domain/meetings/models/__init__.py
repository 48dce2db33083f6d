"""Working sessions: what makes them ready, how they stand, and what is written down of them."""

from .minutes import AgendaItem, Participant, SitePhoto, SiteVisit
from .planning import Invitation, Material, ReportRequest, Rescheduling
from .session import DAY_NOT_KNOWN, Session, SessionQuerySet

__all__ = [
    "DAY_NOT_KNOWN",
    "AgendaItem",
    "Invitation",
    "Material",
    "Participant",
    "ReportRequest",
    "Rescheduling",
    "Session",
    "SessionQuerySet",
    "SitePhoto",
    "SiteVisit",
]
