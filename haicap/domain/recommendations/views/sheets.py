"""Many recommendations at once: a list that is examined first, then all of it or nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from haicap.domain.recommendations import actions, queries
from haicap.foundation.access import ActorRequest, Invalid, require
from haicap.foundation.files.lists import keep_list, kept_list, list_content
from haicap.foundation.spreadsheets.sending import as_file
from haicap.foundation.spreadsheets.writing import XLSX
from haicap.foundation.ui.examined import ListForm, examined, refused, signed

from .asking import form_door

NAME = "kien-nghi-cua-xa.xlsx"
PURPOSE = "haicap.recommendations.list"


@never_cache
@form_door
def sheet(request: ActorRequest) -> HttpResponse:
    """The page to send the list; the answer tells every bad cell, or what would be raised."""
    require(queries.why_not_raise(request.actor))
    is_sent = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if is_sent else ListForm()
    found: dict[str, Any] = {}
    if form.is_valid():
        try:
            found = _found(request, form.cleaned_data["file"])
        except Invalid as invalid:
            form.take(invalid)
    status = 422 if form.errors or found.get("problems") else 200
    return _page(request, form, status=status, **found)


@require_safe
def template(request: ActorRequest) -> HttpResponse:
    require(queries.why_not_raise(request.actor))
    return as_file(queries.recommendation_template(), NAME, XLSX)


@never_cache
@require_POST
def taking(request: ActorRequest) -> HttpResponse:
    """Take the very list that was examined."""
    require(queries.why_not_raise(request.actor))
    file, content = kept_list(examined(request, purpose=PURPOSE))
    found = actions.examine_list(content, actor=request.actor)
    if found.problems:  # somebody was faster, or a right has ended
        told = refused(content, found.problems, NAME)
        return _page(request, ListForm(), status=409, found=found, **told)
    taken = actions.take_list(found.planned, actor=request.actor, file=file)
    words = ngettext(
        "%(count)d recommendation of the list is raised.",
        "%(count)d recommendations of the list are raised.",
        len(taken),
    )
    messages.success(request, words % {"count": len(taken)})
    return redirect("recommendations:list")


def _found(request: ActorRequest, upload: Any) -> dict[str, Any]:
    content = list_content(upload)
    found = actions.examine_list(content, actor=request.actor)
    if found.problems:
        return {**refused(content, found.problems, NAME), "found": found}
    kept = keep_list(upload, actor=request.actor)
    return {"found": found, "token": signed(request, kept.sha256, purpose=PURPOSE)}


def _page(request: ActorRequest, form: ListForm, *, status: int, **found: Any) -> HttpResponse:
    title = _("Raise many recommendations by a list")
    links = [(_("Recommendations"), reverse("recommendations:list")), (title, None)]
    context = {"form": form, "title": title, "links": links, **found}
    return render(request, "recommendations/sheet.html", context, status=status)
