"""What can happen to access tokens."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event(
        "token.create",
        _("%(actor)s made the access token “%(name)s” for %(owner)s, valid to %(expires_on)s."),
    ),
    Event("token.revoke", _("%(actor)s revoked the access token “%(name)s” of %(owner)s.")),
)
