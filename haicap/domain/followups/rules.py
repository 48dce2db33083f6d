"""Who may draw up the follow-up sheet of a session, and settle it?"""

from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.queries import held
from haicap.foundation.access import Actor, Refusal, needs_of
from haicap.foundation.workflow import Flow, Move

from .models import Sheet

State = Sheet.State
HEAD, DEPUTY, MEMBER = PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.MEMBER
CLERK = PositionKind.CLERK

_by_the_group = held("session.group", HEAD, DEPUTY, MEMBER, otherwise="")
_by_the_convener = held("session.convened_by", HEAD, DEPUTY, CLERK, otherwise="")
_by_the_conveners_office = held(
    "session.convened_by.office",
    *(HEAD, DEPUTY, CLERK),
    otherwise=_("Only the working group of the session, its convener or the office may do this."),
)


def by_group_or_convener(actor: Actor, sheet: Sheet) -> Refusal | None:
    """The group that takes part, the unit that convenes, or the office that keeps its papers."""
    for rule in (_by_the_group, _by_the_convener):
        if rule(actor, sheet) is None:
            return None
    return _by_the_conveners_office(actor, sheet)


by_group_or_convener.needs = (  # type: ignore[attr-defined]
    *needs_of(_by_the_group),
    *needs_of(_by_the_convener),
    *needs_of(_by_the_conveners_office),
)

SHEET_FLOW = Flow(
    "sheet",
    Move(
        "settle",
        from_states={State.DRAWN_UP},
        to_state=State.SETTLED,
        rule=by_group_or_convener,
        label=_("Settle the sheet"),
    ),
    initial=State.DRAWN_UP,
    awaits={
        State.DRAWN_UP: _("the working group, or the convening side"),
        State.SETTLED: None,
    },
)
