"""What people type in this room."""

from .announcing import (
    NOTICE_WORDS,
    DocumentForm,
    IssueForm,
    NoticeEditForm,
    NoticeForm,
    RecallForm,
    ReplacementForm,
    initial_of_notice,
)
from .drafting import (
    AnswersForm,
    AssignmentForm,
    DeliveryForm,
    DraftForm,
    FilterForm,
    ItemEditForm,
    ItemForm,
    PlaceForm,
    RemovalForm,
    ResponseForm,
    initial_of_item,
)

__all__ = [
    "NOTICE_WORDS",
    "AnswersForm",
    "AssignmentForm",
    "DeliveryForm",
    "DocumentForm",
    "DraftForm",
    "FilterForm",
    "IssueForm",
    "ItemEditForm",
    "ItemForm",
    "NoticeEditForm",
    "NoticeForm",
    "PlaceForm",
    "RecallForm",
    "RemovalForm",
    "ReplacementForm",
    "ResponseForm",
    "initial_of_item",
    "initial_of_notice",
]
