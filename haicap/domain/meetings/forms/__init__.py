"""What a clerk types: the plan of a session, what makes it ready, and what is written down."""

from .preparing import (
    AnswerForm,
    AskingForm,
    AttendanceForm,
    FindingsForm,
    HandingInForm,
    InvitationForm,
    PhotoForm,
)
from .sessions import (
    AgendaForm,
    CancellationForm,
    ConcludingForm,
    FilterForm,
    GivenReportForm,
    HoldingForm,
    NewDayForm,
    ParticipantForm,
    PlanForm,
    VisitForm,
)

__all__ = [
    "AgendaForm",
    "AnswerForm",
    "AskingForm",
    "AttendanceForm",
    "CancellationForm",
    "ConcludingForm",
    "FilterForm",
    "FindingsForm",
    "GivenReportForm",
    "HandingInForm",
    "HoldingForm",
    "InvitationForm",
    "NewDayForm",
    "ParticipantForm",
    "PhotoForm",
    "PlanForm",
    "VisitForm",
]
