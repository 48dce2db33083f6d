"""Pages of the units: provinces, communes, bodies and groups. Places are public."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from haicap.domain.organisations import queries
from haicap.domain.organisations.forms.lists import CommuneFilter, GroupFilter
from haicap.domain.organisations.listing import COMMUNES, GROUPS
from haicap.domain.organisations.models import Kind, Unit
from haicap.foundation.access import ActorRequest
from haicap.foundation.sources.queries import citations_of_all

WHOLE_PROVINCE = 200
"""No province has more communes: its list is one page."""


@login_not_required
@require_safe
def province(request: ActorRequest) -> HttpResponseBase:
    """The home province with its communes."""
    home = queries.home_province()
    if home is None:
        return render(request, "organisations/empty.html")
    return _province_page(request, home)


@login_not_required
@require_safe
def provinces(request: HttpRequest) -> HttpResponse:
    found = list(queries.provinces())
    communes = sum(each.commune_count for each in found)  # type: ignore[attr-defined]
    context = {"provinces": found, "communes": communes}
    return render(request, "organisations/provinces.html", context)


@login_not_required
@require_safe
def unit(request: ActorRequest, key: str) -> HttpResponseBase:
    """Any unit; a present province shows its communes instead."""
    units = Unit.objects.visible_to(request.actor).select_related("parent__parent", "office")
    found = get_object_or_404(units, key=key)
    if found.kind == Kind.PROVINCE and not found.dissolved_on:
        return _province_page(request, found)
    return render(request, "organisations/unit.html", _about(request, found))


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Straight to the unit if only one can be meant; else the ones to choose from."""
    found = queries.find_units(request.GET.get("q", ""))
    if found.exact:
        return redirect(found.exact)
    rows = _candidates(found.candidates)
    tells_successors = any(row["successions"] for row in rows)
    context = {"found": found, "rows": rows, "tells_successors": tells_successors}
    return render(request, "organisations/find.html", context)


@login_not_required
@require_safe
def working_groups(request: ActorRequest) -> HttpResponseBase:
    form = GroupFilter(request.GET)
    listed = queries.working_groups(**form.cleaned_data if form.is_valid() else {})
    if download := GROUPS.download(request, listed):
        return download
    context = {
        "form": form,
        "table": GROUPS,
        "page": GROUPS.page(request, listed),
        "may_form": queries.units_forming_groups(request.actor).exists(),
    }
    return render(
        request, "organisations/working_groups.html", context, status=422 if form.errors else 200
    )


def _province_page(request: ActorRequest, place: Unit) -> HttpResponseBase:
    form = CommuneFilter(request.GET)
    listed = queries.communes_of(place, **form.cleaned_data if form.is_valid() else {})
    if download := COMMUNES.download(request, listed):
        return download
    every = list(queries.communes_of(place))
    kinds = _counted(every)
    context = {
        **_about(request, place),
        "table": COMMUNES,
        "page": COMMUNES.page(request, listed, size=WHOLE_PROVINCE),
        "total": len(every),
        "map": queries.chart_of(every),
        "kinds": kinds,
        "form": form,
        "groups": queries.working_groups().filter(parent__parent=place),
    }
    return render(
        request, "organisations/province.html", context, status=422 if form.errors else 200
    )


def _counted(communes: Iterable[Unit]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in communes:
        counts[each.designation] = counts.get(each.designation, 0) + 1
    return dict(sorted(counts.items(), key=lambda kind: -kind[1]))


def _about(request: ActorRequest, about: Unit) -> dict[str, Any]:
    """What the page of any unit shows; empty parts are left out by the template."""
    holders = queries.holders_of(about, request.actor)
    legal_bases = list(about.legal_bases.select_related("issuer").order_by("issued_on"))
    # Asked once: each of them says on what it rests.
    citations_of_all([about, *holders, *legal_bases])
    return {
        "unit": about,
        "is_over": about.dissolved_on is not None and about.dissolved_on <= timezone.localdate(),
        "chain": _chain(about),
        "names": about.names.order_by("from_on", "id"),
        "codes": about.codes.order_by("scheme", "from_on"),
        "origins": queries.origins_of(about),
        "successions": queries.successors_of(about),
        "bodies": queries.bodies_of(about),
        "former_communes": _former_communes(about),
        "holders": holders,
        "deputies": queries.deputies_in(about, request.actor) if holders else (),
        "has_people": queries.may_see_people(request.actor, about),
        "legal_bases": legal_bases,
        "coverages": about.coverages.select_related("commune").order_by("commune__sort_key"),
        "followed_by": queries.groups_following(about),
    }


def _chain(about: Unit) -> list[tuple[str, str | None, str]]:
    above = reversed(queries.above(about))
    return [
        *((place.full_name, place.get_absolute_url(), "vi") for place in above),
        (about.full_name, None, "vi"),
    ]


def _former_communes(about: Unit) -> QuerySet[Unit]:
    if about.kind != Kind.DISTRICT:
        return Unit.objects.none()
    return about.children.filter(kind=Kind.COMMUNE).order_by("sort_key", "key")


def _candidates(units: Sequence[Unit]) -> list[dict[str, Any]]:
    """Each with the places to tell it by, and for a former place what became of it."""
    today = timezone.localdate()
    successions = queries.successions_of(units)
    return [
        {
            "unit": each,
            "above": queries.above(each),
            "is_over": each.dissolved_on is not None and each.dissolved_on <= today,
            "successions": successions.get(each.pk, ()),
        }
        for each in units
    ]
