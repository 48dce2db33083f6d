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
    Event(
        "session.override",
        _("%(actor)s kept to the time although it clashes (%(clashes)s): %(reason)s"),
    ),
    Event("invitation.send", _("%(actor)s invited: %(who)s.")),
    Event("invitation.withdraw", _("%(actor)s withdrew the invitation of: %(who)s.")),
    Event("invitation.answer", _("%(actor)s answered the invitation of: %(who)s.")),
    Event(
        "report_request.send",
        _("%(actor)s asked %(commune)s to hand in papers for the session by %(due_on)s."),
    ),
    Event("material.hand_in", _("%(actor)s handed in “%(name)s” for %(unit)s.")),
    Event("participant.attend", _("%(actor)s noted the attendance of: %(who)s.")),
    Event("visit.find", _("%(actor)s wrote down what was found at %(place)s.")),
    Event("visit.picture", _("%(actor)s added the picture “%(name)s” of %(place)s.")),
    Event("participant.add", _("%(actor)s added %(who)s to those who took part.")),
    Event("agenda_item.add", _("%(actor)s put on the agenda: %(item)s")),
    Event("visit.record", _("%(actor)s recorded the visit to %(place)s (%(commune)s).")),
)
