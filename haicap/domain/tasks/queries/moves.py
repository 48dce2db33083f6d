"""What may be done now, whose turn it is, and where each button leads."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.models import Contribution, Draft, Extension, Task
from haicap.domain.tasks.rules import CONTRIBUTION_FLOW, DRAFT_FLOW, TASK_FLOW
from haicap.foundation.access import Actor, require
from haicap.foundation.workflow import Flow, IllegalMove, OpenMove, Stateful


def open_moves(actor: Actor, task: Task) -> list[OpenMove]:
    """What the buttons show: every move that exists from here, refused ones with their why.

    What has no object is left out: nobody decides on time that nobody asked for.
    """
    moot = _moot(task)
    moves = TASK_FLOW.open_moves(actor, task)
    return [move for move in moves if not (move.refusal and move.verb in moot)]


def _moot(task: Task) -> set[str]:
    moot = set() if _is_asked(task) else {"extend", "refuse", "withdraw"}
    moot |= set() if task.due_precision == Task.DuePrecision.REGULAR else {"repeat"}
    return moot | (set() if task.due_on else {"ask"})


def _is_asked(task: Task) -> bool:
    return task.extensions.filter(outcome=Extension.Outcome.ASKED).exists()


FLOW_OF: Mapping[type[Stateful], Flow] = {
    Task: TASK_FLOW,
    Contribution: CONTRIBUTION_FLOW,
    Draft: DRAFT_FLOW,
}


def require_open(verb: str, *, actor: Actor, task: Task | Contribution | Draft) -> None:
    """Asked before a form is shown: raises Refused or MoveFailed as the move itself would."""
    move = FLOW_OF[type(task)].moves[verb]
    if task.state not in move.from_states:
        sentence = _("This is not possible now: the state is “%(state)s”.")
        raise IllegalMove(sentence % {"state": task.get_state_display()})
    require(move.rule(actor, task))


def open_verbs(actor: Actor, task: Task) -> list[str]:
    return TASK_FLOW.open_verbs(actor, task)


def awaits(task: Task) -> str | Promise | None:
    """Whose turn it is, in words; None: the task is at its end."""
    return TASK_FLOW.awaits[task.state]


def waits_for(task: Task) -> Unit | None:
    """The unit whose turn it is; None: the task is at its end, or nobody is to verify it."""
    if task.state in Task.WITH_LEAD:
        return task.lead
    if task.state == Task.State.SUSPENDED:
        return task.issuer
    return task.verifier if task.state == Task.State.REPORTED else None


PAGES = {
    "progress": "progress",
    "return": "return",
    "ask": "request",
    "extend": "extension",
    "refuse": "refusal",
    "suspend": "suspension",
    "resume": "resumption",
    "hand_over": "handover",
    "split": "parts",
    "draft": "drafting",
    "repeat": "rhythm",
    "hand": "hand",
    "involve": "coordination",
    "cancel": "cancellation",
}
POSTS = {"acknowledge": "receipt", "verify": "verification", "withdraw": "withdrawal"}


@dataclass(frozen=True)
class Doors:
    """Where the buttons lead: a page with a form, or an address that is posted to at once."""

    pages: Mapping[str, str]
    posts: Mapping[str, str]


def doors(task: Task) -> Doors:
    """Verb → address, for `{% moves open_moves doors.pages doors.posts %}`."""
    pages = {verb: reverse(f"tasks:{noun}", args=[task.pk]) for verb, noun in PAGES.items()}
    posts = {verb: reverse(f"tasks:{noun}", args=[task.pk]) for verb, noun in POSTS.items()}
    return Doors({**pages, "report": f"{pages['progress']}?done=1"}, posts)


def doors_of_draft(draft: Draft) -> Doors:
    args = [draft.pk]
    return Doors(
        pages={
            "revise": reverse("tasks:revision", args=args),
            "send_back": reverse("tasks:sending-back", args=args),
        },
        posts={
            "submit": reverse("tasks:submission", args=args),
            "approve": reverse("tasks:approval", args=args),
        },
    )
