"""Inside a unit: who drafts, who submits for signing, who signs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.queries import held
from haicap.domain.tasks.models import Draft, Task
from haicap.foundation.access import Actor, Refusal, all_of
from haicap.foundation.workflow import Flow, Move

from .positions import DEPUTY, HEAD, OFFICER

State = Draft.State
IN_HAND = frozenset({State.DRAFTED, State.SENT_BACK})

by_its_unit = held(
    "unit",
    *(HEAD, DEPUTY, OFFICER),
    otherwise=gettext_lazy("Only the unit that leads this task drafts its reports."),
)
by_who_signs = held(
    "unit",
    *(HEAD, DEPUTY),
    otherwise=gettext_lazy("Only the head or a deputy of the unit signs its reports."),
)


def while_the_unit_leads(actor: Actor, draft: Draft) -> Refusal | None:
    task = draft.task
    if task.state in Task.WITH_LEAD and task.lead_id == draft.unit_id:
        return None
    return Refusal(_("The task is not with this unit any more."))


DRAFT_FLOW = Flow(
    "draft",
    Move(
        "revise",
        IN_HAND,
        State.DRAFTED,
        all_of(by_its_unit, while_the_unit_leads),
        gettext_lazy("Change the draft"),
    ),
    Move(
        "submit",
        IN_HAND,
        State.SUBMITTED,
        all_of(by_its_unit, while_the_unit_leads),
        gettext_lazy("Submit for signing"),
    ),
    Move(
        "approve",
        frozenset({State.SUBMITTED}),
        State.APPROVED,
        all_of(by_who_signs, while_the_unit_leads),
        gettext_lazy("Sign and report"),
    ),
    Move(
        "send_back",
        frozenset({State.SUBMITTED}),
        State.SENT_BACK,
        all_of(by_who_signs, while_the_unit_leads),
        gettext_lazy("Send back, with words"),
    ),
    initial=State.DRAFTED,
    awaits={
        State.DRAFTED: gettext_lazy("who drafts it"),
        State.SUBMITTED: gettext_lazy("who signs for the unit"),
        State.SENT_BACK: gettext_lazy("who drafts it"),
        State.APPROVED: None,
    },
)
