"""Who may make and revoke an access token?"""

from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Refusal
from haicap.foundation.accounts.models import User


def by_its_owner(actor: Actor, owner: User) -> Refusal | None:
    """A token acts as its owner, so nobody else may make one; the house may, at the console."""
    if actor.is_house or actor.user_id == owner.pk:
        return None
    return Refusal(_("An access token is made and revoked only by the person it belongs to."))
