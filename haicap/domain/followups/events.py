"""What can happen to a follow-up sheet."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event(
        "sheet.draw_up",
        _("%(actor)s drew up the follow-up sheet as of %(as_of)s, rows: %(rows)s."),
    ),
    Event("row.assess", _("%(actor)s assessed row %(number)s: %(assessment)s.")),
    Event("row.carry_over", _("%(actor)s carried row %(number)s over as item %(label)s.")),
    Event("sheet.settle", _("%(actor)s settled the follow-up sheet.")),
)
