"""What people are told across rooms."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.alerts.kinds import Kind, declare

from .digest import compose, readers

DIGEST = Kind(
    "digest",
    _("The digest of a working morning: what is late, due soon, new, and waits for you"),
    compose=compose,
    readers=readers,
)

declare(DIGEST)
