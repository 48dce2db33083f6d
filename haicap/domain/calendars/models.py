"""Secret addresses at which a calendar program reads: of a person, or of a unit."""

from typing import Self

from django.db import models

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User


class CalendarQuerySet(models.QuerySet["Calendar"]):
    def visible_to(self, actor: Actor) -> Self:
        """Each their own: whoever knows the address reads what its owner may see."""
        return self if actor.is_house else self.filter(owner=actor.user_id)

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Calendar(models.Model):
    """An address that lets a calendar program read as its owner. Only its secret's hash is kept."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="calendars")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="calendars")
    """Whose sessions and deadlines; null: those of its owner."""
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "unit"],
                condition=models.Q(closed_at=None),
                nulls_distinct=False,
                name="one_open_calendar_each",
            )
        ]

    def __str__(self) -> str:
        return str(self.unit or self.owner)
