"""Everything that changes access tokens and kept answers."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.writing import record

from .models import KeptAnswer, Token
from .rules import by_its_owner
from .tokens import digest, new_secret

DAYS = 90
MOST_DAYS = 366
ANSWERS_KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True)
class NewToken:
    """A token and its secret, which is known only here and now."""

    token: Token
    secret: str


@transaction.atomic
def create_token(owner: User, *, actor: Actor, name: str, days: int = DAYS) -> NewToken:
    """A new access token, valid for so many days from today; its secret is shown only once."""
    require(by_its_owner(actor, owner))
    name = name.strip()
    _check(owner, name, days)
    secret = new_secret()
    token = Token.objects.create(
        user=owner,
        name=name,
        sha256=digest(secret),
        expires_on=timezone.localdate() + timedelta(days=days),
    )
    record(
        actor=actor,
        event="token.create",
        subject=token,
        name=name,
        owner=str(owner),
        expires_on=f"{token.expires_on:%d/%m/%Y}",
    )
    return NewToken(token, secret)


def _check(owner: User, name: str, days: int) -> None:
    if not owner.is_active:
        raise Invalid("user", _("This account is closed."), owner.username)
    longest = Token._meta.get_field("name").max_length or 0
    if not 0 < len(name) <= longest:
        reason = _("Give the token a name of at most %(count)s characters.") % {"count": longest}
        raise Invalid("name", reason, name)
    if owner.tokens.live().filter(name=name).exists():
        raise Invalid("name", _("This person has a token of this name already."), name)
    if not 1 <= days <= MOST_DAYS:
        reason = _("A token is valid for 1 to %(count)s days.") % {"count": MOST_DAYS}
        raise Invalid("days", reason, days)


@transaction.atomic
def revoke_token(token: Token, *, actor: Actor) -> None:
    """End a token at once; revoking it again changes nothing and is not recorded."""
    require(by_its_owner(actor, token.user))
    now = timezone.now()
    if not Token.objects.live().filter(pk=token.pk).update(revoked_at=now):
        return
    token.revoked_at = now
    record(actor=actor, event="token.revoke", subject=token, name=token.name, owner=str(token.user))


def note_use(token: Token) -> None:
    """Remember the last day of use: one write a day, not one a request."""
    today = timezone.localdate()
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)


def keep_answer(
    *, user_id: int, key: str, fingerprint: str, status: int, content: bytes, location: str
) -> KeptAnswer:
    """Keep what was answered, in the transaction of what was done."""
    return KeptAnswer.objects.create(
        user_id=user_id,
        key=key,
        fingerprint=fingerprint,
        status=status,
        content=content,
        location=location,
    )


def forget_answers() -> int:
    """Drop answers older than anybody would repeat a request; returns how many."""
    old = KeptAnswer.objects.filter(answered_at__lt=timezone.now() - ANSWERS_KEPT_FOR)
    return old.delete()[0]
