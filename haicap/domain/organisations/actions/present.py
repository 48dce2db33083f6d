"""Which names hold from today on? A change decided earlier begins on its day."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from haicap.domain.organisations.models import Unit, UnitName
from haicap.domain.organisations.rules import by_the_house
from haicap.domain.organisations.standing import in_force
from haicap.foundation.access import Actor, require

from .units import describe


@transaction.atomic
def show_present_names(*, actor: Actor) -> int:
    """Let units show the name of the day; says how many changed. The renaming itself is history.

    Nothing is written in the journal: `rename_unit` and `load_units` told it when it was decided.
    """
    require(by_the_house(actor))
    holding = UnitName.objects.filter(in_force(timezone.localdate()))
    differs = ~Q(name=F("unit__name")) | ~Q(designation=F("unit__designation"))
    changed: list[Unit] = []
    for row in holding.filter(differs).select_related("unit"):
        describe(row.unit, name=row.name, designation=row.designation, code=row.unit.code)
        changed.append(row.unit)
    Unit.objects.bulk_update(changed, ["name", "designation", "folded", "sort_key"])
    return len(changed)
