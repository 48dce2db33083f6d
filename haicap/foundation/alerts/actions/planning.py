"""The digests of a working morning."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from haicap.foundation.alerts.hours import hour_of, not_before
from haicap.foundation.alerts.kinds import Kind, declared
from haicap.foundation.alerts.models import Delivery, Mute, Outcome
from haicap.foundation.deadlines.calendar import working_calendar

ROWS_AT_ONCE = 1000
OVERTAKEN = gettext_noop("A later digest tells of it.")


def plan_digests() -> int:
    """A delivery for each reader of today's digest, once its hour has come; returns how many.

    Run as often as one likes: nobody gets two on one day. One of an earlier day that could not
    be sent yet is not needed any more: today's tells of all that it would have told.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    if not settings.MAIL_IS_ON or not working_calendar().is_working(today):
        return 0
    if timezone.localtime(now).time() < hour_of("alert.digest", now):
        return 0
    return sum(_plan(kind, now) for kind in declared().values() if kind.compose)


@transaction.atomic
def _plan(kind: Kind, now: datetime) -> int:
    key = f"{kind.key} {timezone.localdate(now).isoformat()}"
    planned = Delivery.objects.filter(kind=kind.key, key=key)
    unwanted = Mute.objects.filter(kind=kind.key).values("user")
    readers = kind.readers().filter(is_active=True, is_persona=False).exclude(email="")
    readers = readers.exclude(pk__in=unwanted).exclude(pk__in=planned.values("user"))
    users = list(readers.order_by("pk").values_list("pk", flat=True))
    older = Delivery.objects.filter(kind=kind.key, user__in=users, outcome=Outcome.WAITING)
    older.update(outcome=Outcome.SPARED, reason=OVERTAKEN, ended_at=now)
    Delivery.objects.bulk_create(
        [
            Delivery(user_id=user, kind=kind.key, key=key, created_at=now, due_at=not_before(now))
            for user in users
        ],
        batch_size=ROWS_AT_ONCE,
        ignore_conflicts=True,
    )
    return len(users)
