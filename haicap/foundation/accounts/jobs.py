"""What the accounts do on schedule."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.jobs import every

from .actions import forget_old_sign_ins


@every("29 19 * * *", name="accounts.forget_old_sign_ins", title=_("Forget old sign-ins"))
def forget() -> None:
    """Drop sessions that are over and failed sign-ins of long ago. Safe to run twice."""
    forget_old_sign_ins()
