"""Inside the units: in whose hand a task lies, drafts for signing, parts of coordinating units."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from haicap.domain.tasks import actions, queries
from haicap.domain.tasks.forms import (
    AskedForm,
    ContributionForm,
    DraftForm,
    HandForm,
    InvolveForm,
    ReasonForm,
)
from haicap.domain.tasks.models import Contribution, Draft, Task
from haicap.domain.tasks.rules import DRAFT_FLOW
from haicap.foundation.access import ActorRequest

from .asking import Asked, ask, context_of, form_door, task_of


@form_door
def hand(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), HAND)


@form_door
def coordination(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), INVOLVE)


@form_door
def drafting(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), DRAFT)


def _contribution(request: ActorRequest, pk: int) -> tuple[Task, Contribution]:
    visible = Contribution.objects.visible_to(request.actor).select_related("task", "unit")
    found = get_object_or_404(visible, pk=pk)
    return task_of(request, found.task_id), found


@form_door
def contribution(request: ActorRequest, pk: int) -> HttpResponse:
    task, found = _contribution(request, pk)
    return ask(request, task, CONTRIBUTE, found)


@form_door
def asking(request: ActorRequest, pk: int) -> HttpResponse:
    task, found = _contribution(request, pk)
    return ask(request, task, ASK_PART, found)


def _draft(request: ActorRequest, pk: int) -> tuple[Task, Draft]:
    visible = Draft.objects.visible_to(request.actor).select_related("task__lead", "unit")
    found = get_object_or_404(visible, pk=pk)
    return task_of(request, found.task_id), found


@form_door
def revision(request: ActorRequest, pk: int) -> HttpResponse:
    task, found = _draft(request, pk)
    return ask(request, task, REVISE, found)


@require_GET
def draft(request: ActorRequest, pk: int) -> HttpResponse:
    """The draft as it stands, with what may be done with it now."""
    task, found = _draft(request, pk)
    context = context_of(task) | {
        "draft": found,
        "files": found.files.order_by("pk"),
        "moves": DRAFT_FLOW.open_moves(request.actor, found),
        "doors": queries.doors_of_draft(found),
    }
    return render(request, "tasks/draft.html", context)


@require_POST
def submission(request: ActorRequest, pk: int) -> HttpResponse:
    task, found = _draft(request, pk)
    actions.submit_draft(found, actor=request.actor)
    messages.success(request, _("The draft is submitted for signing."))
    return redirect(task)


@require_POST
def approval(request: ActorRequest, pk: int) -> HttpResponse:
    task, found = _draft(request, pk)
    actions.approve_draft(found, actor=request.actor)
    messages.success(request, _("The report is in."))
    return redirect(task)


@form_door
def sending_back(request: ActorRequest, pk: int) -> HttpResponse:
    task, found = _draft(request, pk)
    return ask(request, task, SEND_BACK, found)


HAND = Asked(
    "hand",
    HandForm,
    actions.hand_task,
    gettext_lazy("Hand to a person"),
    gettext_lazy("This person finds the task under “My tasks”, and may hand it on."),
    gettext_lazy("Hand it over"),
    gettext_lazy("The task is in this person's hand."),
)
INVOLVE = Asked(
    "involve",
    InvolveForm,
    actions.involve_unit,
    gettext_lazy("Bring in a coordinating unit"),
    gettext_lazy("It sees the task and reports on its own part. The lead stays where it is."),
    gettext_lazy("Bring it in"),
    gettext_lazy("The unit takes part."),
)
DRAFT = Asked(
    "draft",
    DraftForm,
    actions.draft_report,
    gettext_lazy("Draft a report"),
    gettext_lazy("It is a report of the unit only when the head or a deputy has signed it."),
    gettext_lazy("Keep the draft"),
    gettext_lazy("The draft is kept."),
)
REVISE = Asked(
    "revise",
    DraftForm,
    actions.revise_draft,
    gettext_lazy("Draft a report"),
    gettext_lazy("It is a report of the unit only when the head or a deputy has signed it."),
    gettext_lazy("Keep the draft"),
    gettext_lazy("The draft is kept."),
)
SEND_BACK = Asked(
    "send_back",
    ReasonForm,
    actions.send_draft_back,
    gettext_lazy("Send the draft back"),
    gettext_lazy("Who drafts it reads why, changes it and submits it again."),
    gettext_lazy("Send it back"),
    gettext_lazy("The draft is sent back."),
)
CONTRIBUTE = Asked(
    "work",
    ContributionForm,
    actions.report_contribution,
    gettext_lazy("Report on our part"),
    gettext_lazy("The unit that leads the task sees it. It does not make the whole on time."),
    gettext_lazy("Hand in the report"),
    gettext_lazy("The report is in."),
)
ASK_PART = Asked(
    "ask",
    AskedForm,
    actions.ask_contribution,
    gettext_lazy("Say what is asked"),
    gettext_lazy("The coordinating unit owes its part until it reports it as done."),
    gettext_lazy("Ask for it"),
    gettext_lazy("It is asked."),
)
