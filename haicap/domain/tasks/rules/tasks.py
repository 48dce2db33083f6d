"""Who may do what to a task, and when: the table of moves."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from haicap.domain.organisations.queries import held, standing_of
from haicap.domain.tasks.models import Extension, Task
from haicap.foundation.access import Actor, Refusal, all_of, any_of
from haicap.foundation.statutes import statute
from haicap.foundation.workflow import Flow, Move

from .positions import CLERK, DEPUTY, HEAD, MEMBER, OFFICER, UNFINISHED
from .signing import with_signing_power

State = Task.State

by_its_lead = held(
    "lead",
    *(HEAD, DEPUTY, OFFICER),
    otherwise=gettext_lazy("Only the unit that leads this task may report on it."),
)
by_anyone_of_its_lead = held(
    "lead",
    *(HEAD, DEPUTY, OFFICER, CLERK),
    otherwise=gettext_lazy("Only the unit that leads this task may say that it has it."),
)
by_a_signer_of_its_lead = held(
    "lead",
    *(HEAD, DEPUTY),
    otherwise=gettext_lazy("Only the head or a deputy of the unit that leads it may do this."),
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
_BY_EITHER = gettext_lazy(
    "Only the unit that issued this task, its office, or the head of the unit that leads it"
    " may do this."
)
by_its_issuing_side_or_lead = any_of(
    by_its_issuing_side, held("lead", HEAD, DEPUTY, otherwise=_BY_EITHER)
)


def by_another_hand(actor: Actor, task: Task) -> Refusal | None:
    """A person may sit in the group and also where the work is done: neither the report of
    their own hand is theirs to verify, nor the work of a unit of theirs."""
    latest = task.latest_progress
    if latest and actor.user_id is not None and latest.author_account_id == actor.user_id:
        return Refusal(_("Nobody verifies their own report."))
    if latest and latest.author_account_id in standing_of(actor).in_place_of:
        return Refusal(_("Nobody verifies the report of the person in whose place they act."))
    doers = {task.lead_id, *task.coordinating.values_list("pk", flat=True)}
    if standing_of(actor).units & doers:
        return Refusal(_("Nobody verifies the work of their own unit."))
    return None


def without_open_draft(actor: Actor, task: Task) -> Refusal | None:
    if task.drafts.open().filter(unit=task.lead_id).exists():
        return Refusal(_("A report on this task is being drafted already."))
    return None


def by_its_handler(actor: Actor, task: Task) -> Refusal | None:
    """The person to whom the head handed it may hand it on."""
    handler = task.handler
    if actor.user_id is not None and handler and handler.user_id == actor.user_id:
        return None
    return Refusal(
        _("Only the head or a deputy of the unit, or who has the task in hand, may hand it on.")
    )


by_who_hands_on = any_of(by_a_signer_of_its_lead, by_its_handler)


def with_evidence(actor: Actor, task: Task) -> Refusal | None:
    if task.has_evidence:
        return None
    return Refusal(_("A task cannot be verified without evidence."))


def without_open_parts(actor: Actor, task: Task) -> Refusal | None:
    if task.parts.open().exists():
        return Refusal(_("Parts of this task are still open."))
    return None


def being_whole(actor: Actor, task: Task) -> Refusal | None:
    if task.parent_id is None:
        return None
    return Refusal(_("A part of a task is not split again."))


def being_regular(actor: Actor, task: Task) -> Refusal | None:
    if task.due_precision == Task.DuePrecision.REGULAR:
        return None
    return Refusal(_("Only a task that is to be done regularly comes round."))


def without_open_request(actor: Actor, task: Task) -> Refusal | None:
    if _is_asked(task):
        return Refusal(_("More time was asked for, and that is not decided yet."))
    return None


def with_open_request(actor: Actor, task: Task) -> Refusal | None:
    if _is_asked(task):
        return None
    return Refusal(_("Nobody asked for more time."))


def _is_asked(task: Task) -> bool:
    return task.extensions.filter(outcome=Extension.Outcome.ASKED).exists()


def within_what_the_statute_allows(actor: Actor, task: Task) -> Refusal | None:
    """More time is asked for early enough, and not more often than the province allows."""
    if task.due_on is None:
        return Refusal(_("A task without a deadline needs no more time."))
    today = timezone.localdate()
    allowed = statute("task.extension", on=today).extension
    if task.extensions.filter(outcome=Extension.Outcome.GRANTED).count() >= allowed.times:
        sentence = ngettext(
            "The deadline was moved %(count)d time: that is as often as it may be.",
            "The deadline was moved %(count)d times: that is as often as it may be.",
            allowed.times,
        )
        return Refusal(sentence % {"count": allowed.times})
    if (task.due_on - today).days < allowed.notice_days and not actor.is_house:
        sentence = ngettext(
            "More time is asked for at least %(count)d day before the deadline.",
            "More time is asked for at least %(count)d days before the deadline.",
            allowed.notice_days,
        )
        return Refusal(sentence % {"count": allowed.notice_days})
    return None


TASK_FLOW = Flow(
    "task",
    Move(
        "acknowledge",
        frozenset({State.ASSIGNED}),
        State.ACKNOWLEDGED,
        by_anyone_of_its_lead,
        gettext_lazy("Acknowledge receipt"),
    ),
    Move(
        "progress",
        Task.WITH_LEAD,
        State.IN_PROGRESS,
        all_of(by_its_lead, with_signing_power),
        gettext_lazy("Report progress"),
    ),
    Move(
        "report",
        Task.WITH_LEAD,
        State.REPORTED,
        all_of(by_its_lead, with_signing_power),
        gettext_lazy("Report as done"),
    ),
    Move(
        "draft",
        Task.WITH_LEAD,
        None,
        all_of(by_its_lead, without_open_draft),
        gettext_lazy("Draft a report"),
    ),
    Move(
        "hand",
        Task.WITH_LEAD,
        None,
        by_who_hands_on,
        gettext_lazy("Hand to a person"),
    ),
    Move(
        "involve",
        Task.WITH_LEAD,
        None,
        by_its_issuing_side_or_lead,
        gettext_lazy("Bring in a coordinating unit"),
    ),
    Move(
        "verify",
        frozenset({State.REPORTED}),
        State.VERIFIED,
        all_of(by_its_verifier, by_another_hand, with_evidence, without_open_parts),
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
        "ask",
        Task.WITH_LEAD,
        None,
        all_of(by_a_signer_of_its_lead, without_open_request, within_what_the_statute_allows),
        gettext_lazy("Ask for more time"),
    ),
    Move(
        "withdraw",
        Task.WITH_LEAD | {State.REPORTED},
        None,
        all_of(by_a_signer_of_its_lead, with_open_request),
        gettext_lazy("Withdraw the request for more time"),
    ),
    Move(
        "extend",
        Task.WITH_LEAD | {State.REPORTED},
        None,
        all_of(by_its_issuing_side, with_open_request),
        gettext_lazy("Give more time"),
    ),
    Move(
        "refuse",
        Task.WITH_LEAD | {State.REPORTED},
        None,
        all_of(by_its_issuing_side, with_open_request),
        gettext_lazy("Refuse more time"),
    ),
    Move(
        "split",
        Task.WITH_LEAD,
        None,
        all_of(by_its_issuing_side_or_lead, being_whole),
        gettext_lazy("Split off a part"),
    ),
    Move(
        "repeat",
        Task.WITH_LEAD,
        None,
        all_of(by_its_issuing_side_or_lead, being_regular, being_whole),
        gettext_lazy("Say how often it comes round"),
    ),
    Move(
        "hand_over",
        Task.WITH_LEAD,
        State.ASSIGNED,
        all_of(by_its_issuing_side_or_lead, without_open_request),
        gettext_lazy("Hand over to another unit"),
    ),
    Move(
        "suspend",
        Task.WITH_LEAD,
        State.SUSPENDED,
        all_of(by_its_issuing_side, without_open_request),
        gettext_lazy("Suspend"),
    ),
    Move(
        "resume",
        frozenset({State.SUSPENDED}),
        State.IN_PROGRESS,
        by_its_issuing_side,
        gettext_lazy("Resume"),
    ),
    Move(
        "cancel",
        UNFINISHED,
        State.CANCELLED,
        all_of(by_its_issuing_side, without_open_parts),
        gettext_lazy("Cancel the task"),
    ),
    initial=State.ASSIGNED,
    awaits={
        State.ASSIGNED: gettext_lazy("the unit that leads it"),
        State.ACKNOWLEDGED: gettext_lazy("the unit that leads it"),
        State.IN_PROGRESS: gettext_lazy("the unit that leads it"),
        State.REPORTED: gettext_lazy("the unit that is to verify it"),
        State.RETURNED: gettext_lazy("the unit that leads it"),
        State.SUSPENDED: gettext_lazy("the unit that issued it, or its office"),
        State.VERIFIED: None,
        State.CANCELLED: None,
    },
)
