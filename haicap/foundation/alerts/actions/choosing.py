"""What a person wants by e-mail, and what not."""

from django.db import transaction
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Invalid, Refusal, Refused
from haicap.foundation.accounts.models import User
from haicap.foundation.alerts.kinds import Kind, kind_named
from haicap.foundation.alerts.models import Mute
from haicap.foundation.journal.writing import record


@transaction.atomic
def mute(user: User, *, actor: Actor, kind: str) -> None:
    """No e-mail of this kind any more. Muted already: nothing.

    Raises Invalid for no kind, Refused for one that everybody gets, or for a persona, which
    many people share.
    """
    known = _chosen(user, kind)
    if not known.can_be_muted:
        raise Refused(Refusal(_("This is told to everybody whom it concerns.")))
    if Mute.objects.get_or_create(user=user, kind=kind)[1]:
        record(actor=actor, event="alert.mute", subject=user, kind=str(known.label))


@transaction.atomic
def unmute(user: User, *, actor: Actor, kind: str) -> None:
    """E-mail of this kind again. Not muted: nothing."""
    known = _chosen(user, kind)
    if Mute.objects.filter(user=user, kind=kind).delete()[0]:
        record(actor=actor, event="alert.unmute", subject=user, kind=str(known.label))


def _chosen(user: User, key: str) -> Kind:
    if user.is_persona:
        raise Refused(Refusal(_("A persona of the example gets no e-mail.")))
    kind = kind_named(key)
    if kind is None:
        raise Invalid("kind", _("There is no kind of alert of this name."), key)
    return kind
