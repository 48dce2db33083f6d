"""What can happen around alerts."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("alert.mute", _("%(actor)s wants no e-mail any more of this kind: %(kind)s.")),
    Event("alert.unmute", _("%(actor)s wants e-mail again of this kind: %(kind)s.")),
    Event("delivery.retry", _("%(actor)s had an e-mail to %(username)s tried again.")),
)
