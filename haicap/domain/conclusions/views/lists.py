"""The tasks of a conclusion from a list: examined first, then all of it or nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haicap.domain.conclusions import actions, queries
from haicap.domain.conclusions.models import Conclusion
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.files.lists import keep_list, kept_list, list_content
from haicap.foundation.spreadsheets.sending import as_file
from haicap.foundation.spreadsheets.writing import XLSX
from haicap.foundation.ui.examined import ListForm, examined, refused, signed

from .answering import conclusion_seen, link

NAME = "giao-nhiem-vu.xlsx"


def _purpose(conclusion: Conclusion) -> str:
    return f"haicap.conclusions.orders.{conclusion.pk}"


def _open(request: ActorRequest, pk: int) -> Conclusion:
    conclusion = conclusion_seen(request, pk)
    queries.require_open("order", actor=request.actor, thing=conclusion)
    return conclusion


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def orders(request: ActorRequest, pk: int) -> HttpResponse:
    """The page to send the list; the answer tells every bad cell, or what would be assigned."""
    conclusion = _open(request, pk)
    is_sent = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if is_sent else ListForm()
    found: dict[str, Any] = {}
    if form.is_valid():
        try:
            found = _found(request, conclusion, form.cleaned_data["file"])
        except Invalid as invalid:
            form.take(invalid)
    status = 422 if form.errors or found.get("problems") else 200
    return _page(request, conclusion, form, status=status, **found)


@require_safe
def template(request: ActorRequest, pk: int) -> HttpResponse:
    return as_file(actions.order_template(_open(request, pk)), NAME, XLSX)


@never_cache
@require_POST
def taking(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the very list that was examined."""
    conclusion = _open(request, pk)
    file, content = kept_list(examined(request, purpose=_purpose(conclusion)))
    found = actions.examine_orders(conclusion, content, actor=request.actor)
    if found.problems:  # somebody was faster, or a right has ended
        told = {**refused(content, found.problems, NAME), "found": found}
        return _page(request, conclusion, ListForm(), status=409, **told)
    seen = "overlaps_seen" in request.POST
    try:
        taken = actions.take_orders(
            conclusion, found.planned, actor=request.actor, file=file, overlaps_seen=seen
        )
    except Invalid as invalid:
        if invalid.field != "overlaps_seen":
            raise
        told = {"found": found, "token": request.POST["token"], "overlaps": invalid.reason}
        return _page(request, conclusion, ListForm(), status=422, **told)
    words = ngettext(
        "%(count)d task of the list is taken.", "%(count)d tasks of the list are taken.", len(taken)
    )
    messages.success(request, words % {"count": len(taken)})
    return redirect(conclusion)


def _found(request: ActorRequest, conclusion: Conclusion, upload: Any) -> dict[str, Any]:
    content = list_content(upload)
    found = actions.examine_orders(conclusion, content, actor=request.actor)
    if found.problems:
        return {**refused(content, found.problems, NAME), "found": found}
    kept = keep_list(upload, actor=request.actor)
    return {"found": found, "token": signed(request, kept.sha256, purpose=_purpose(conclusion))}


def _page(
    request: ActorRequest, conclusion: Conclusion, form: forms.Form, *, status: int, **found: Any
) -> HttpResponse:
    title = _("Assign tasks by a list")
    label, address = link(conclusion)
    context = {"conclusion": conclusion, "form": form, "title": title, **found}
    context["links"] = [(label, address, "vi"), (title, None)]
    return render(request, "conclusions/orders.html", context, status=status)
