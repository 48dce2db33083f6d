"""Everything that changes a session, what makes it ready, and what is written down of it."""

from .collecting import ask_communes, hand_in_material
from .inviting import answer_invitation, invite, withdraw_invitation
from .minutes import add_agenda_item, add_participant, give_report, record_visit
from .planning import (
    cancel_session,
    conclude_session,
    hold_session,
    plan_session,
    reschedule_session,
)
from .seeing import Noted, add_photo, note_attendance, write_findings

__all__ = [
    "Noted",
    "add_agenda_item",
    "add_participant",
    "add_photo",
    "answer_invitation",
    "ask_communes",
    "cancel_session",
    "conclude_session",
    "give_report",
    "hand_in_material",
    "hold_session",
    "invite",
    "note_attendance",
    "plan_session",
    "record_visit",
    "reschedule_session",
    "withdraw_invitation",
    "write_findings",
]
