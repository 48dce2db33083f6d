"""The page of jobs, for who runs the installation; for others it is not there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from haicap.foundation.access import ActorRequest

from . import actions, queries
from .listing import FAILED
from .rules import by_administrators


def _require_administrator(request: ActorRequest) -> None:
    if by_administrators(request.actor):
        raise Http404


@require_safe
def jobs(request: ActorRequest) -> HttpResponseBase:
    _require_administrator(request)
    failed = queries.failed(request.actor)
    if download := FAILED.download(request, failed):
        return download
    context: dict[str, Any] = {
        "now": queries.overview(request.actor),
        "known": queries.known_names(),
        "table": FAILED,
        "page": FAILED.page(request, failed),
    }
    return render(request, "operations/jobs.html", context)


@require_safe
def job(request: ActorRequest, name: str) -> HttpResponse:
    _require_administrator(request)
    line = queries.line_of(name, request.actor)
    if line is None:
        raise Http404
    context = {
        "line": line,
        "failures": queries.failures_of(name),
        "most": queries.MOST_SHOWN,
        "links": [(_("Jobs"), reverse("operations:jobs")), (line.declared.title, None)],
    }
    return render(request, "operations/job.html", context)


@require_POST
def retry(request: ActorRequest, number: int) -> HttpResponse:
    if not queries.is_job_known(number, actor=request.actor):
        raise Http404
    actions.retry_job(number, actor=request.actor)
    messages.success(request, _("Job %(number)s is tried again now.") % {"number": number})
    return redirect("operations:jobs")
