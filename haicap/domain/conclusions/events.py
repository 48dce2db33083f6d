"""What can happen to a conclusion, its items and its notices."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("conclusion.draft", _("%(actor)s began to draft the conclusion “%(title)s”.")),
    Event("conclusion.deliver", _("%(actor)s recorded that the conclusion was delivered.")),
    Event(
        "conclusion.enter",
        _("%(actor)s entered the document %(symbol)s of %(issued_on)s from %(issuer)s."),
    ),
    Event("item.add", _("%(actor)s added item %(label)s to the conclusion.")),
    Event("item.edit", _("%(actor)s changed item %(label)s.")),
    Event("item.move", _("%(actor)s moved item %(label)s to place %(place)s.")),
    Event("item.remove", _("%(actor)s took item %(label)s out: “%(text)s”")),
    Event("item.respond", _("%(actor)s noted that %(label)s answers “%(recommendation)s”.")),
    Event("item.assign", _("%(actor)s assigned %(label)s to %(lead)s as a task.")),
    Event(
        "item.pass_on",
        _(
            "%(actor)s passed the task from item %(label)s of %(symbol)s on to item %(new_label)s"
            " of %(by)s."
        ),
    ),
    Event("item.take_list", _("%(actor)s assigned the tasks of a list: %(count)s")),
    Event("notice.draft", _("%(actor)s drafted a notice of the conclusion.")),
    Event("notice.edit", _("%(actor)s changed the draft of the notice.")),
    Event("notice.issue", _("%(actor)s issued the notice %(symbol)s of %(issued_on)s.")),
    Event("notice.recall", _("%(actor)s recalled the notice %(symbol)s: %(reason)s")),
    Event("notice.replace", _("%(actor)s replaced the notice %(symbol)s by %(by)s.")),
)
