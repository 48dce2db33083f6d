"""Reads of alerts: what a person was told, how much of it is unread, what they want by e-mail."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User

from .kinds import Kind, Matter, declared, kind_named
from .models import Alert, Delivery, Mute, Outcome

MOST_COUNTED = 99
NEWS_FOR = timedelta(days=7)
"""As long as a letter is tried: older news is no news, and stands on the page of alerts."""


@dataclass(frozen=True)
class Told:
    """An alert with its words, and what it speaks of if the reader may see that now."""

    alert: Alert
    sentence: str
    matter: Matter | None


@dataclass(frozen=True)
class Choice:
    """A kind, and whether this person wants it by e-mail."""

    kind: Kind
    is_muted: bool


def unread_count(actor: Actor) -> int:
    """How many are unread, counted up to one more than MOST_COUNTED."""
    return Alert.objects.visible_to(actor).unread().order_by()[: MOST_COUNTED + 1].count()


def alerts_found(actor: Actor, *, unread: bool = False) -> QuerySet[Alert]:
    """The actor's own."""
    alerts = Alert.objects.visible_to(actor)
    return alerts.unread() if unread else alerts


def told(alerts: Iterable[Alert], actor: Actor) -> list[Told]:
    """Each in its place, with its matter as the actor may see it now; one question a kind."""
    rows = list(alerts)
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for alert in rows:
        wanted[alert.kind].add(alert.subject)
    found = {
        key: kind.find(actor, subjects)
        for key, subjects in wanted.items()
        if (kind := kind_named(key))
    }
    return [
        Told(alert, _sentence(alert, found), found.get(alert.kind, {}).get(alert.subject))
        for alert in rows
    ]


def _sentence(alert: Alert, found: Mapping[str, Mapping[str, Matter]]) -> str:
    """What is not the reader's to see any more is not described either."""
    kind = kind_named(alert.kind)
    if kind is None:
        return _("This version has no words for this alert (%(kind)s).") % {"kind": alert.kind}
    is_seen = alert.subject in found.get(alert.kind, {})
    return kind.tell(alert.details) if is_seen else str(kind.label)


def news_of(actor: Actor) -> list[Told]:
    """What the digest still has to tell this person: unread, in no letter yet, and holding."""
    muted = set(Mute.objects.filter(user=actor.user_id or 0).values_list("kind", flat=True))
    kinds = [
        kind.key
        for kind in declared().values()
        if not kind.is_urgent and not (kind.can_be_muted and kind.key in muted)
    ]
    alerts = Alert.objects.visible_to(actor).unread().filter(carried_by=None, kind__in=kinds)
    fresh = alerts.filter(told_at__gte=timezone.now() - NEWS_FOR).order_by("id")
    return [each for each in told(fresh, actor) if each.matter and each.matter.holds]


def choices_of(user: User) -> list[Choice]:
    """Every kind in the order of its words."""
    muted = set(Mute.objects.filter(user=user).values_list("kind", flat=True))
    kinds = sorted(declared().values(), key=lambda kind: str(kind.label))
    return [Choice(kind, kind.can_be_muted and kind.key in muted) for kind in kinds]


def deliveries_found(actor: Actor, outcome: str = "") -> QuerySet[Delivery]:
    """E-mails as they stand, for who may see them."""
    found = Delivery.objects.visible_to(actor).select_related("user")
    return found.filter(outcome=outcome) if outcome else found


def waiting_count(actor: Actor) -> int:
    """How many wait to be sent, late ones first among the reasons to look."""
    return deliveries_found(actor, Outcome.WAITING).count()


def label_of(key: str) -> str:
    """A kind in words; one that this version does not declare, by its key."""
    kind = kind_named(key)
    return str(kind.label) if kind else key


def reason_of(delivery: Delivery) -> str:
    """Why the last attempt failed or nothing was sent; what a mail server said, as it said it."""
    return _(delivery.reason) if delivery.reason else ""


def up_to(rows: Sequence[Told]) -> int:
    """The newest of these."""
    return max((each.alert.pk for each in rows), default=0)
