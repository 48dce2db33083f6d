"""Who may draw up the follow-up sheet of a session, and settle it?"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.queries import held
from haicap.foundation.access import Actor, Refusal, all_of, any_of
from haicap.foundation.workflow import Flow, Move

from .models import Row, Sheet

State = Sheet.State
HEAD, DEPUTY, MEMBER = PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.MEMBER
CLERK = PositionKind.CLERK

_BY_WHOM = _("Only the working group of the session, its convener or the office may do this.")

# The group that takes part, the unit that convenes, or the office that keeps its papers.
by_group_or_convener = any_of(
    held("session.group", HEAD, DEPUTY, MEMBER, otherwise=_BY_WHOM),
    held("session.convened_by", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
    held("session.convened_by.office", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
)

by_the_rows_group_or_convener = any_of(
    held("sheet.session.group", HEAD, DEPUTY, MEMBER, otherwise=_BY_WHOM),
    held("sheet.session.convened_by", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
    held("sheet.session.convened_by.office", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
)


def until_settled(actor: Actor, row: Row) -> Refusal | None:
    if row.sheet.state == State.DRAWN_UP:
        return None
    return Refusal(gettext("The sheet is settled: it stands as the session went through it."))


may_assess = all_of(by_the_rows_group_or_convener, until_settled)

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
