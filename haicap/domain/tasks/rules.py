"""Who may do what to a task, and when: the table of moves."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.queries import held, standing_of
from haicap.foundation.access import Actor, Refusal, all_of, any_of
from haicap.foundation.workflow import Flow, Move

from .models import Task

State = Task.State
HEAD, DEPUTY, MEMBER = PositionKind.HEAD, PositionKind.DEPUTY, PositionKind.MEMBER
OFFICER, CLERK = PositionKind.OFFICER, PositionKind.CLERK

UNFINISHED = Task.WITH_LEAD | {State.REPORTED}

by_its_lead = held(
    "lead",
    *(HEAD, DEPUTY, OFFICER),
    otherwise=gettext_lazy("Only the unit that leads this task may report on it."),
)
by_its_verifier = held(
    "verifier",
    *(HEAD, DEPUTY, MEMBER),
    otherwise=gettext_lazy("Only the unit that is to verify this task may do this."),
)
_BY_WHOM = gettext_lazy("Only the unit that issued this task, or its office, may do this.")

# The issuer itself, or the office that keeps its papers.
by_its_issuing_side = any_of(
    held("issuer", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
    held("issuer.office", HEAD, DEPUTY, CLERK, otherwise=_BY_WHOM),
)


def by_another_hand(actor: Actor, task: Task) -> Refusal | None:
    """A person may sit in the group and also where the work is done: neither the report of
    their own hand is theirs to verify, nor the work of a unit of theirs."""
    latest = task.latest_progress
    if latest and actor.user_id is not None and latest.author_account_id == actor.user_id:
        return Refusal(_("Nobody verifies their own report."))
    doers = {task.lead_id, *task.coordinating.values_list("pk", flat=True)}
    if standing_of(actor).units & doers:
        return Refusal(_("Nobody verifies the work of their own unit."))
    return None


def with_evidence(actor: Actor, task: Task) -> Refusal | None:
    if task.has_evidence:
        return None
    return Refusal(_("A task cannot be verified without evidence."))


TASK_FLOW = Flow(
    "task",
    Move(
        "progress",
        Task.WITH_LEAD,
        State.IN_PROGRESS,
        by_its_lead,
        gettext_lazy("Report progress"),
    ),
    Move(
        "report",
        Task.WITH_LEAD,
        State.REPORTED,
        by_its_lead,
        gettext_lazy("Report as done"),
    ),
    Move(
        "verify",
        frozenset({State.REPORTED}),
        State.VERIFIED,
        all_of(by_its_verifier, by_another_hand, with_evidence),
        gettext_lazy("Verify as done"),
    ),
    Move(
        "return",
        frozenset({State.REPORTED}),
        State.RETURNED,
        by_its_verifier,
        gettext_lazy("Return, with a reason"),
    ),
    Move(
        "cancel",
        UNFINISHED,
        State.CANCELLED,
        by_its_issuing_side,
        gettext_lazy("Cancel the task"),
    ),
    initial=State.ASSIGNED,
    awaits={
        State.ASSIGNED: gettext_lazy("the unit that leads it"),
        State.IN_PROGRESS: gettext_lazy("the unit that leads it"),
        State.REPORTED: gettext_lazy("the unit that is to verify it"),
        State.RETURNED: gettext_lazy("the unit that leads it"),
        State.VERIFIED: None,
        State.CANCELLED: None,
    },
)
