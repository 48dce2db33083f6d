"""Many tasks at once: a template, a list that is examined first, and all of it or nothing.

What is taken is what was examined: the file is kept by its content, and the button carries its
hash, signed for the one who sent it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from haicap.domain.tasks import actions
from haicap.domain.tasks.listing import TASKS
from haicap.domain.tasks.queries import sheets
from haicap.foundation.access import Actor, ActorRequest, Invalid, Refusal, require
from haicap.foundation.files.lists import keep_list, kept_list, list_content
from haicap.foundation.spreadsheets.sending import as_file
from haicap.foundation.spreadsheets.writing import XLSX
from haicap.foundation.ui.examined import ListForm, examined, refused, signed

from .asking import form_door


@dataclass(frozen=True)
class Brought:
    """A kind of list: who may bring it in, how it is judged, what it becomes."""

    name: str
    """In addresses and file names, and as the purpose of the button."""
    file: str
    title: Promise
    words: Promise
    template: Promise
    button: Promise
    rule: Callable[[Actor], Refusal | None]
    examine: Callable[..., Any]
    take: Callable[..., Any]

    @property
    def purpose(self) -> str:
        return f"haicap.tasks.{self.name}"


ASSIGNMENTS = Brought(
    "assignments",
    "giao-nhiem-vu",
    gettext_lazy("Assign many tasks by a list"),
    gettext_lazy(
        "One line for each task. Units by name or code, several with a semicolon between them;"
        " a deadline as a day, with its precision where it is a month, a quarter or a year. The"
        " list is looked through first; nothing is written before you confirm."
    ),
    gettext_lazy("Download the template"),
    gettext_lazy("Assign these tasks"),
    sheets.why_not_order,
    actions.examine_assignments,
    actions.take_assignments,
)
REPORTS = Brought(
    "reports",
    "bao-cao-tien-do",
    gettext_lazy("Report on many tasks by a list"),
    gettext_lazy(
        "Take out the list of tasks; in the lines you report on, write the progress and what was"
        " done, with the day of the result if that was before today, and mark what is done. Only"
        " these columns are read; the others tell which task it is. Lines with nothing new are"
        " left alone. The list is looked through first; nothing is written before you confirm."
        " Evidence is added on the page of the task."
    ),
    gettext_lazy("Take out the open tasks of your unit"),
    gettext_lazy("Make these reports"),
    sheets.why_not_report,
    actions.examine_reports,
    actions.take_reports,
)


@never_cache
@form_door
def assignments(request: ActorRequest) -> HttpResponse:
    return _examination(request, ASSIGNMENTS)


@never_cache
@form_door
def reports(request: ActorRequest) -> HttpResponse:
    return _examination(request, REPORTS)


@require_safe
def assignment_list(request: ActorRequest) -> HttpResponseBase:
    require(sheets.why_not_order(request.actor))
    return as_file(sheets.assignment_template(), f"{ASSIGNMENTS.file}.xlsx", XLSX)


@require_safe
def report_list(request: ActorRequest) -> HttpResponseBase:
    """The open tasks of one's units, as the list of tasks is taken out."""
    require(sheets.why_not_report(request.actor))
    return TASKS.file("xlsx", sheets.report_template(request.actor))


@never_cache
@require_POST
def taking_assignments(request: ActorRequest) -> HttpResponse:
    return _taking(request, ASSIGNMENTS)


@never_cache
@require_POST
def taking_reports(request: ActorRequest) -> HttpResponse:
    return _taking(request, REPORTS)


def _examination(request: ActorRequest, brought: Brought) -> HttpResponse:
    """The page to send the list; the answer tells every bad cell, or what would be made."""
    require(brought.rule(request.actor))
    is_sent = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if is_sent else ListForm()
    found: dict[str, Any] = {}
    if form.is_valid():
        try:
            found = _found(request, brought, form.cleaned_data["file"])
        except Invalid as invalid:
            form.take(invalid)
    status = 422 if form.errors or found.get("problems") else 200
    return _page(request, brought, form, status=status, **found)


def _found(request: ActorRequest, brought: Brought, upload: Any) -> dict[str, Any]:
    content = list_content(upload)
    found = brought.examine(content, actor=request.actor)
    if found.problems:
        told = refused(content, found.problems, f"{brought.file}.xlsx")
        return {**told, "found": found}
    if not found.planned:
        raise Invalid("file", _("The list says nothing new: there is nothing to take."))
    kept = keep_list(upload, actor=request.actor)
    return {"found": found, "token": signed(request, kept.sha256, purpose=brought.purpose)}


def _page(
    request: ActorRequest, brought: Brought, form: ListForm, *, status: int, **found: Any
) -> HttpResponse:
    context = {"brought": brought, "form": form, **found}
    return render(request, "tasks/sheet.html", context, status=status)


def _taking(request: ActorRequest, brought: Brought) -> HttpResponse:
    """Take the very list that was examined."""
    require(brought.rule(request.actor))
    file, content = kept_list(examined(request, purpose=brought.purpose))
    found = brought.examine(content, actor=request.actor)
    if found.problems:  # somebody was faster, or a right has ended
        told = refused(content, found.problems, f"{brought.file}.xlsx")
        return _page(request, brought, ListForm(), status=409, found=found, **told)
    taken = brought.take(found.planned, actor=request.actor, file=file)
    words = ngettext(
        "%(count)d task of the list is taken.", "%(count)d tasks of the list are taken.", len(taken)
    )
    messages.success(request, words % {"count": len(taken)})
    return redirect("tasks:list")
