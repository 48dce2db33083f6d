"""What becomes of a delivery: taken, sent, tried again, given up, or not needed.

It is taken by moving its hour on, so that two hands never take the same one, and one whose hand
died is taken again by itself.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from haicap.foundation.access import Actor
from haicap.foundation.alerts.hours import not_before
from haicap.foundation.alerts.models import Alert, Delivery, Outcome
from haicap.foundation.journal.writing import record
from haicap.foundation.workflow import MoveFailed

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=2), timedelta(hours=1)
TRIED_FOR = timedelta(days=7)
DOUBLED_AT_MOST = 10  # times; beyond, it is the longest pause anyway
NOTHING_TO_TELL = gettext_noop("There was nothing to tell any more.")


@transaction.atomic
def take_due() -> Delivery | None:
    """The next delivery that is due, which is not due again until this attempt must be over."""
    now = timezone.now()
    if not_before(now) > now:
        return None
    due = Delivery.objects.filter(outcome=Outcome.WAITING, due_at__lte=now)
    delivery = due.select_for_update(skip_locked=True).order_by("due_at", "id").first()
    if delivery is None:
        return None
    delivery.attempts += 1
    pause: timedelta = FIRST_PAUSE * 2 ** min(delivery.attempts - 1, DOUBLED_AT_MOST)
    delivery.due_at = now + min(pause, LONGEST_PAUSE)
    delivery.save(update_fields=["attempts", "due_at"])
    return delivery


def took(delivery: Delivery, alerts: Iterable[int]) -> None:
    """The mail server took it: no later letter tells of these alerts."""
    _end(delivery, Outcome.SENT, "", alerts)


def spare(delivery: Delivery) -> None:
    """There is nothing to tell any more, or nobody to tell it to."""
    _end(delivery, Outcome.SPARED, NOTHING_TO_TELL)


def give_up(delivery: Delivery, reason: str) -> None:
    """The mail server will never take it."""
    _end(delivery, Outcome.FAILED, reason)


def try_again(delivery: Delivery, reason: str) -> None:
    """It waits for its next hour; after a week it is given up."""
    if delivery.created_at + TRIED_FOR < timezone.now():
        give_up(delivery, reason)
    else:
        _own(delivery).update(reason=reason)


@transaction.atomic
def _end(delivery: Delivery, outcome: Outcome, reason: str, alerts: Iterable[int] = ()) -> None:
    """Compare-and-swap: of an attempt that was overtaken, the later one has the word."""
    now = timezone.now()
    if _own(delivery).update(outcome=outcome, reason=reason, ended_at=now):
        Alert.objects.filter(pk__in=list(alerts), carried_by=None).update(carried_by=delivery)


def _own(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        pk=delivery.pk, outcome=Outcome.WAITING, attempts=delivery.attempts
    )


@transaction.atomic
def retry(delivery: Delivery, *, actor: Actor) -> None:
    """Try one that was given up once more. Raises MoveFailed where it is not given up."""
    given_up = Delivery.objects.filter(pk=delivery.pk, outcome=Outcome.FAILED)
    now = timezone.now()
    if not given_up.update(
        outcome=Outcome.WAITING, ended_at=None, created_at=now, due_at=not_before(now)
    ):
        raise MoveFailed(_("This e-mail is not given up: it waits, was sent, or is not needed."))
    record(
        actor=actor,
        event="delivery.retry",
        subject=delivery,
        username=delivery.user.username,
    )
