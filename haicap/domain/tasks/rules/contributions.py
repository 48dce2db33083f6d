"""Who may do what to the part of a coordinating unit."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.queries import held
from haicap.domain.tasks.models import Contribution
from haicap.foundation.access import Actor, Refusal, all_of, any_of
from haicap.foundation.workflow import Flow, Move

from .positions import CLERK, DEPUTY, HEAD, OFFICER, UNFINISHED

State = Contribution.State
OWING = frozenset({State.ASKED, State.WORKING})

by_its_unit = held(
    "unit",
    *(HEAD, DEPUTY, OFFICER),
    otherwise=gettext_lazy("Only the coordinating unit itself may say how far its part has come."),
)
_BY_WHOM = gettext_lazy(
    "Only the unit that leads the task, who issued it, or its office may say what is asked."
)
by_who_asks = any_of(
    held("task.lead", HEAD, DEPUTY, OFFICER, otherwise=_BY_WHOM),
    held("task.issuer", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
    held("task.issuer.office", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
)


def while_the_task_is_open(actor: Actor, contribution: Contribution) -> Refusal | None:
    if contribution.task.state in UNFINISHED:
        return None
    return Refusal(_("The task is at its end."))


CONTRIBUTION_FLOW = Flow(
    "contribution",
    Move(
        "ask",
        OWING | {State.DONE},
        State.ASKED,
        all_of(by_who_asks, while_the_task_is_open),
        gettext_lazy("Say what is asked"),
    ),
    Move(
        "work",
        OWING,
        State.WORKING,
        all_of(by_its_unit, while_the_task_is_open),
        gettext_lazy("Report on our part"),
    ),
    Move(
        "finish",
        OWING,
        State.DONE,
        all_of(by_its_unit, while_the_task_is_open),
        gettext_lazy("Report our part as done"),
    ),
    initial=State.ASKED,
    awaits={
        State.ASKED: gettext_lazy("the coordinating unit"),
        State.WORKING: gettext_lazy("the coordinating unit"),
        State.DONE: gettext_lazy("nobody; who asked may ask for more"),
    },
)
