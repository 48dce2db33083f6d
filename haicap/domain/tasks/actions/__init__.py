"""Everything that changes a task."""

from .assigning import assign_task
from .judging import cancel_task, return_task, verify_task
from .reporting import report_progress

__all__ = [
    "assign_task",
    "cancel_task",
    "report_progress",
    "return_task",
    "verify_task",
]
