"""Where a person gets e-mail: asked for by themselves and confirmed from there, or entered.

An address that its owner typed counts once somebody who reads what arrives there says so:
one sign typed wrong would tell a stranger of the house's work.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, Refusal, Refused
from haicap.foundation.journal.writing import record

from .actions import check_email
from .models import User

CONFIRMED_WITHIN = timedelta(days=3)
SALT = "accounts.email"


@transaction.atomic
def ask_email(user: User, *, actor: Actor, email: str) -> None:
    """The owner names an address; a letter goes there. None: no e-mail any more.

    Raises Invalid for what is no address, Refused for a persona, or where no letter can go.
    """
    if user.is_persona:
        raise Refused(Refusal(_("A persona of the example gets no e-mail.")))
    if not email:
        enter_email(user, actor=actor, email="")
        return
    check_email(email)
    if not settings.MAIL_IS_ON:
        raise Refused(
            Refusal(
                _("This installation sends no e-mail; your administrator can enter the address.")
            )
        )
    user.unconfirmed_email = email
    user.save(update_fields=["unconfirmed_email"])
    record(actor=actor, event="account.ask_email", subject=user, username=user.username)
    from .jobs import confirm_address  # noqa: PLC0415  the job sends what is written here

    confirm_address.defer(user_id=user.pk, email=email)


@transaction.atomic
def enter_email(user: User, *, actor: Actor, email: str) -> None:
    """Entered by who keeps accounts, or taken away. Who may is asked by the caller."""
    if email:
        check_email(email)
    _keep(user, actor, email)


@transaction.atomic
def confirm_email(user: User, *, actor: Actor, email: str) -> None:
    """Raises Invalid for an address that is not the one asked for last."""
    asked = User.objects.select_for_update().get(pk=user.pk).unconfirmed_email
    if not asked or asked != email:
        raise Invalid("token", _("Another address was named since, or this one is confirmed."))
    _keep(user, actor, email)


def _keep(user: User, actor: Actor, email: str) -> None:
    user.email, user.unconfirmed_email = email, ""
    user.save(update_fields=["email", "unconfirmed_email"])
    record(actor=actor, event="account.set_email", subject=user, username=user.username)


def opened(token: str) -> tuple[User, str] | None:
    """Whose address a link of ours confirms; None for one that is not ours or too old."""
    try:
        number, email = signing.loads(token, salt=SALT, max_age=CONFIRMED_WITHIN)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=number, is_active=True).first()
    return (user, email) if user else None


def token_of(user: User, email: str) -> str:
    """What `opened` opens."""
    return signing.dumps([user.pk, email], salt=SALT)
