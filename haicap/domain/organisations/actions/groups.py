"""What is a working group, on which documents does it rest, and whom does it follow?"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import Coverage, Kind, LegalBasis, Unit
from haicap.domain.organisations.rules import by_who_appoints
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record
from haicap.foundation.sources.models import Source

from .units import describe, effective_day, write_units


@transaction.atomic
def form_working_group(
    key: str,
    *,
    actor: Actor,
    name: str,
    parent: Unit,
    office: Unit | None = None,
    established_on: date | None = None,
) -> Unit:
    """A working group under the body that formed it; its office is that body's unless said."""
    require(by_who_appoints(actor, parent))
    if Unit.objects.filter(key=key).exists():
        raise Invalid("key", _("There is a unit with this key already."), key)
    unit = Unit(
        key=key,
        kind=Kind.WORKING_GROUP,
        parent=parent,
        office=office or parent.office,
        established_on=established_on,
    )
    describe(unit, name=name)
    write_units([unit])
    record(
        actor=actor,
        event="working_group.form",
        subject=unit,
        effective_on=effective_day(actor, established_on),
        unit=unit.full_name,
    )
    return unit


@transaction.atomic
def add_legal_basis(
    group: Unit,
    *,
    actor: Actor,
    symbol: str,
    document_type: str,
    issuer: Unit | None = None,
    issued_on: date | None = None,
    until_on: date | None = None,
    source: Source | None = None,
) -> LegalBasis:
    """One more document that a group rests on; the type is stated, not read from the symbol.

    The same symbol again changes nothing.
    """
    require(by_who_appoints(actor, group))
    if document_type not in LegalBasis.DocumentType.values:
        raise Invalid("document_type", _("There is no such type of document."), document_type)
    basis, is_new = LegalBasis.objects.get_or_create(
        unit=group,
        symbol=symbol,
        defaults={
            "document_type": document_type,
            "issuer": issuer,
            "issued_on": issued_on,
            "until_on": until_on,
            "source": source,
        },
    )
    if is_new:
        record(
            actor=actor,
            event="working_group.add_basis",
            subject=group,
            effective_on=effective_day(actor, issued_on),
            unit=group.full_name,
            symbol=symbol,
        )
    return basis


@transaction.atomic
def cover_commune(
    group: Unit,
    commune: Unit,
    *,
    actor: Actor,
    from_on: date | None = None,
    until_on: date | None = None,
    is_simulated: bool = False,
) -> Coverage:
    """The group follows a commune from a day on. Again: changes nothing. Raises Invalid."""
    require(by_who_appoints(actor, group))
    if commune.kind != Kind.COMMUNE:
        raise Invalid("commune", _("A working group follows communes."), commune.key)
    if group.kind != Kind.WORKING_GROUP:
        raise Invalid("group", _("Only a working group follows communes."), group.key)
    coverage, is_new = Coverage.objects.get_or_create(
        group=group,
        commune=commune,
        from_on=from_on,
        defaults={"until_on": until_on, "is_simulated": is_simulated or actor.is_simulated},
    )
    if is_new:
        record(
            actor=actor,
            event="working_group.cover",
            subject=group,
            effective_on=effective_day(actor, from_on),
            unit=group.full_name,
            commune=commune.full_name,
        )
    return coverage
