"""What can be taken, before anything is written: words, days, communes, the convening body."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import PLACES, Kind, Unit
from haicap.foundation.access import Invalid

DAY = "%d/%m/%Y"


def words(field: str, text: str, longest: int | None = None, *, may_be_empty: bool = False) -> str:
    said = text.strip()
    if not said and not may_be_empty:
        raise Invalid(field, _("Say it in words; this cannot be empty."), text)
    if longest and len(said) > longest:
        reason = _("Give at most %(count)s characters.") % {"count": longest}
        raise Invalid(field, reason, f"{said[:40]}…")
    return said


def known_part(part: str) -> str:
    if part and part not in Session.PartOfDay.values:
        raise Invalid("part_of_day", _("This part of the day is not known."), part)
    return part


def check_times(begins_at: time | None, ends_at: time | None) -> None:
    if ends_at and not begins_at:
        raise Invalid("begins_at", _("Say when it begins, if you say when it ends."), ends_at)
    if begins_at and ends_at and ends_at <= begins_at:
        raise Invalid("ends_at", _("It ends after it begins."), ends_at)


def when_and_where(
    held_on: date | None, part: str, begins_at: time | None, ends_at: time | None, place: str
) -> dict[str, Any]:
    """The day, the time and the place of a session, as its fields, once they can be taken."""
    check_times(begins_at, ends_at)
    return {
        "held_on": held_on,
        "part_of_day": known_part(part),
        "begins_at": begins_at,
        "ends_at": ends_at,
        "place": words("place", place, 300, may_be_empty=True),
    }


def check_convener(unit: Unit) -> None:
    place: Unit | None = unit
    while place is not None and place.kind not in PLACES:
        place = place.parent
    if place is not None and place.kind == Kind.COMMUNE:
        reason = _("A session with communes is convened by a body of the province.")
        raise Invalid("convened_by", reason, unit)


def check_communes(communes: Sequence[Unit], day: date, field: str = "communes") -> None:
    if not communes:
        raise Invalid(field, _("Name at least one commune."))
    for unit in communes:
        if unit.kind != Kind.COMMUNE:
            raise Invalid(field, _("%(unit)s is no commune.") % {"unit": unit}, unit)
    there = Unit.objects.in_force(day).filter(pk__in=[unit.pk for unit in communes])
    known = set(there.values_list("pk", flat=True))
    if gone := [unit for unit in communes if unit.pk not in known]:
        reason = _("On %(day)s there was no %(unit)s.")
        raise Invalid(field, reason % {"day": day.strftime(DAY), "unit": gone[0]}, gone[0])
