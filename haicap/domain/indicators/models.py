"""What is measured, and what units report: figures and statements, as they were reported."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import Circle, Unit
from haicap.domain.organisations.queries import in_circles_seen
from haicap.foundation.access import Actor
from haicap.foundation.search.lookups import word_index
from haicap.foundation.sources.models import Marked
from haicap.foundation.ui.addresses import address_of_number

from .wording import in_words


class Indicator(models.Model):
    """Something that is measured: “administrative dossiers received”."""

    class Direction(models.TextChoices):
        HIGHER = "higher", _("higher is better")
        LOWER = "lower", _("lower is better")
        NEITHER = "neither", _("neither")

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    unit_of_measure = models.CharField(max_length=60)
    """In Vietnamese, as it stands behind the number: hồ sơ, %, hộ."""
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.NEITHER)
    minimum = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    maximum = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    """Beyond these no value is possible: a count is not below 0, a share of a whole not above
    100 %; null: no limit (a fulfilment of a plan may be 103 %, a growth negative)."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(direction__in=["higher", "lower", "neither"]),
                name="indicator_direction_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum=None)
                | models.Q(maximum=None)
                | models.Q(maximum__gte=models.F("minimum")),
                name="indicator_limits_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, actor: Actor) -> Self:
        """The units that report, the unit reported to and its office, the group that follows."""
        if actor.is_house:
            return self
        return self.filter(in_circles_seen(actor))


class Report(Marked):
    """What one or more communes report of a period: the whole that figures and words belong to."""

    title = models.CharField(max_length=300)
    units = models.ManyToManyField(Unit, related_name="reports")
    """Who reports; several: together, and who said what is not stated."""
    reported_to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="reports", editable=False)
    """Whom it concerns: who reports, and to whom. Kept by the database."""
    reported_on = models.DateField(null=True)
    period = models.CharField(max_length=200)
    """The period in words, as the report names it."""
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    """The last day of the period; null: not stated exactly."""
    outlook = models.CharField(max_length=300, blank=True)
    """The coming period whose directions the report gives, in words."""

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_on=None)
                | models.Q(to_on=None)
                | models.Q(to_on__gte=models.F("from_on")),
                name="report_period_is_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-id"], name="report_of_circle"),
            word_index("title", "report_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_number("portal:report", self.pk)


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(report__in=Report.objects.visible_to(actor))


class Statement(Marked):
    """A result reported in words: it carries no number."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_statement_a_number")
        ]
        indexes = [word_index("text", "statement_words")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{reverse('portal:report', args=[self.report_id])}#statement-{self.pk}"


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(report__in=Report.objects.visible_to(actor))


class Figure(Marked):
    """A number as it was reported, with its bound: “more than 15,000” is not 15,000."""

    class Bound(models.TextChoices):
        EXACT = "exact", _("exactly")
        MORE_THAN = "more_than", _("more than")
        AT_LEAST = "at_least", _("at least")
        LESS_THAN = "less_than", _("less than")
        AT_MOST = "at_most", _("at most")
        ABOUT = "about", _("about")

    report = models.ForeignKey(Report, models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures")
    value = models.DecimalField(max_digits=20, decimal_places=4)
    bound = models.CharField(max_length=10, choices=Bound, default=Bound.EXACT)
    period = models.CharField(max_length=200, blank=True)
    """The window in words where it is not the report's own."""
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    remark = models.CharField(max_length=500, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    """The figure that this one corrects: what was reported first stays, and stays readable."""
    reason = models.CharField(max_length=500, blank=True)
    """Why it was corrected."""

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    bound__in=["exact", "more_than", "at_least", "less_than", "at_most", "about"]
                ),
                name="figure_bound_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on=None)
                | models.Q(to_on=None)
                | models.Q(to_on__gte=models.F("from_on")),
                name="figure_window_is_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None, reason="")
                | (models.Q(corrects__isnull=False) & ~models.Q(reason="")),
                name="a_correction_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """“hơn 15.000 hồ sơ”: the value is never shown without its bound."""
        return in_words(self)

    @property
    def is_exact(self) -> bool:
        return self.bound == self.Bound.EXACT

    def get_absolute_url(self) -> str:
        return address_of_number("portal:figure", self.pk)
