"""The lists of alerts and of e-mails: as page and as file."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

from .models import Delivery
from .queries import label_of, reason_of

ALERTS = Table("nhac-viec", _("Alerts"), order=("-id",))


def _kind(delivery: Delivery) -> str:
    return label_of(delivery.kind)


DELIVERIES = Table(
    "thu-dien-tu",
    _("E-mails"),
    Column(_("Made at"), lambda each: each.created_at, css="rest"),
    Column(_("Recipient"), lambda each: each.user.name),
    Column(_("What"), _kind, css="rest"),
    Column(_("Outcome of sending"), lambda each: each.get_outcome_display()),
    Column(_("Why"), reason_of, css="rest"),
    Column(_("Attempts"), lambda each: each.attempts, css="number rest"),
    Column(_("Ended at"), lambda each: each.ended_at, css="rest"),
    Column(_("Deed")),
    order=("-id",),
)
