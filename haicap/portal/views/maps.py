"""A province as a map: each commune a link, coloured and labelled by one number of the rooms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from haicap.domain.organisations import queries as organisations
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.recommendations import queries as recommendations
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks import queries as tasks
from haicap.foundation.access import Actor, ActorRequest
from haicap.portal.tones import legend_of, tones_of

Values = Mapping[int, int | Decimal | None]


@dataclass(frozen=True)
class Layer:
    """A number that a map can show: counted in one query, opened as the list it counts."""

    label: str | Promise
    count: Callable[[Actor, Sequence[Unit]], Values]
    door: tuple[str, str] | None = None
    """The list it counts: its address, and the question that a commune's key completes."""
    is_public: bool = False


def _tasks(cell: str) -> Callable[[Actor, Sequence[Unit]], Values]:
    def count(actor: Actor, communes: Sequence[Unit]) -> Values:
        counted = tasks.matrices_by_lead(actor, timezone.localdate(), communes)
        return {key: getattr(matrix, cell) for key, matrix in counted.items()}

    return count


def _awaiting_answer(actor: Actor, communes: Sequence[Unit]) -> Values:
    seen = Recommendation.objects.visible_to(actor).filter(state=Recommendation.State.ROUTED)
    counted = recommendations.count_by_commune(seen, communes)
    return {each.pk: counted.get(each.pk, 0) for each in communes}


def _all_recommendations(actor: Actor, communes: Sequence[Unit]) -> Values:
    seen = Recommendation.objects.visible_to(actor)
    counted = recommendations.count_by_commune(seen, communes)
    return {each.pk: counted.get(each.pk, 0) for each in communes}


def _area(actor: Actor, communes: Sequence[Unit]) -> Values:
    # No commune has no area: a nought in the lists is a number that nobody entered.
    return {each.pk: each.area_km2 or None for each in communes}


LAYERS = {
    "overdue": Layer(
        _("Tasks open, overdue"), _tasks("open_overdue"), ("tasks:list", "cell=open_overdue&lead=")
    ),
    "in_term": Layer(
        _("Tasks open, in term"), _tasks("open_in_term"), ("tasks:list", "cell=open_in_term&lead=")
    ),
    "unanswered": Layer(
        _("Recommendations awaiting an answer"),
        _awaiting_answer,
        ("recommendations:list", "state=routed&commune="),
    ),
    "recommendations": Layer(
        _("Recommendations raised"), _all_recommendations, ("recommendations:list", "commune=")
    ),
    "area": Layer(_("Area, km²"), _area, is_public=True),
}


@login_not_required
@require_safe
def province(request: ActorRequest, key: str) -> HttpResponse:
    """The communes are public; a number of the rooms, each sees as far as it may."""
    units = Unit.objects.visible_to(request.actor).filter(kind=Kind.PROVINCE, dissolved_on=None)
    place = get_object_or_404(units, key=key)
    communes = list(organisations.communes_of(place))
    layers = _layers(request.actor)
    chosen = request.GET.get("layer", "")
    layer = layers.get(chosen)
    chart = organisations.chart_of(communes, with_values=layer is not None)
    values = layer.count(request.actor, communes) if layer else {}
    if layer:
        _colour(chart, layer, values)
    context = {
        "place": place,
        "map": chart,
        "layers": [(name, each.label) for name, each in layers.items()],
        "layer": layer,
        "chosen": chosen,
        "by_number": request.GET.get("order") == "number",
        "rows": _rows(communes, layer, values, by_number=request.GET.get("order") == "number"),
    }
    return render(request, "portal/map.html", context)


def _layers(actor: Actor) -> dict[str, Layer]:
    """Who holds no position is offered what is public: all else would be empty."""
    inside = bool(organisations.standing_of(actor).units)
    return {name: layer for name, layer in LAYERS.items() if inside or layer.is_public}


def _colour(chart: organisations.Chart, layer: Layer, values: Values) -> None:
    tones = tones_of(values.values())
    for place in chart.places:
        value = values.get(place.unit.pk)
        # On the area there is room for whole numbers only; its name and the table have it all.
        place.value = "–" if value is None else number_format(round(value), force_grouping=True)
        told = _("not known") if value is None else number_format(value, force_grouping=True)
        place.told = f"{layer.label} {told}"
        place.tone = tones[value]
    chart.legend = legend_of(values.values())


def _rows(
    communes: Sequence[Unit], layer: Layer | None, values: Values, *, by_number: bool
) -> list[dict[str, Any]]:
    ordered = list(communes)
    if by_number:
        # A number that is not known comes last; equal ones stay in the order of their names.
        ordered.sort(key=lambda each: -(values.get(each.pk) or 0))
    return [
        {"unit": each, "value": values.get(each.pk), "door": _door(layer, each)} for each in ordered
    ]


def _door(layer: Layer | None, commune: Unit) -> str:
    if layer is None or layer.door is None:
        return ""
    name, question = layer.door
    return f"{reverse(name)}?{question}{commune.key}"
