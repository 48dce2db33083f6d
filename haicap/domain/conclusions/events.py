"""What can happen to a conclusion, its items and its notices."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("conclusion.draft", _("%(actor)s began to draft the conclusion “%(title)s”.")),
    Event("conclusion.deliver", _("%(actor)s recorded that the conclusion was delivered.")),
    Event("item.add", _("%(actor)s added item %(label)s to the conclusion.")),
    Event("item.respond", _("%(actor)s noted that %(label)s answers “%(recommendation)s”.")),
    Event("item.assign", _("%(actor)s assigned %(label)s to %(lead)s as a task.")),
    Event("notice.draft", _("%(actor)s drafted a notice of the conclusion.")),
    Event("notice.issue", _("%(actor)s issued the notice %(symbol)s of %(issued_on)s.")),
    Event("notice.recall", _("%(actor)s recalled the notice %(symbol)s: %(reason)s")),
    Event("notice.replace", _("%(actor)s replaced the notice %(symbol)s by %(by)s.")),
)
