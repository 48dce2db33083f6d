"""What an appointment that ends leaves behind: must somebody follow?"""

from datetime import date

from django.utils.translation import gettext as _

from .models import Appointment, PositionKind
from .standing import ADMINISTERING, in_force

SIGNING = (PositionKind.HEAD, PositionKind.DEPUTY)


def why_a_successor(appointment: Appointment, on: date) -> str:
    """Why the position may not simply fall empty on a day; empty: it may.

    What is open waits for units, never for persons: it waits for nobody where the last one who
    signs, or who works there at all, is gone.
    """
    position = appointment.position
    if position.kind in ADMINISTERING:
        return ""
    others = Appointment.objects.filter(in_force(on), position__unit=position.unit)
    others = others.exclude(pk=appointment.pk).exclude(position__kind__in=ADMINISTERING)
    unit = {"unit": position.unit.full_name}
    if position.kind in SIGNING and not others.filter(position__kind__in=SIGNING).exists():
        return (
            _("%(unit)s would have nobody left who signs: name a successor, or why there is none.")
            % unit
        )
    if not others.exists():
        return (
            _("Nobody would be left in %(unit)s for what is open: name a successor, or why not.")
            % unit
        )
    return ""
