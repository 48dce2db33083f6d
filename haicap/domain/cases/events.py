"""What can happen to a worked case."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("case.load", _("%(actor)s loaded the worked case %(case)s: %(entries)s entries")),
    Event("persona.enter", _("Somebody took the place of the persona %(persona)s")),
)
