"""What a person has read."""

from django.utils import timezone

from haicap.foundation.access import Actor
from haicap.foundation.alerts.models import Alert


def mark_read(alert: Alert, *, actor: Actor) -> None:
    """Read already: nothing."""
    now = timezone.now()
    Alert.objects.visible_to(actor).filter(pk=alert.pk, read_at=None).update(read_at=now)


def mark_all_read(*, actor: Actor, up_to: int) -> int:
    """All up to the newest one that the page showed: what came after it was not seen yet."""
    seen = Alert.objects.visible_to(actor).unread().filter(pk__lte=up_to)
    return seen.update(read_at=timezone.now())
