"""Everything that changes a task."""

from .assigning import assign_task
from .contributing import ask_contribution, involve_unit, report_contribution
from .drafting import (
    approve_draft,
    draft_report,
    hand_task,
    revise_draft,
    send_draft_back,
    submit_draft,
)
from .extending import ask_for_time, extend_task, refuse_time, withdraw_request
from .judging import cancel_task, return_task, verify_task
from .lists import (
    examine_assignments,
    examine_reports,
    take_assignments,
    take_once,
    take_reports,
)
from .passing import hand_over_task, split_task
from .pausing import acknowledge_task, resume_task, suspend_task
from .reminding import take_reminders
from .repeating import repeat_task, spawn_periods
from .reporting import report_progress
from .succeeding import pass_on_hands
from .together import NOT_THERE, TOGETHER, Answered, check_together, lacking, move_together

__all__ = [
    "NOT_THERE",
    "TOGETHER",
    "Answered",
    "acknowledge_task",
    "approve_draft",
    "ask_contribution",
    "ask_for_time",
    "assign_task",
    "cancel_task",
    "check_together",
    "draft_report",
    "examine_assignments",
    "examine_reports",
    "extend_task",
    "hand_over_task",
    "hand_task",
    "involve_unit",
    "lacking",
    "move_together",
    "pass_on_hands",
    "refuse_time",
    "repeat_task",
    "report_contribution",
    "report_progress",
    "resume_task",
    "return_task",
    "revise_draft",
    "send_draft_back",
    "spawn_periods",
    "split_task",
    "submit_draft",
    "suspend_task",
    "take_assignments",
    "take_once",
    "take_reminders",
    "take_reports",
    "verify_task",
    "withdraw_request",
]
