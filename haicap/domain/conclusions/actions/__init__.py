"""Everything that changes a conclusion, its items and its notices."""

from .announcing import draft_notice, issue_notice, recall_notice, replace_notice
from .assigning import assign_task
from .drafting import add_item, answer_recommendation, deliver_conclusion, draft_conclusion

__all__ = [
    "add_item",
    "answer_recommendation",
    "assign_task",
    "deliver_conclusion",
    "draft_conclusion",
    "draft_notice",
    "issue_notice",
    "recall_notice",
    "replace_notice",
]
