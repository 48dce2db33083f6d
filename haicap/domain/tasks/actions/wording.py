"""What the actions keep in words: who acted, and why."""

from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid


def words_of(actor: Actor) -> str:
    """The position the actor acts in, in words, as a row keeps it."""
    return (actor.on_behalf_of or actor.name)[:300]


def reason_of(reason: str) -> str:
    """A reason that says something. Raises Invalid."""
    if not reason.strip():
        raise Invalid("reason", _("Give the reason."))
    return reason.strip()
