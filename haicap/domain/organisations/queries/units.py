"""Reads across units: what an actor holds, which unit was meant, what belongs together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from haicap.domain.organisations.finding import find_units
from haicap.domain.organisations.models import (
    PLACES,
    Appointment,
    Coverage,
    HomeProvince,
    Kind,
    LegalBasis,
    Succession,
    Unit,
    UnitName,
    UnitQuerySet,
)
from haicap.domain.organisations.standing import (
    in_force,
    standing_of,
)
from haicap.foundation.access import Actor


def home_province() -> Unit | None:
    """The province this database serves; None before the units are loaded."""
    return Unit.objects.filter(key=settings.HOME_PROVINCE).first()


def home_of(bodies: QuerySet[Unit]) -> QuerySet[Unit]:
    """The home province, if any of these bodies works there."""
    return Unit.objects.filter(key=settings.HOME_PROVINCE if bodies.exists() else None)


def chosen_province() -> Unit | None:
    """The province that `haicap init` began this database for, if it was begun that way."""
    home = HomeProvince.objects.select_related("province").first()
    return home.province if home else None


def above(unit: Unit) -> list[Unit]:
    """What a unit lies in or works for, the nearest first."""
    found, parent = [], unit.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found


def place_of(unit: Unit) -> Unit | None:
    """The place a body works for, as its documents name it; a place is its own."""
    return next((each for each in (unit, *above(unit)) if each.kind in PLACES), None)


def provinces(on: date | None = None) -> QuerySet[Unit]:
    """The provinces of a day in alphabetical order, with `commune_count`."""
    day = on or timezone.localdate()
    alive = Q(children__kind=Kind.COMMUNE) & (
        Q(children__established_on=None) | Q(children__established_on__lte=day)
    )
    gone = Q(children__dissolved_on__lte=day)
    return (
        Unit.objects.filter(kind=Kind.PROVINCE)
        .in_force(day)
        .annotate(commune_count=Count("children", filter=alive & ~gone))
        .order_by("sort_key", "key")
    )


def communes_of(
    province: Unit, *, on: date | None = None, name: str = "", designation: str = ""
) -> QuerySet[Unit]:
    """The communes of a province on a day, in alphabetical order, with `origin_count`.

    `name` are words of the name, or the beginning of a code.
    """
    communes = province.children.filter(kind=Kind.COMMUNE).in_force(on or timezone.localdate())
    if name:
        communes = communes.filter(Q(folded__says=name) | Q(code__startswith=name))
    if designation:
        communes = communes.filter(designation=designation)
    return communes.annotate(origin_count=Count("origins")).order_by("sort_key", "key")


def name_on(unit: Unit, day: date) -> UnitName | None:
    """How a unit was called on a day, and what kind of place it was."""
    return unit.names.filter(in_force(day)).order_by("from_on").last()


def called_as_on(units: Iterable[Unit | None], day: date) -> None:
    """Let these units bear the names of a day, as a document of that day says them; one query.

    For showing only: they are never saved. Where no name of that day is known, the present one
    stays.
    """
    named: defaultdict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit is not None:
            named[unit.pk].append(unit)
    names = UnitName.objects.filter(in_force(day), unit__in=named) if named else ()
    for then in sorted(names, key=lambda each: each.from_on or date.min):
        for unit in named[then.unit_id]:
            unit.name, unit.designation = then.name, then.designation


def origins_of(unit: Unit) -> QuerySet[Succession]:
    """What a place was made from, by name; the districts they lay in are loaded."""
    return unit.origins.select_related("predecessor__parent__parent").order_by(
        "predecessor__sort_key", "predecessor__key"
    )


def successors_of(unit: Unit) -> QuerySet[Succession]:
    """What became of a place; a district's own communes say it for the district."""
    own = Q(predecessor=unit)
    if unit.kind == Kind.DISTRICT:
        own |= Q(predecessor__parent=unit)
    return (
        Succession.objects.filter(own)
        .select_related("predecessor", "successor__parent")
        .order_by("predecessor__sort_key", "predecessor__key", "successor__sort_key")
    )


def successions_of(units: Iterable[Unit]) -> dict[int, list[Succession]]:
    """What became of each of several former places, in one query."""
    found: dict[int, list[Succession]] = {unit.pk: [] for unit in units if unit.dissolved_on}
    rows = Succession.objects.filter(predecessor__in=found).select_related("successor__parent")
    for row in rows.order_by("successor__sort_key"):
        found[row.predecessor_id].append(row)
    return found


def bodies_of(place: Unit) -> list[Unit]:
    """The bodies of a place, each followed by those under it."""
    return bodies_of_all([place])


def bodies_of_all(places: Sequence[Unit], *, on: date | None = None) -> list[Unit]:
    """The bodies of several places that there are on a day, place by place, in one query."""
    below = Q(parent__in=places) | Q(parent__parent__in=places, parent__kind__in=_BODIES)
    found = Unit.objects.filter(below, kind__in=_BODIES).in_force(on or timezone.localdate())
    bodies = sorted(found, key=lambda body: (_ORDER[body.kind], body.pk))
    chief = [body for place in places for body in bodies if body.parent_id == place.pk]
    return [each for body in chief for each in (body, *_under(body, bodies))]


def _under(body: Unit, bodies: Sequence[Unit]) -> list[Unit]:
    return [each for each in bodies if each.parent_id == body.pk]


_ORDER = {str(kind): order for order, kind in enumerate(Kind)}
_BODIES = [kind for kind in Kind if kind not in PLACES]


def holders_of(unit: Unit, actor: Actor, *, on: date | None = None) -> list[Appointment]:
    """Who holds positions in a unit: told to those who hold one themselves, to nobody else."""
    if not (actor.is_house or standing_of(actor).units):
        return []
    return list(
        Appointment.objects.filter(in_force(on or timezone.localdate()), position__unit=unit)
        .select_related("position", "user")
        .order_by("position_id", "id")
    )


def holders_in(
    units: Iterable[Unit], actor: Actor, *, on: date | None = None
) -> QuerySet[Appointment]:
    """The same of many units, asked for at once."""
    if not (actor.is_house or standing_of(actor).units):
        return Appointment.objects.none()
    holding = Appointment.objects.filter(in_force(on or timezone.localdate()))
    return (
        holding.filter(position__unit__in=list(units))
        .select_related("position__unit", "user")
        .order_by("position_id", "id")
    )


def holders_found(actor: Actor, text: str) -> QuerySet[Appointment]:
    """Whose position, unit or name says these words, today; told as `holders_of` tells it."""
    if not (actor.is_house or standing_of(actor).units):
        return Appointment.objects.none()
    # Asked apart, so that each is answered by an index; joined by OR none could be.
    by_position, by_name, by_account = (
        Appointment.objects.filter(**{f"{field}__says": text}).values("pk")
        for field in ("position__title", "person_name", "user__name")
    )
    holding = Appointment.objects.filter(in_force(timezone.localdate()))
    named = holding.filter(pk__in=by_position.union(by_name, by_account))
    return named.select_related("position__unit", "user")


def unit_by_code(text: str) -> Unit | None:
    """The one unit that bears this code or key, if the text is nothing else."""
    if not any(sign.isdigit() for sign in text):
        return None
    found = find_units(text).exact
    return found if found and text.casefold() in (found.code.casefold(), found.key) else None


def working_groups(text: str = "") -> QuerySet[Unit]:
    """All working groups, or those whose name, basis or commune says these words.

    With the documents they rest on and the communes they follow now.
    """
    today = timezone.localdate()
    bases = LegalBasis.objects.select_related("issuer").order_by("issued_on", "id")
    coverages = (
        Coverage.objects.filter(in_force(today))
        .select_related("commune")
        .order_by("commune__sort_key")
    )
    groups = Unit.objects.filter(kind=Kind.WORKING_GROUP)
    if text:
        based = LegalBasis.objects.filter(symbol__says=text).values("unit")
        following = coverages.filter(commune__folded__says=text).values("group")
        groups = groups.filter(Q(folded__says=text) | Q(pk__in=based) | Q(pk__in=following))
    return (
        groups.select_related("parent")
        .prefetch_related(
            Prefetch("legal_bases", queryset=bases), Prefetch("coverages", queryset=coverages)
        )
        .order_by("sort_key", "key")
    )


def groups_following(commune: Unit, *, on: date | None = None) -> QuerySet[Unit]:
    """The working groups that follow a commune on a day."""
    covering = Coverage.objects.filter(in_force(on or timezone.localdate()), commune=commune)
    return Unit.objects.filter(pk__in=covering.values("group")).order_by("sort_key")


def units_for_lists(
    actor: Actor, *, kind: str | None = None, province: str | None = None, on: date | None = None
) -> UnitQuerySet:
    """Units of a day, perhaps of one kind, perhaps inside one province (its code)."""
    units = Unit.objects.visible_to(actor).in_force(on or timezone.localdate())
    if kind:
        units = units.filter(kind=kind)
    if province:
        units = units.filter(
            Q(key=province)
            | Q(parent__key=province)
            | Q(parent__parent__key=province)
            | Q(parent__parent__parent__key=province)
        )
    return units.select_related("parent", "office")


@dataclass(frozen=True)
class PlaceName:
    """One name of a place, for who looks for names in a text."""

    key: str
    kind: str
    name: str
    designation: str
    province: str
    """The key of the province it lies in, or lay in; its own for a province."""
    from_on: date | None
    until_on: date | None


def place_names() -> list[PlaceName]:
    """Every name that a place bears or bore, in one query."""
    rows = UnitName.objects.filter(unit__kind__in=PLACES).values_list(
        "unit__key",
        "unit__kind",
        "name",
        "designation",
        Coalesce("unit__parent__parent__key", "unit__parent__key", "unit__key"),
        "from_on",
        "until_on",
    )
    return [PlaceName(*row) for row in rows.order_by("unit__key", "from_on")]
