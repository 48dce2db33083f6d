"""How does a unit come to be, and how does it change its name?"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import PLACES, Kind, Unit, UnitCode, UnitName
from haicap.domain.organisations.naming import composed, fold, sort_key
from haicap.domain.organisations.rules import by_the_house
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record


@transaction.atomic
def establish_unit(
    key: str,
    *,
    actor: Actor,
    kind: str,
    name: str,
    designation: str = "",
    code: str = "",
    parent: Unit | None = None,
    office: Unit | None = None,
    established_on: date | None = None,
    basis: str = "",
) -> Unit:
    """A new unit with its first name, and its code if it is a place. Raises Invalid if taken."""
    require(by_the_house(actor))
    if Unit.objects.filter(key=key).exists():
        raise Invalid("key", _("There is a unit with this key already."), key)
    if kind not in Kind.values:
        raise Invalid("kind", _("There is no such kind of unit."), kind)
    unit = Unit(key=key, kind=kind, parent=parent, office=office, established_on=established_on)
    describe(unit, name=name, designation=designation, code=code)
    write_units([unit], basis=basis)
    record(actor=actor, event="unit.establish", subject=unit, unit=unit.full_name, key=key)
    return unit


@transaction.atomic
def rename_unit(
    unit: Unit,
    *,
    actor: Actor,
    on: date,
    name: str | None = None,
    designation: str | None = None,
    basis: str = "",
) -> None:
    """From a day on, the unit has another name, or is another kind of place (xã → phường).

    Raises Invalid where a later name is known already: history is told forwards.
    """
    require(by_the_house(actor))
    last = unit.names.order_by("id").last()
    if last and last.from_on and last.from_on >= on:
        raise Invalid("on", _("A later name of this unit is known already."), on)
    before = unit.full_name
    _call(unit, on, name or unit.name, unit.designation if designation is None else designation)
    unit.names.filter(until_on=None).update(until_on=on)
    unit.names.create(
        name=unit.name, designation=unit.designation, folded=unit.folded, from_on=on, basis=basis
    )
    record(
        actor=actor,
        event="unit.rename",
        subject=unit,
        effective_on=effective_day(actor, on),
        old=before,
        new=unit.full_name,
        on=on.isoformat(),
        basis=basis,
    )


def _call(unit: Unit, on: date, name: str, designation: str) -> None:
    describe(unit, name=name, designation=designation, code=unit.code)
    if on <= timezone.localdate():
        unit.save(update_fields=["name", "designation", "folded", "sort_key"])


def describe(unit: Unit, *, name: str, designation: str = "", code: str = "") -> None:
    """Give the unit its present name, in NFC, with what search and order derive from it."""
    unit.name, unit.designation, unit.code = composed(name), composed(designation), code
    unit.folded = fold(f"{unit.designation} {unit.name}")
    unit.sort_key = sort_key(unit.name)


def write_units(units: Iterable[Unit], *, basis: str = "") -> None:
    """Insert new units with their first names and codes, whatever their number."""
    made = Unit.objects.bulk_create(units, batch_size=2000)
    UnitName.objects.bulk_create(
        [
            UnitName(
                unit=unit,
                name=unit.name,
                designation=unit.designation,
                folded=unit.folded,
                from_on=unit.established_on,
                until_on=unit.dissolved_on,
                basis=basis,
            )
            for unit in made
        ],
        batch_size=2000,
    )
    UnitCode.objects.bulk_create(
        [
            UnitCode(
                unit=unit,
                scheme=UnitCode.Scheme.STATISTICAL,
                code=unit.code,
                from_on=unit.established_on,
                until_on=unit.dissolved_on,
                basis=basis,
            )
            for unit in made
            if unit.kind in PLACES and unit.code
        ],
        batch_size=2000,
    )


def effective_day(actor: Actor, on: date | None) -> date | None:
    """The day for the journal: that of the change for who may date back, else today.

    The row itself keeps its own dates: writing down later what began earlier is daily work.
    """
    if on is None or on > timezone.localdate() or not actor.backdates_because:
        return None
    return on
