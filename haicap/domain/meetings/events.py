"""What can happen to a session."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("session.plan", _("%(actor)s planned the session “%(title)s” for %(day)s.")),
    Event("session.reschedule", _("%(actor)s moved the session to %(day)s.")),
    Event("session.hold", _("%(actor)s recorded that the session was held on %(day)s.")),
    Event("session.conclude", _("%(actor)s recorded that the session was concluded.")),
    Event("session.cancel", _("%(actor)s cancelled the session: %(reason)s")),
    Event("session.give_report", _("%(actor)s had the report “%(report)s” given at the session.")),
    Event("participant.add", _("%(actor)s added %(who)s to those who took part.")),
    Event("agenda_item.add", _("%(actor)s put on the agenda: %(item)s")),
    Event("visit.record", _("%(actor)s recorded the visit to %(place)s (%(commune)s).")),
)
