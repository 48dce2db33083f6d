"""Everything that changes a session, and what is written down of it."""

from .minutes import add_agenda_item, add_participant, give_report, record_visit
from .planning import (
    cancel_session,
    conclude_session,
    hold_session,
    plan_session,
    reschedule_session,
)

__all__ = [
    "add_agenda_item",
    "add_participant",
    "cancel_session",
    "conclude_session",
    "give_report",
    "hold_session",
    "plan_session",
    "record_visit",
    "reschedule_session",
]
