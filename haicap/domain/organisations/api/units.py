"""The JSON door to the units: places, bodies and groups, found and listed."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from haicap.domain.organisations import queries
from haicap.domain.organisations.listing import COMMUNES
from haicap.domain.organisations.models import (
    Coverage,
    Kind,
    LegalBasis,
    Succession,
    Unit,
    UnitCode,
    UnitName,
)
from haicap.domain.organisations.naming import fold
from haicap.foundation.access import Actor
from haicap.foundation.access.days import Day
from haicap.foundation.api.paging import Paged, Paging, paged, sort_by
from haicap.foundation.ui.paging import Page

router = Router(tags=["organisations"])

Key = Annotated[str, Field(max_length=60)]


class RegisteredUnitOut(Schema):
    """A place or a body with its present name; `code` is a place's statistical code."""

    key: str
    kind: Kind
    name: str
    designation: str
    full_name: str
    code: str
    parent: str | None = Field(None, alias="parent.key")
    established_on: date | None
    dissolved_on: date | None = Field(description="The first day on which it no longer exists")


class CommuneOut(RegisteredUnitOut):
    latitude: Decimal | None
    longitude: Decimal | None
    area_km2: Decimal | None


class NameOut(Schema):
    name: str
    designation: str
    from_on: date | None
    until_on: date | None
    basis: str


class UnitCodeOut(Schema):
    scheme: UnitCode.Scheme
    code: str
    from_on: date | None
    until_on: date | None


class LinkOut(Schema):
    """One place became (part of) another."""

    predecessor: str = Field(alias="predecessor.key")
    predecessor_name: str = Field(alias="predecessor.full_name")
    successor: str = Field(alias="successor.key")
    successor_name: str = Field(alias="successor.full_name")
    on: date
    is_partial: bool
    basis: str


class BasisOut(Schema):
    symbol: str
    document_type: LegalBasis.DocumentType
    issuer: str | None = Field(None, alias="issuer.key")
    issued_on: date | None
    until_on: date | None


class CoverageOut(Schema):
    commune: str = Field(alias="commune.key")
    from_on: date | None
    until_on: date | None
    is_simulated: bool


class WorkingGroupOut(RegisteredUnitOut):
    legal_bases: list[BasisOut]
    coverages: list[CoverageOut]

    @staticmethod
    def resolve_legal_bases(group: Unit) -> list[LegalBasis]:
        return list(group.legal_bases.all())

    @staticmethod
    def resolve_coverages(group: Unit) -> list[Coverage]:
        return list(group.coverages.all())


class HolderOut(Schema):
    position: str = Field(alias="position.title")
    title: str = Field(description="The position's, as whoever holds it acting is called")
    kind: str = Field(alias="position.kind")
    person: str
    from_on: date | None
    until_on: date | None
    is_simulated: bool

    @staticmethod
    def resolve_person(appointment: object) -> str:
        return str(getattr(appointment, "person_name", "") or getattr(appointment, "user", ""))


class UnitDetail(CommuneOut):
    """A unit with its history. `holders` is empty for who holds no position themselves."""

    office: str | None = Field(None, alias="office.key")
    names: list[NameOut]
    codes: list[UnitCodeOut]
    origins: list[LinkOut]
    successors: list[LinkOut]
    bodies: list[str]
    holders: list[HolderOut]

    @staticmethod
    def resolve_names(unit: Unit) -> list[UnitName]:
        return list(unit.names.order_by("from_on", "id"))

    @staticmethod
    def resolve_codes(unit: Unit) -> list[UnitCode]:
        return list(unit.codes.order_by("scheme", "from_on"))

    @staticmethod
    def resolve_origins(unit: Unit) -> list[Succession]:
        return list(queries.origins_of(unit))

    @staticmethod
    def resolve_successors(unit: Unit) -> list[Succession]:
        return list(queries.successors_of(unit))

    @staticmethod
    def resolve_bodies(unit: Unit) -> list[str]:
        return [body.key for body in queries.bodies_of(unit)]


class FoundOut(Schema):
    """`exact` is the only unit that can be meant; else choose among `candidates`.

    `is_guess`: no unit bears the name, the candidates are like it.
    """

    text: str
    exact: RegisteredUnitOut | None
    is_ambiguous: bool
    is_guess: bool
    has_more: bool
    candidates: list[RegisteredUnitOut]


class MapProperties(Schema):
    key: str
    code: str
    name: str
    full_name: str
    is_schematic: bool = Field(
        description="Not an administrative boundary: what lies nearest to the commune's centroid"
    )


class MapFeature(Schema):
    """`geometry` is null where nobody has recorded the place."""

    type: Literal["Feature"]
    id: str
    geometry: dict[str, Any] | None
    properties: MapProperties


class MapOut(Schema):
    """A GeoJSON feature collection in WGS84, longitude before latitude."""

    type: Literal["FeatureCollection"]
    features: list[MapFeature]


class UnitFilter(Schema):
    """Narrow the list: kind, province (its code), part of a name, a day (today unless said)."""

    kind: Kind | None = None
    province: Key | None = None
    q: str | None = Field(None, max_length=200)
    on: Day | None = None


class Question(Schema):
    q: str = Field(max_length=200)
    province: Key | None = None
    on: Day | None = None


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _unit(request: HttpRequest, key: str) -> Unit:
    units = Unit.objects.visible_to(_actor(request)).select_related("parent", "office")
    return get_object_or_404(units, key=key)


class Sorting(Paging):
    sort: str | None = sort_by(COMMUNES)


@router.get("/units", response=Paged[RegisteredUnitOut])
def list_units(
    request: HttpRequest, narrow: Query[UnitFilter], paging: Query[Sorting]
) -> Page[Unit]:
    """Units in alphabetical order, as a Vietnamese dictionary has it."""
    units = queries.units_for_lists(
        _actor(request), kind=narrow.kind, province=narrow.province, on=narrow.on
    )
    if narrow.q:
        units = units.filter(folded__contains=fold(narrow.q))
    return paged(units, paging, order=COMMUNES.ordered_by(paging.sort))


@router.get("/units/find", response=FoundOut)
def find_units(request: HttpRequest, asked: Query[Question]) -> queries.Found:
    """The unit that a typed text means: a code, a name, “xã Mẫu Sơn cũ”, “Thống Nhất, Lạng Sơn”."""
    return queries.find_units(asked.q, on=asked.on, province=asked.province)


@router.get("/units/{key}", response=UnitDetail)
def show_unit(request: HttpRequest, key: Key) -> Unit:
    """A unit with its names, codes and predecessors, each with its dates."""
    unit = _unit(request, key)
    unit.holders = queries.holders_of(unit, _actor(request))  # type: ignore[attr-defined]
    return unit


@router.get("/units/{key}/communes", response=list[CommuneOut])
def list_communes(request: HttpRequest, key: Key, on: Day | None = None) -> list[Unit]:
    """The communes of a province on a day (today unless said)."""
    return list(queries.communes_of(_unit(request, key), on=on).select_related("parent"))


@router.get("/units/{key}/map", response=MapOut)
def show_map(request: HttpRequest, key: Key, on: Day | None = None) -> dict[str, Any]:
    """The communes of a province as GeoJSON: boundaries where known, else schematic cells."""
    return queries.features_of(list(queries.communes_of(_unit(request, key), on=on)), on=on)


@router.get("/working-groups", response=list[WorkingGroupOut])
def list_working_groups(request: HttpRequest) -> list[Unit]:
    """The working groups with the documents they rest on and the communes they follow."""
    return list(queries.working_groups())
