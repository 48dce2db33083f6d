"""What the accounts do on schedule."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.foundation.jobs import every, job

from .actions import forget_old_sign_ins
from .mailboxes import token_of
from .models import User


@job("accounts.confirm_address", title=_("Ask whether an e-mail address is right"))
def confirm_address(user_id: int, email: str) -> None:
    """Send the letter with the link. Run twice, it is sent twice, which harms nobody."""
    _send(User.objects.get(pk=user_id), email)


@every("29 19 * * *", name="accounts.forget_old_sign_ins", title=_("Forget old sign-ins"))
def forget() -> None:
    """Drop sessions that are over and failed sign-ins of long ago. Safe to run twice."""
    forget_old_sign_ins()


def _send(user: User, email: str) -> None:
    """The letter that asks whether the address is right; an address given up meanwhile: none."""
    if user.unconfirmed_email != email:
        return
    chosen = user.language if user.language in settings.WORKING_LANGUAGES else ""
    with translation.override(chosen or settings.LANGUAGE_CODE):
        token = token_of(user, email)
        address = settings.ADDRESS + reverse("accounts:confirm-email", args=[token])
        words = gettext(
            "Dear %(name)s,\n\nthis address was named for e-mails of Haicap. Is it yours? Then"
            " confirm it here, within three days:\n\n%(address)s\n\nIf it was not you, do nothing."
        )
        EmailMessage(
            subject=gettext("Haicap: confirm your e-mail address"),
            body=words % {"name": user.name, "address": address},
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
