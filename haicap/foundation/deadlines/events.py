"""What can happen to a deadline that is kept."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("clock.start", _("%(actor)s started the clock of “%(title)s”: due on %(due)s.")),
    Event(
        "clock.pause",
        _("%(actor)s stopped the clock of “%(title)s” from %(since)s: %(reason)s"),
    ),
    Event(
        "clock.resume",
        _("%(actor)s let the clock of “%(title)s” run again from %(until)s: due on %(due)s."),
    ),
    Event(
        "clock.restart",
        _("%(actor)s set the clock of “%(title)s” back to zero on %(day)s: due on %(due)s."),
    ),
    Event(
        "clock.extend",
        _("%(actor)s extended “%(title)s” from %(old)s to %(due)s: %(reason)s"),
    ),
    Event("clock.print", _("%(actor)s gave out a slip for “%(title)s” with the date %(due)s.")),
    Event("clock.end", _("%(actor)s ended the clock of “%(title)s” on %(day)s.")),
    Event(
        "clock.recompute",
        _("Law or calendar changed: “%(title)s” is due on %(due)s, no longer on %(old)s."),
    ),
)
