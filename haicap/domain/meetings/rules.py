"""Who may plan, hold and conclude a session, and who writes down what happened there."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.queries import held
from haicap.foundation.access import Actor, Refusal, all_of, any_of
from haicap.foundation.workflow import Flow, Move

from .models import Session

State = Session.State
HEAD, DEPUTY, CLERK = PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.CLERK
CONVENERS = (HEAD, DEPUTY, CLERK)
ANSWERING = (HEAD, DEPUTY, PositionKind.OFFICER, CLERK)
GOING_ALONG = (HEAD, DEPUTY, PositionKind.MEMBER, PositionKind.OFFICER, CLERK)

_BY_WHOM = gettext_lazy("Only the unit that convenes this session, or its office, may do this.")

# The convening unit itself, or the office that keeps its papers.
by_its_convening_side = any_of(
    held("convened_by", *CONVENERS, otherwise=_BY_WHOM),
    held("convened_by.office", *CONVENERS, otherwise=_BY_WHOM),
)
# What was seen on the way is written down by who was there: the working group too.
by_its_convening_side_or_group = any_of(
    held("group", *GOING_ALONG, otherwise=_BY_WHOM), by_its_convening_side
)

_BY_INVITED = gettext_lazy("Only those who are invited, or who convene the session, may do this.")
_BY_HANDING_IN = gettext_lazy("Only the unit whose paper it is, or who convenes, may do this.")

# An invitation is answered by the invited unit or its office; whoever convenes notes what was
# answered by telephone.
by_whom_it_invites = any_of(
    held("unit", *ANSWERING, otherwise=_BY_INVITED),
    held("unit.office", *ANSWERING, otherwise=_BY_INVITED),
    held("session.convened_by", *CONVENERS, otherwise=_BY_INVITED),
    held("session.convened_by.office", *CONVENERS, otherwise=_BY_INVITED),
)
by_whose_paper_it_is = any_of(
    held("unit", *ANSWERING, otherwise=_BY_HANDING_IN),
    held("unit.office", *ANSWERING, otherwise=_BY_HANDING_IN),
    held("session.convened_by", *CONVENERS, otherwise=_BY_HANDING_IN),
    held("session.convened_by.office", *CONVENERS, otherwise=_BY_HANDING_IN),
)


def not_before_its_day(_actor: Actor, session: Session) -> Refusal | None:
    if session.held_on is None or session.held_on <= timezone.localdate():
        return None
    day = session.held_on.strftime("%d/%m/%Y")
    return Refusal(
        _("The session is planned for %(day)s: until then it is not held.") % {"day": day}
    )


SESSION_FLOW = Flow(
    "session",
    Move(
        "hold",
        frozenset({State.PLANNED}),
        State.HELD,
        all_of(by_its_convening_side, not_before_its_day),
        gettext_lazy("Record as held"),
    ),
    Move(
        "conclude",
        frozenset({State.HELD}),
        State.CONCLUDED,
        by_its_convening_side,
        gettext_lazy("Record as concluded"),
    ),
    Move(
        "reschedule",
        frozenset({State.PLANNED}),
        State.PLANNED,
        by_its_convening_side,
        gettext_lazy("Move to another day"),
    ),
    Move(
        "cancel",
        frozenset({State.PLANNED}),
        State.CANCELLED,
        by_its_convening_side,
        gettext_lazy("Cancel the session"),
    ),
    initial=State.PLANNED,
    awaits={
        State.PLANNED: gettext_lazy("The convening side is to hold the session"),
        State.HELD: gettext_lazy("The chair is to conclude"),
        State.CONCLUDED: None,
        State.CANCELLED: None,
    },
)
