"""Everything that changes the addresses of calendars."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor, require
from haicap.foundation.accounts.models import User
from haicap.foundation.api.tokens import digest, new_secret
from haicap.foundation.journal.writing import record

from .models import Calendar
from .rules import by_its_owner, by_who_works_there


@dataclass(frozen=True)
class Opened:
    """A calendar and the secret of its address, which is known only here and now."""

    calendar: Calendar
    secret: str


@transaction.atomic
def open_calendar(owner: User, *, actor: Actor, unit: Unit | None = None) -> Opened:
    """A new secret address. The one that this person had for the same calendar is closed."""
    # Two clicks at once: the second waits, then closes what the first opened.
    User.objects.select_for_update().get(pk=owner.pk)
    secret = new_secret()
    calendar = Calendar(owner=owner, unit=unit, sha256=digest(secret))
    require(by_its_owner(actor, calendar))
    require(by_who_works_there(actor, calendar))
    for earlier in Calendar.objects.open().filter(owner=owner, unit=unit):
        close_calendar(earlier, actor=actor)
    calendar.save()
    record(actor=actor, event="calendar.open", subject=calendar, whose=str(calendar))
    return Opened(calendar, secret)


@transaction.atomic
def close_calendar(calendar: Calendar, *, actor: Actor) -> None:
    """The address answers nothing from now on; closed again, nothing changes."""
    require(by_its_owner(actor, calendar))
    now = timezone.now()
    if Calendar.objects.open().filter(pk=calendar.pk).update(closed_at=now):
        calendar.closed_at = now
        record(actor=actor, event="calendar.close", subject=calendar, whose=str(calendar))
