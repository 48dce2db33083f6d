"""Who writes down what is said, and who signs the minutes?"""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.queries import held
from haicap.foundation.access import Actor, Refusal, all_of, any_of
from haicap.foundation.workflow import Flow, Move

from .models import Minutes, Note

State = Minutes.State
HEAD, DEPUTY, CLERK = PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.CLERK
WRITING = (HEAD, DEPUTY, PositionKind.OFFICER, CLERK)

_BY_WHOM = gettext_lazy(
    "Only a secretary of the meeting may do this: of its convener or its office."
)
_BY_CHAIR = gettext_lazy("Only the head or a deputy of the convening unit signs as chair.")

# The unit that convenes, or the office that keeps its papers: from there the secretary comes.
by_a_secretary = any_of(
    held("session.convened_by", *WRITING, otherwise=_BY_WHOM),
    held("session.convened_by.office", *WRITING, otherwise=_BY_WHOM),
)
by_its_chair = held("session.convened_by", HEAD, DEPUTY, otherwise=_BY_CHAIR)


def of_a_session_that_goes_on(_actor: Actor, thing: Note | Minutes) -> Refusal | None:
    """Nothing is said at a session that is cancelled, or before its day."""
    session = thing.session
    if session.state == Session.State.CANCELLED:
        return Refusal(_("The session is cancelled: nothing is said at it."))
    if session.held_on is not None and session.held_on > timezone.localdate():
        day = session.held_on.strftime("%d/%m/%Y")
        return Refusal(_("The session is on %(day)s: nothing was said yet.") % {"day": day})
    return None


may_write = all_of(by_a_secretary, of_a_session_that_goes_on)

MINUTES_FLOW = Flow(
    "minutes",
    Move(
        "write",
        frozenset({State.DRAFTED}),
        State.WRITTEN,
        may_write,
        gettext_lazy("Sign as secretary"),
    ),
    Move(
        "sign",
        frozenset({State.WRITTEN}),
        State.SIGNED,
        by_its_chair,
        gettext_lazy("Sign as chair"),
    ),
    Move(
        "return",
        frozenset({State.WRITTEN}),
        State.DRAFTED,
        by_its_chair,
        gettext_lazy("Give back to the secretary"),
    ),
    initial=State.DRAFTED,
    awaits={
        State.DRAFTED: gettext_lazy("The secretary is to sign the minutes"),
        State.WRITTEN: gettext_lazy("The chair is to sign the minutes"),
        State.SIGNED: None,
    },
)
