"""The statutory clock: `compute("complaint.acceptance", day).due_on`, and why it is that day."""

from .bulk import due_dates
from .calendar import Calendar, working_calendar
from .deadline import Deadline, Postponement, compute, extend, extendable
from .explanation import Step
from .reckoning import Pause, time_lost

__all__ = [
    "Calendar",
    "Deadline",
    "Pause",
    "Postponement",
    "Step",
    "compute",
    "due_dates",
    "extend",
    "extendable",
    "time_lost",
    "working_calendar",
]
