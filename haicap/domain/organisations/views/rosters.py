"""Many people at once: a template, a list that is examined first, and all of it or nothing.

What is taken is what was examined: the file is kept by its content, and the button carries its
hash, signed for the one who sent it.
"""

import base64
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haicap.domain.organisations import actions, queries
from haicap.domain.organisations.models import Unit
from haicap.domain.organisations.rosters import Roster, with_passwords
from haicap.domain.organisations.rosters import template as empty_list
from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.files.lists import keep_list, kept_list, list_content
from haicap.foundation.spreadsheets.sending import as_file
from haicap.foundation.spreadsheets.writing import XLSX
from haicap.foundation.ui.examined import ListForm, examined, refused, signed

from .people import chain_to, unit_of

PURPOSE = "haicap.people.list"
NAME = "danh-sach-nhan-su"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: ActorRequest, key: str) -> HttpResponse:
    """The page to send the list; the answer tells every bad cell, or what would be made."""
    unit = unit_of(request, key)
    queries.require_appointing(request.actor, unit)
    is_sent = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if is_sent else ListForm()
    found: dict[str, Any] = {}
    if form.is_valid():
        try:
            found = _examined(request, form.cleaned_data["file"])
        except Invalid as invalid:
            form.take(invalid)
    status = 422 if form.errors or found.get("problems") else 200
    return _page(request, unit, form, status=status, **found)


def _examined(request: ActorRequest, upload: Any) -> dict[str, Any]:
    content = list_content(upload)
    found = actions.examine_roster(content, actor=request.actor)
    if found.problems:
        told = refused(content, found.problems, f"{NAME}.xlsx")
        return {**told, "planned": found.planned}
    kept = keep_list(upload, actor=request.actor)
    return {"planned": found.planned, "token": signed(request, kept.sha256, purpose=PURPOSE)}


def _page(
    request: ActorRequest, unit: Unit, form: ListForm, *, status: int, **found: Any
) -> HttpResponse:
    title = _("Many people at once")
    context = {"unit": unit, "form": form, "title": title, **found}
    context["chain"] = chain_to(unit, last=title)
    return render(request, "organisations/people/roster.html", context, status=status)


@require_safe
def template(request: ActorRequest, key: str) -> HttpResponseBase:
    unit_of(request, key)
    return as_file(empty_list(), f"{NAME}.xlsx", XLSX)


@never_cache
@require_POST
def taking(request: ActorRequest, key: str) -> HttpResponse:
    """Take the very list that was examined; the passwords stand in this answer alone."""
    unit = unit_of(request, key)
    queries.require_appointing(request.actor, unit)
    file, content = kept_list(examined(request, purpose=PURPOSE))
    found = actions.examine_roster(content, actor=request.actor)
    if found.problems:  # somebody was faster, or a right has ended
        told = {**refused(content, found.problems, f"{NAME}.xlsx"), "planned": found.planned}
        return _page(request, unit, ListForm(), status=409, **told)
    passwords = actions.take_roster(found.planned, actor=request.actor, file=file)
    return _taken(request, unit, found, passwords)


def _taken(request: ActorRequest, unit: Unit, found: Roster, passwords: list[str]) -> HttpResponse:
    content = base64.b64encode(with_passwords(found, passwords)).decode()
    context = {
        "unit": unit,
        "taken": list(zip(found.planned, passwords, strict=True)),
        # In the page itself: the server keeps no file with passwords that could be fetched again.
        "file": f"data:{XLSX};base64,{content}",
        "name": f"{NAME}.xlsx",
        "chain": chain_to(unit, last=_("Many people at once")),
    }
    return render(request, "organisations/people/taken.html", context)
