"""Many tasks at once: an XLSX list, looked through or taken. The pages read the same files."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from ninja import File, Status
from ninja.files import UploadedFile

from haicap.domain.tasks import actions
from haicap.domain.tasks.listing import TASKS
from haicap.domain.tasks.queries import sheets
from haicap.foundation.access import ActorRequest, require
from haicap.foundation.api.idempotency import refuse_key
from haicap.foundation.api.lists import refuse_first
from haicap.foundation.files.lists import keep_list, list_content
from haicap.foundation.spreadsheets.sending import as_file
from haicap.foundation.spreadsheets.writing import XLSX

from .many import AssignmentListOut, ReportListOut, TakenTasks
from .router import router


@router.get("/lists/assignments/template")
def assignment_list_template(request: ActorRequest) -> HttpResponse:
    """An empty list of tasks to assign, with the headings of your language."""
    require(sheets.why_not_order(request.actor))
    return as_file(sheets.assignment_template(), "giao-nhiem-vu.xlsx", XLSX)


@router.post("/lists/assignments/examination", response=AssignmentListOut)
def examine_assignment_list(request: ActorRequest, file: File[UploadedFile]) -> Any:
    """Look a list through: every bad cell, and what would be assigned. Nothing is written."""
    require(sheets.why_not_order(request.actor))
    return actions.examine_assignments(list_content(file), actor=request.actor)


@router.post("/lists/assignments", response={201: TakenTasks})
def take_assignment_list(request: ActorRequest, file: File[UploadedFile]) -> Any:
    """Assign all tasks of a list, or none, in its order. The very same file is taken once."""
    require(sheets.why_not_order(request.actor))
    refuse_key(request)
    found = actions.examine_assignments(list_content(file), actor=request.actor)
    refuse_first(found.problems)
    kept = keep_list(file, actor=request.actor)
    taken = actions.take_assignments(found.planned, actor=request.actor, file=kept)
    return Status(201, {"tasks": [task.pk for task in taken]})


@router.get("/lists/reports/template")
def report_list_template(request: ActorRequest) -> HttpResponseBase:
    """The open tasks of your units as the list is taken out, to be filled in and sent back."""
    require(sheets.why_not_report(request.actor))
    return TASKS.file("xlsx", sheets.report_template(request.actor))


@router.post("/lists/reports/examination", response=ReportListOut)
def examine_report_list(request: ActorRequest, file: File[UploadedFile]) -> Any:
    """Look a list through: every bad cell, and what would be reported. Nothing is written."""
    require(sheets.why_not_report(request.actor))
    return actions.examine_reports(list_content(file), actor=request.actor)


@router.post("/lists/reports", response={201: TakenTasks})
def take_report_list(request: ActorRequest, file: File[UploadedFile]) -> Any:
    """Make all reports of a list, or none. The very same file is taken once."""
    require(sheets.why_not_report(request.actor))
    refuse_key(request)
    found = actions.examine_reports(list_content(file), actor=request.actor)
    refuse_first(found.problems)
    kept = keep_list(file, actor=request.actor)
    taken = actions.take_reports(found.planned, actor=request.actor, file=kept)
    return Status(201, {"tasks": [task.pk for task in taken]})
