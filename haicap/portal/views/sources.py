"""The list of sources: what everything that is known here was taken from."""

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from haicap.foundation.access import ActorRequest
from haicap.foundation.sources.models import Source
from haicap.foundation.sources.queries import sources_listed
from haicap.foundation.ui.forms import Form
from haicap.foundation.ui.tables import Column, Table

SOURCES = Table(
    "nguon",
    _("Sources"),
    Column(_("Code"), lambda source: source.code, sort="code", order=("code",)),
    Column(_("Title"), lambda source: source.title),
    Column(_("Kind"), lambda source: source.get_kind_display(), css="rest"),
    Column(_("Language"), lambda source: source.language, css="rest"),
    Column(
        _("Published on"),
        lambda source: source.published_on,
        sort="day",
        order=("listed_on", "code"),
        css="rest",
    ),
    Column(_("Address"), lambda source: source.address, in_page=False),
    order=("code",),
)


class SourceFilter(Form):
    """Narrows the list of sources."""

    text = forms.CharField(label=_("Words"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *Source.Kind.choices]
    )


@require_safe
def sources(request: ActorRequest) -> HttpResponseBase:
    form = SourceFilter(request.GET)
    listed = sources_listed(**form.cleaned_data if form.is_valid() else {})
    if download := SOURCES.download(request, listed):
        return download
    context = {"form": form, "table": SOURCES, "page": SOURCES.page(request, listed)}
    return render(request, "portal/sources.html", context, status=422 if form.errors else 200)
