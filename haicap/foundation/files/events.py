"""What can happen to a file."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(Event("file.store", _("%(actor)s handed in the file “%(name)s”.")))
