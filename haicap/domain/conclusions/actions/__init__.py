"""Everything that changes a conclusion, its items and its notices."""

from .announcing import NOTICE_WORDS, draft_notice, edit_notice, issue_notice
from .assigning import assign_task
from .composing import Answered, answer_recommendations, edit_item, move_item, remove_item
from .drafting import add_item, answer_recommendation, deliver_conclusion, draft_conclusion
from .lists import Ordered, OrderedList, examine_orders, order_template, take_orders
from .receiving import enter_document
from .withdrawing import recall_notice, replace_notice

__all__ = [
    "NOTICE_WORDS",
    "Answered",
    "Ordered",
    "OrderedList",
    "add_item",
    "answer_recommendation",
    "answer_recommendations",
    "assign_task",
    "deliver_conclusion",
    "draft_conclusion",
    "draft_notice",
    "edit_item",
    "edit_notice",
    "enter_document",
    "examine_orders",
    "issue_notice",
    "move_item",
    "order_template",
    "recall_notice",
    "remove_item",
    "replace_notice",
    "take_orders",
]
