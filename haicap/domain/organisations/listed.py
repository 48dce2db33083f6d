"""The unit that a cell of a list means: one, or why there is none."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from .finding import find_units
from .models import Unit

ALTERNATIVES = 5


def unit_in_list(text: str) -> Unit | str:
    """By name, code or key, in the home province first; else the sentence for the reader."""
    # A spreadsheet program makes a number of a code and drops what it begins with.
    text = text.zfill(5) if text.isdigit() and len(text) > 2 else text
    found = find_units(text, province=settings.HOME_PROVINCE)
    if not found.candidates:
        found = find_units(text)
    if found.exact is None:
        return _unknown(found.candidates)
    if found.exact.dissolved_on:
        return _gone(found.exact)
    return found.exact


def _unknown(candidates: Iterable[Unit]) -> str:
    names = [f"{unit.key} ({_where(unit)})" for unit in candidates][:ALTERNATIVES]
    if not names:
        return _("There is no unit of this name or code.")
    reason = _("Which unit is meant? Write its key: %(names)s.")
    return reason % {"names": "; ".join(names)}


def _gone(unit: Unit) -> str:
    after = Unit.objects.filter(origins__predecessor=unit).select_related("parent").distinct()
    names = "; ".join(f"{each.key} ({_where(each)})" for each in after.order_by("key"))
    reason = _("This unit is no more. It became: %(names)s.") % {"names": names}
    return reason if names else _("This unit is no more.")


def _where(unit: Unit) -> str:
    return f"{unit.full_name}, {unit.parent.full_name}" if unit.parent else unit.full_name
