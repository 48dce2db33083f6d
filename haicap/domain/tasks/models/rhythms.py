"""How often a regular task comes round, and on which day its product is due."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.foundation.sources.models import Marked

from .task import Task


class Rhythm(Marked):
    """The periods of a regular task: each becomes a task of its own, with a deadline."""

    class Every(models.TextChoices):
        WEEK = "week", _("every week")
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")
        HALF_YEAR = "half_year", _("every half-year")
        YEAR = "year", _("every year")

    task = models.OneToOneField(Task, models.PROTECT, related_name="rhythm")
    every = models.CharField(max_length=10, choices=Every)
    day = models.PositiveSmallIntegerField(null=True)
    """Due on this day of the week (Monday is 1), or of the last month of the period; null: by the
    windows of periodic reporting, on the first working day after the figures are closed."""
    from_on = models.DateField()
    """The first period is the one in which this day lies."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(every__in=["week", "month", "quarter", "half_year", "year"]),
                name="rhythm_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(every="week", day__gte=1, day__lte=7)
                | (~models.Q(every="week") & models.Q(day=None))
                | (~models.Q(every="week") & models.Q(day__gte=1, day__lte=31)),
                name="rhythm_has_a_day_that_there_is",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_every_display())
