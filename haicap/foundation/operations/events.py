"""What can happen to an installation as a whole."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event(
        "installation.restore", _("%(actor)s restored the installation as it was at %(made_at)s.")
    ),
    Event("job.retry", _("%(actor)s had job %(number)s (%(name)s) tried again, which had failed.")),
)
