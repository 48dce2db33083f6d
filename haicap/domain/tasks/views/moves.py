"""What changes a task: a form for each move that needs words, a button for the others."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from haicap.domain.tasks import actions, queries
from haicap.domain.tasks.forms import (
    AskForm,
    ExtendForm,
    HandOverForm,
    PartForm,
    ProgressForm,
    ReasonForm,
    RhythmForm,
)
from haicap.domain.tasks.models import Task
from haicap.foundation.access import ActorRequest, Invalid

from .asking import Asked, ask, context_of, form_door, task_of


@form_door
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    task = task_of(request, pk)
    if request.method == "POST":
        return _report(request, task, ProgressForm(request.POST, request.FILES))
    verb = "report" if "done" in request.GET else "progress"
    queries.require_open(verb, actor=request.actor, task=task)
    form = ProgressForm(initial={"percent": task.percent, "done": verb == "report"})
    return _form_page(request, task, form, "tasks/progress.html")


def _report(request: ActorRequest, task: Task, form: ProgressForm) -> HttpResponse:
    if form.is_valid():
        try:
            actions.report_progress(task, actor=request.actor, **form.cleaned_data)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("The report is in."))
            return redirect(task)
    return _form_page(request, task, form, "tasks/progress.html")


@require_POST
def verification(request: ActorRequest, pk: int) -> HttpResponse:
    task = task_of(request, pk)
    actions.verify_task(task, actor=request.actor)
    messages.success(request, _("The task is verified as done."))
    return redirect(task)


def _form_page(
    request: ActorRequest, task: Task, form: ProgressForm, template: str
) -> HttpResponse:
    return render(request, template, context_of(task, form), status=422 if form.is_bound else 200)


@require_POST
def receipt(request: ActorRequest, pk: int) -> HttpResponse:
    task = task_of(request, pk)
    actions.acknowledge_task(task, actor=request.actor)
    messages.success(request, _("Receipt is acknowledged."))
    return redirect(task)


@form_door
def give_back(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), RETURN)


@form_door
def cancellation(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), CANCEL)


@form_door
def request_for_time(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), ASK)


@form_door
def extension(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), EXTEND)


@form_door
def refusal(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), REFUSE)


@require_POST
def withdrawal(request: ActorRequest, pk: int) -> HttpResponse:
    task = task_of(request, pk)
    actions.withdraw_request(task, actor=request.actor)
    messages.success(request, _("The request for more time is withdrawn."))
    return redirect(task)


@form_door
def suspension(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), SUSPEND)


@form_door
def resumption(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), RESUME)


@form_door
def handover(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), HAND_OVER)


@form_door
def parts(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), SPLIT)


@form_door
def rhythm(request: ActorRequest, pk: int) -> HttpResponse:
    return ask(request, task_of(request, pk), REPEAT)


RETURN = Asked(
    "return",
    ReasonForm,
    actions.return_task,
    gettext_lazy("Return the report"),
    gettext_lazy(
        "The lead unit reads the reason and reports again. What is returned does not count as done."
    ),
    gettext_lazy("Return it"),
    gettext_lazy("The report is returned."),
)
CANCEL = Asked(
    "cancel",
    ReasonForm,
    actions.cancel_task,
    gettext_lazy("Cancel the task"),
    gettext_lazy("A cancelled task counts neither as done nor as open. This cannot be taken back."),
    gettext_lazy("Cancel the task"),
    gettext_lazy("The task is cancelled."),
)
ASK = Asked(
    "ask",
    AskForm,
    actions.ask_for_time,
    gettext_lazy("Ask for more time"),
    gettext_lazy("Whoever issued the task grants or refuses it. Until then the deadline stands."),
    gettext_lazy("Ask for more time"),
    gettext_lazy("More time is asked for."),
)
EXTEND = Asked(
    "extend",
    ExtendForm,
    actions.extend_task,
    gettext_lazy("Give more time"),
    gettext_lazy("The deadline moves at once. The old day is kept and stays to be seen."),
    gettext_lazy("Give more time"),
    gettext_lazy("The deadline has moved."),
)
REFUSE = Asked(
    "refuse",
    ReasonForm,
    actions.refuse_time,
    gettext_lazy("Refuse more time"),
    gettext_lazy("The deadline stays; the lead unit reads the reason."),
    gettext_lazy("Refuse more time"),
    gettext_lazy("More time is refused."),
)
SUSPEND = Asked(
    "suspend",
    ReasonForm,
    actions.suspend_task,
    gettext_lazy("Suspend the task"),
    gettext_lazy("Nothing is reported while it stands. What that does to its deadline is a rule."),
    gettext_lazy("Suspend"),
    gettext_lazy("The task is suspended."),
)
RESUME = Asked(
    "resume",
    ReasonForm,
    actions.resume_task,
    gettext_lazy("Resume the task"),
    gettext_lazy("The lead unit goes on; the deadline moves by the days that were lost."),
    gettext_lazy("Resume"),
    gettext_lazy("The task goes on."),
)
HAND_OVER = Asked(
    "hand_over",
    HandOverForm,
    actions.hand_over_task,
    gettext_lazy("Hand over to another unit"),
    gettext_lazy(
        "The new unit leads from here on and acknowledges receipt anew. The old one still sees"
        " the task; the deadline stays."
    ),
    gettext_lazy("Hand over"),
    gettext_lazy("The task is handed over."),
)
SPLIT = Asked(
    "split",
    PartForm,
    actions.split_task,
    gettext_lazy("Split off a part"),
    gettext_lazy(
        "A part is a task of its own, which another unit may lead. The whole is verified only when"
        " no part of it is open."
    ),
    gettext_lazy("Split it off"),
    gettext_lazy("The part is a task of its own."),
)
REPEAT = Asked(
    "repeat",
    RhythmForm,
    actions.repeat_task,
    gettext_lazy("Say how often it comes round"),
    gettext_lazy("Each period becomes a task of its own, with its deadline, when it begins."),
    gettext_lazy("Let it come round"),
    gettext_lazy("The task of this period is there."),
)
