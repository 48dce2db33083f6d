"""What goes out by the clock."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.alerts import actions
from haicap.foundation.jobs import every

from .sending import send_due


@every("* * * * *", name="alerts.send", title=_("Send e-mails that are due"))
def send() -> None:
    """Send what is due; fails, with the reason, while the mail server takes nothing."""
    send_due()


@every("*/5 * * * *", name="alerts.plan", title=_("Prepare the digests of a working morning"))
def plan() -> None:
    """Give each reader their digest of today, once its hour has come."""
    actions.plan_digests()


@every("41 20 * * *", name="alerts.forget", title=_("Forget alerts of long ago"))
def forget() -> None:
    """Drop what nobody looks for any more."""
    actions.forget_old()
