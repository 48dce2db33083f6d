"""What people are told of follow-up sheets."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Actor
from haicap.foundation.alerts.finding import finder
from haicap.foundation.alerts.kinds import Finder, Kind, declare

from .models import Sheet

State = Sheet.State


def _seen(actor: Actor) -> QuerySet[Sheet]:
    return Sheet.objects.visible_to(actor).select_related("session")


def _in(state: str) -> Finder:
    return finder(_seen, lambda sheet, actor: sheet.state == state)


DRAWN_UP = Kind(
    "sheet.drawn_up",
    _("A follow-up sheet concerns your unit"),
    _("%(who)s drew up the follow-up sheet of a session."),
    _in(State.DRAWN_UP),
)
SETTLED = Kind(
    "sheet.settled",
    _("A follow-up sheet that concerns your unit is settled"),
    _("%(who)s settled the follow-up sheet of a session."),
    _in(State.SETTLED),
)

declare(DRAWN_UP, SETTLED)
