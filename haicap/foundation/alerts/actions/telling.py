"""Tell people of a fact: each once, however often and by however many hands it is told."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from haicap.foundation.accounts.models import User
from haicap.foundation.alerts.hours import not_before
from haicap.foundation.alerts.kinds import Kind, actor_for
from haicap.foundation.alerts.models import Alert, Delivery, Outcome
from haicap.foundation.journal.models import Entry

KEPT_FOR = timedelta(days=400)
"""A year, and a little: who comes back to it finds last year's."""
ROWS_AT_ONCE = 1000


def tell(
    kind: Kind,
    people: Iterable[int],
    *,
    fact: str,
    subject: object,
    details: Mapping[str, Any] | None = None,
    is_simulated: bool = False,
) -> int:
    """Tell those of these people who may see what it is about; returns of how many it was news.

    `fact` names what happened, `subject` is the key of the record. Who was told of this fact
    already, is not told again.
    """
    accounts = User.objects.filter(pk__in=set(people), is_active=True).order_by("pk")
    key = str(subject)
    reached = [user for user in accounts if _is_to_be_told(kind, user, key)]
    with transaction.atomic():
        known = set(_told_of(kind, fact).values_list("user_id", flat=True))
        Alert.objects.bulk_create(
            [
                Alert(
                    user=user,
                    kind=kind.key,
                    fact=fact,
                    subject=key,
                    details=dict(details or {}),
                    is_simulated=is_simulated,
                    told_at=timezone.now(),
                )
                for user in reached
            ],
            batch_size=ROWS_AT_ONCE,
            ignore_conflicts=True,
        )
        if kind.is_urgent and settings.MAIL_IS_ON:
            _deliver(kind, fact)
    return sum(user.pk not in known for user in reached)


def tell_of(entry: Entry, kind: Kind, people: Iterable[int], /, **details: Any) -> int:
    """Tell people of a journal entry, but not whoever made it.

    What is dated back is history: whoever it concerns has known it for long.
    """
    if entry.backdated_because:
        return 0
    return tell(
        kind,
        set(people) - {entry.actor_id},
        fact=f"entry:{entry.pk}",
        subject=entry.subject_id,
        details=details,
        is_simulated=entry.is_simulated,
    )


def _is_to_be_told(kind: Kind, user: User, subject: str) -> bool:
    matter = kind.find(actor_for(user), [subject]).get(subject)
    return matter is not None and matter.holds


def _told_of(kind: Kind, fact: str) -> Any:
    return Alert.objects.filter(kind=kind.key, fact=fact)


def _deliver(kind: Kind, fact: str) -> None:
    """A delivery for each of these alerts that has none and whose reader has an address."""
    key, now = f"{kind.key} {fact}", timezone.now()
    bare = _told_of(kind, fact).filter(carried_by=None, user__is_persona=False)
    bare = bare.exclude(user__email="").values_list("user_id", flat=True)
    Delivery.objects.bulk_create(
        [
            Delivery(user_id=user, kind=kind.key, key=key, created_at=now, due_at=not_before(now))
            for user in bare
        ],
        batch_size=ROWS_AT_ONCE,
        ignore_conflicts=True,
    )
    for delivery in Delivery.objects.filter(key=key, user__in=bare):
        Alert.objects.filter(
            kind=kind.key, fact=fact, user=delivery.user_id, carried_by=None
        ).update(carried_by=delivery)


@transaction.atomic
def forget_old() -> int:
    """Drop alerts and deliveries of long ago; what still waits to be sent, stays."""
    before = timezone.now() - KEPT_FOR
    old = Alert.objects.filter(told_at__lt=before)
    count = int(old.filter(~Q(carried_by__outcome=Outcome.WAITING)).delete()[0])
    done = Delivery.objects.filter(created_at__lt=before).exclude(outcome=Outcome.WAITING)
    return count + int(done.delete()[0])
