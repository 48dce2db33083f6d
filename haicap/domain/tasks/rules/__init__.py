"""Who may do what to a task, to a part of it and to a draft, and when: the tables of moves."""

from .contributions import CONTRIBUTION_FLOW
from .drafts import DRAFT_FLOW
from .signing import signs_alone
from .tasks import TASK_FLOW, by_its_issuing_side, by_its_issuing_side_or_lead

__all__ = [
    "CONTRIBUTION_FLOW",
    "DRAFT_FLOW",
    "TASK_FLOW",
    "by_its_issuing_side",
    "by_its_issuing_side_or_lead",
    "signs_alone",
]
