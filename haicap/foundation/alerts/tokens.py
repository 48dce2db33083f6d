"""Whoever holds a letter may unsubscribe from its kind: the link says of whom and of what."""

from django.core import signing

from haicap.foundation.accounts.models import User

from .kinds import Kind, kind_named

SALT = "alerts.unsubscribe"


def token_of(user: User, kind: Kind) -> str:
    """Opens one thing: no e-mail of this kind to this person. It does not end."""
    return signing.dumps([user.pk, kind.key], salt=SALT)


def opened(token: str) -> tuple[User, Kind] | None:
    """Whom and what it names; None for one that is not ours."""
    try:
        number, key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user, kind = User.objects.filter(pk=number).first(), kind_named(key)
    return (user, kind) if user and kind and kind.can_be_muted else None
