"""What can happen to notes and minutes."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("note.write", _("%(actor)s wrote down what %(who)s said (%(number)s).")),
    Event("note.mend", _("%(actor)s mended the note %(number)s of what %(who)s said.")),
    Event("minutes.draw_up", _("%(actor)s drew up the minutes.")),
    Event("minutes.write", _("%(actor)s signed the minutes as secretary.")),
    Event("minutes.sign", _("%(actor)s signed the minutes as chair.")),
    Event("minutes.return", _("%(actor)s gave the minutes back to the secretary: %(reason)s")),
)
