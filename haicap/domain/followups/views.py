"""Doors of the follow-up: sheets, drawn up, assessed, carried over, compared, settled."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haicap.domain.meetings.models import Session
from haicap.foundation.access import ActorRequest
from haicap.foundation.documents.sending import send_letter
from haicap.foundation.spreadsheets.sending import FORMATS, sent
from haicap.foundation.workflow import LostRace

from . import actions, paper, queries
from .comparing import Change, compared, counts
from .forms import AssessmentForm, ComparisonForm
from .listing import SHEETS
from .models import Row, Sheet

PAGE = 25
WORDS = {
    Change.MOVED: gettext_lazy("moved"),
    Change.UNMOVED: gettext_lazy("not moved"),
    Change.NEW: gettext_lazy("new"),
    Change.GONE: gettext_lazy("on the earlier sheet only"),
}


@require_GET
def sheets(request: ActorRequest) -> HttpResponseBase:
    listed = queries.sheets_listed(request.actor)
    if download := SHEETS.download(request, listed):
        return download
    context = {"table": SHEETS, "page": SHEETS.page(request, listed, size=PAGE)}
    return render(request, "followups/list.html", context)


@require_GET
def sheet(request: ActorRequest, pk: int) -> HttpResponseBase:
    found = _sheet(request, pk)
    rows = queries.rows_of(found, request.actor)
    if (kind := request.GET.get("format", "")) in FORMATS:
        columns = [str(column) for column in paper.COLUMNS]
        cells = (paper.cells_of(row) for row in rows)
        return sent(kind, "phieu-theo-doi", _("Follow-up sheet"), columns, cells)
    opened = Session.objects.visible_to(request.actor).filter(pk=found.session_id).exists()
    address = found.session.get_absolute_url() if opened else ""
    context = {
        "sheet": found,
        "session_address": address,
        "communes": found.session.communes.order_by("sort_key"),
        "rows": rows,
        "row_verbs": _row_verbs(request, found, rows),
        "is_whole": queries.sees_whole(request.actor, found),
        "moves": queries.open_moves(request.actor, found),
        "doors": queries.doors(found),
        "awaited": queries.awaits(found),
        "links": [
            *((_words(each), each.get_absolute_url()) for each in _nearest(request, found)),
            (_("Follow-up of %(day)s") % {"day": f"{found.as_of:%d/%m/%Y}"}, None),
            (_words(found.session), address),
        ],
    }
    return render(request, "followups/sheet.html", context)


def _row_verbs(request: ActorRequest, found: Sheet, rows: list[queries.SheetRow]) -> set[str]:
    """What may be done with rows, asked once: the rule looks at the sheet only."""
    if not rows:
        return set()
    row = next((each.row for each in rows if each.row.carried_into_id is None), rows[0].row)
    row.sheet = found
    return {move.verb for move in queries.row_moves(request.actor, row) if move.is_allowed}


@require_http_methods(["GET", "POST"])
def assessment(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    row = _row(request, pk, number)
    queries.require_row_move("assess", actor=request.actor, row=row)
    initial = {"assessment": row.assessment, "remark": row.remark, "version": row.version}
    form = AssessmentForm(request.POST if request.method == "POST" else None, initial=initial)
    theirs, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.assess_row(row, actor=request.actor, **form.cleaned_data)
            return redirect(f"{row.sheet.get_absolute_url()}#row-{row.number}")
        except LostRace as race:
            theirs, status = _row(request, pk, number), 409
            again = request.POST.copy()
            again["version"] = str(theirs.version)
            form.data = again
            form.add_error(None, str(race))
    title = _("Assess row %(number)s") % {"number": row.number}
    links = [(str(row.sheet), row.sheet.get_absolute_url(), "vi"), (title, None)]
    context = {"form": form, "row": row, "theirs": theirs, "title": title, "links": links}
    return render(request, "followups/assessment.html", context, status=status)


@require_POST
def carrying(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    row = _row(request, pk, number)
    item = actions.carry_over(row, actor=request.actor)
    done = _("Carried over as item %(label)s of the conclusion that is being drafted.")
    messages.success(request, done % {"label": item.label})
    return redirect(f"{row.sheet.get_absolute_url()}#row-{row.number}")


@require_GET
def document(request: ActorRequest, pk: int, form: str) -> HttpResponse:
    found = _sheet(request, pk)
    return send_letter(paper.letter_of(found, queries.rows_of(found, request.actor)), form)


@require_GET
def comparison(request: ActorRequest) -> HttpResponse:
    form = ComparisonForm(request.GET or None, actor=request.actor)
    pairs = []
    if form.is_valid():
        chosen = form.cleaned_data
        pairs = compared(chosen["before"], chosen["after"], request.actor)
    context = {
        "form": form,
        "pairs": [(pair, WORDS[pair.change]) for pair in pairs],
        "counts": [(WORDS[change], count) for change, count in counts(pairs).items()],
        "chosen": form.cleaned_data if form.is_bound and form.is_valid() else None,
    }
    status = 422 if form.errors else 200
    return render(request, "followups/comparison.html", context, status=status)


def _row(request: ActorRequest, pk: int, number: int) -> Row:
    seen = Row.objects.visible_to(request.actor).select_related(
        "sheet__session__group", "sheet__session__convened_by__office", "item", "recommendation"
    )
    return get_object_or_404(seen, sheet=pk, number=number)


def _nearest(request: ActorRequest, sheet: Sheet) -> list[Session]:
    """The last few of the sessions that it follows up; its rows lead to all of them."""
    return list(queries.sessions_followed_up(sheet, request.actor).reverse()[:3])[::-1]


def _words(session: Session) -> str:
    if session.held_on is None:
        return _("Session, day not known")
    return _("Session of %(day)s") % {"day": f"{session.held_on:%d/%m/%Y}"}


@require_POST
def draw_up(request: ActorRequest, session_pk: int) -> HttpResponse:
    session = get_object_or_404(Session.objects.visible_to(request.actor), pk=session_pk)
    drawn_up = actions.draw_up_sheet(session, actor=request.actor)
    messages.success(request, _("The follow-up sheet is drawn up."))
    return redirect(drawn_up)


@require_POST
def settlement(request: ActorRequest, pk: int) -> HttpResponse:
    found = _sheet(request, pk)
    actions.settle_sheet(found, actor=request.actor)
    messages.success(request, _("The follow-up sheet is settled."))
    return redirect(found)


def _sheet(request: ActorRequest, pk: int) -> Sheet:
    return get_object_or_404(queries.sheets_listed(request.actor), pk=pk)
