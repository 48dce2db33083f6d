"""A piece of work: who leads it, what it is to bring, until when, and how far it has come."""

from .changes import Extension, Handover, Suspension
from .contributions import Contribution
from .drafts import Draft, DraftFile
from .reminders import Reminder
from .reports import Evidence, Fault, Progress, Verdict
from .rhythms import Rhythm
from .task import NEVER, Task, TaskQuerySet, resting

__all__ = [
    "NEVER",
    "Contribution",
    "Draft",
    "DraftFile",
    "Evidence",
    "Extension",
    "Fault",
    "Handover",
    "Progress",
    "Reminder",
    "Rhythm",
    "Suspension",
    "Task",
    "TaskQuerySet",
    "Verdict",
    "resting",
]
