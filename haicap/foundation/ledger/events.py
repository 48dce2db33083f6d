"""What can happen to a figure, besides being posted."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event(
        "posting.correct",
        _("%(actor)s took back %(delta)s of %(measure)s at %(place)s: %(reason)s"),
    ),
)
