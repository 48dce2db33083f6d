"""What can happen to the address of a calendar."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("calendar.open", _("%(actor)s opened a calendar address: %(whose)s.")),
    Event("calendar.close", _("%(actor)s closed a calendar address: %(whose)s.")),
)
