"""The pages of the law as the software holds it: all rules, and one with its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.foundation.access import Invalid
from haicap.foundation.spreadsheets.sending import FORMATS, sent

from .book import find_statute
from .law import Statute, UnknownStatute, Value
from .listing import KINDS_IN_WORDS, as_table, in_short, matching, sections, standing_on
from .spans import Offset, Period


@dataclass(frozen=True)
class Row:
    """One value of a statute in a table."""

    value: Value
    in_short: str
    is_current: bool


@login_not_required
@require_safe
def statutes(request: HttpRequest) -> HttpResponseBase:
    words = request.GET.get("q", "").strip()
    only_unverified = request.GET.get("unverified") == "1"
    found = matching(words, only_unverified=only_unverified)
    if kind := request.GET.get("format"):
        return _file(kind, found)
    context = {
        "sections": [
            (section.title, [(held, _rows(held)) for held in section.statutes])
            for section in sections(found)
        ],
        "q": words,
        "only_unverified": only_unverified,
        "count": len(found),
        "downloads": _downloads(request),
    }
    return render(request, "statutes/list.html", context)


def _downloads(request: HttpRequest) -> list[tuple[str, str]]:
    """(“XLSX”, address) for each kind of file, narrowed as the page is."""
    asked = request.GET.copy()
    found = []
    for kind in FORMATS:
        asked["format"] = kind
        found.append((kind.upper(), f"?{asked.urlencode()}"))
    return found


def _file(kind: str, found: Sequence[Statute]) -> HttpResponseBase:
    if kind not in FORMATS:
        raise Invalid("format", _("A list comes as xlsx or csv."), kind)
    labels, rows = as_table(found)
    return sent(kind, "tham-so-phap-ly", _("Statutes"), labels, rows)


def _rows(held: Statute) -> list[Row]:
    """Newest first."""
    current = standing_on(held, localdate())
    return [Row(value, in_short(value), value is current) for value in reversed(held.values)]


@login_not_required
@require_safe
def statute(request: HttpRequest, name: str) -> HttpResponse:
    try:
        held = find_statute(name)
    except UnknownStatute as error:
        raise Http404(str(error)) from error
    context = {
        "links": [(_("Statutes"), reverse("statutes:list")), (held.title, None)],
        "statute": held,
        "kind": KINDS_IN_WORDS[held.kind],
        "rows": _rows(held),
        "counts": isinstance(held.latest.content, Period | Offset),
    }
    return render(request, "statutes/detail.html", context)
