"""What people are told of notices."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Actor
from haicap.foundation.alerts.finding import finder
from haicap.foundation.alerts.kinds import Finder, Kind, declare

from .models import Notice, NoticeQuerySet

State = Notice.State


def _seen(actor: Actor) -> NoticeQuerySet:
    return Notice.objects.visible_to(actor).select_related("conclusion")


def _in(*states: str) -> Finder:
    return finder(_seen, lambda notice, actor: notice.state in states)


ISSUED = Kind(
    "notice.issued",
    _("Your unit received a notice"),
    _("%(who)s issued the notice %(symbol)s."),
    _in(State.ISSUED),
    is_urgent=True,
    can_be_muted=False,
)
RECALLED = Kind(
    "notice.recalled",
    _("A notice that your unit received is recalled"),
    _("%(who)s recalled the notice %(symbol)s: %(reason)s"),
    _in(State.RECALLED),
    is_urgent=True,
    can_be_muted=False,
)
REPLACED = Kind(
    "notice.replaced",
    _("A notice that your unit received is replaced"),
    _("%(who)s replaced the notice %(symbol)s by %(by)s."),
    _in(State.REPLACED),
    is_urgent=True,
    can_be_muted=False,
)

declare(ISSUED, RECALLED, REPLACED)
