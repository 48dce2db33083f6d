"""What can happen to a source."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(Event("source.add", _("%(actor)s added the source %(code)s: %(title)s.")))
