"""Who is concerned with a record, said once for all records that concern the same units.

Law 7 asks of every read who may see it. For each room that is a union: the unit that leads, the
one that verifies, the side that issued with its office … A record points to its circle, and the
circle names those units: reading who sees what then costs what there are circles, not records.
The database itself keeps a record's circle (`organisations_circle_for`): no action can forget.
"""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .standing import Standing


class Circle(models.Model):
    """The units that some records concern, each in its role. Made by the database alone."""

    key = models.CharField(max_length=64, unique=True)
    """The SHA-256 of its concerns: who concerns the same units has the same circle."""

    def __str__(self) -> str:
        return f"circle {self.pk}"


class ConcernQuerySet(models.QuerySet["Concern"]):
    def seen_by(self, standing: "Standing") -> "ConcernQuerySet":
        """Those through which somebody who stands so sees what lies in the circle."""
        units, served = standing.units, standing.served - standing.units
        seen = models.Q(unit__in=units)
        if served:
            seen |= models.Q(unit__in=served, sight=Concern.Sight.SIDE)
        if followed := standing.followed - units:
            seen |= models.Q(unit__in=followed, sight=Concern.Sight.FOLLOWERS)
        return self.filter(seen) if units else self.none()


class Concern(models.Model):
    """A unit is concerned in a role, and through it these people see."""

    class Sight(models.TextChoices):
        """Who of a unit sees what concerns it: its own people always, and with some roles …"""

        OWN = "o", "its own people"
        SIDE = "s", "also the office that keeps its papers"
        FOLLOWERS = "f", "also the group that follows the commune"

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="concerns")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    """What for, with the kind of record: `task.lead`."""
    sight = models.CharField(max_length=1, choices=Sight)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "role", "unit"], name="one_concern_a_role", include=["sight"]
            ),
            models.CheckConstraint(
                condition=models.Q(sight__in=["o", "s", "f"]), name="sight_of_a_concern_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "sight", "circle"], name="concern_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.role}"
