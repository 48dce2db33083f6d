"""Doors of the figures: the list of reports, and the pages on which an officer reports."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haicap.foundation.access import ActorRequest, Invalid, Refusal, Refused, require
from haicap.foundation.sources.queries import citations_of_all
from haicap.foundation.ui.forms import Form
from haicap.foundation.ui.paging import page_of

from . import actions, queries
from .forms import CorrectionForm, FigureForm, FilterForm, ReportForm, StatementForm
from .listing import FIGURES
from .models import Figure, Report

PAGE = 10
form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def figures(request: ActorRequest) -> HttpResponseBase:
    form = FilterForm(request.GET)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    if download := FIGURES.download(request, queries.figures_listed(request.actor, **chosen)):
        return download
    reports = queries.reports_with(request.actor, **chosen)
    reports = queries.with_first_contents(reports, chosen.get("indicator"))
    page = page_of(reports, cursor=request.GET.get("cursor"), size=PAGE)
    # Asked once: the rows of the page say where each report and figure comes from.
    listed: list[Any] = list(page)
    citations_of_all([*listed, *(one for each in listed for one in each.shown)])
    may_submit = bool(queries.units_reported_for(request.actor))
    context = {"form": form, "table": FIGURES, "page": page, "may_submit": may_submit}
    return render(request, "indicators/list.html", context, status=422 if form.errors else 200)


@form_door
def report(request: ActorRequest) -> HttpResponse:
    units = queries.units_reported_for(request.actor)
    if not units:
        raise Refused(
            Refusal(_("Only a head, a deputy or an officer of a unit may report for it."))
        )
    form = ReportForm(_posted(request), units=units)
    return _answer(
        request,
        form,
        lambda: actions.submit_report(actor=request.actor, **form.cleaned_data),
        {"title": _("Submit a report"), "action": _("Submit the report")},
    )


@form_door
def statement(request: ActorRequest, pk: int) -> HttpResponse:
    report = _own_report(request, pk)
    form = StatementForm(_posted(request))
    return _answer(
        request,
        form,
        lambda: actions.add_statement(report, actor=request.actor, **form.cleaned_data).report,
        {"title": _("Add a result in words"), "action": _("Add the result"), "report": report},
    )


@form_door
def figure(request: ActorRequest, pk: int) -> HttpResponse:
    report = _own_report(request, pk)
    form = FigureForm(_posted(request))
    return _answer(
        request,
        form,
        lambda: actions.report_figure(report, actor=request.actor, **form.cleaned_data).report,
        {"title": _("Report a figure"), "action": _("Report the figure"), "report": report},
    )


@form_door
def correction(request: ActorRequest, pk: int) -> HttpResponse:
    wrong = get_object_or_404(
        Figure.objects.visible_to(request.actor).select_related("report", "indicator"), pk=pk
    )
    require(queries.adding(request.actor, wrong.report))
    form = CorrectionForm(_posted(request), initial={"bound": wrong.bound})
    return _answer(
        request,
        form,
        lambda: actions.correct_figure(wrong, actor=request.actor, **form.cleaned_data),
        {
            "title": _("Correct a figure"),
            "action": _("Put the correction beside it"),
            "report": wrong.report,
            "wrong": wrong,
        },
    )


def _posted(request: ActorRequest) -> QueryDict | None:
    """What was sent, also if nothing was typed: an empty form is answered as one."""
    return request.POST if request.method == "POST" else None


def _own_report(request: ActorRequest, pk: int) -> Report:
    report = get_object_or_404(Report.objects.visible_to(request.actor), pk=pk)
    require(queries.adding(request.actor, report))
    return report


def _answer(
    request: ActorRequest, form: Form, act: Callable[[], Report | Figure], words: dict[str, Any]
) -> HttpResponse:
    """Do it and go to the record; or show the form, with what could not be taken."""
    if form.is_valid():
        try:
            record = act()
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("It is written down."))
            return redirect(record)
    context = {"form": form, **words}
    return render(request, "indicators/form.html", context, status=422 if form.is_bound else 200)
