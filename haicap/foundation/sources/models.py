"""Where a statement comes from: press reports and other texts, and which record rests on which."""

from datetime import date

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haicap.foundation.search.lookups import word_index

LONG_AGO = date(1, 1, 1)


class Marked(models.Model):
    """A record that knows whether it is simulated: made by the example, not by the world."""

    is_simulated = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


class Source(models.Model):
    """A text that somebody published, or the example's own: worked out from it, or simulated."""

    class Kind(models.TextChoices):
        PRESS = "press", _("press report")
        REGISTER = "register", _("public register")
        DERIVATION = "derivation", _("worked out from the sources")
        SIMULATION = "simulation", _("simulated for the example")

    code = models.SlugField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=5)
    published_on = models.DateField(null=True)
    listed_on = models.GeneratedField(
        expression=Coalesce("published_on", models.Value(LONG_AGO)),
        output_field=models.DateField(),
        db_persist=True,
    )
    """Where it stands in lists by day: one without a day is the oldest."""
    address = models.URLField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["press", "register", "derivation", "simulation"]),
                name="source_kind_is_known",
            )
        ]
        indexes = [
            models.Index(fields=["-listed_on", "code"], name="source_by_day"),
            word_index("title", "source_words"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("sources:detail", args=[self.code])

    @property
    def is_published(self) -> bool:
        """Somebody outside said it; else it is the example's own, worked out or made up."""
        return self.kind in (self.Kind.PRESS, self.Kind.REGISTER)


class Citation(models.Model):
    """A record, or one field of it, rests on a source; or that source is silent on it.

    Opaque keys, no foreign key to the record: the foundation knows no room.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    field = models.CharField(max_length=60, blank=True)
    """The field it speaks of; empty: the record as a whole."""
    is_silent = models.BooleanField(default=False)
    """The source could have said it, and does not."""
    value = models.CharField(max_length=300, blank=True)
    """What the source says where sources differ; empty: what the record holds."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "field", "source"], name="one_citation_each"
            ),
            models.CheckConstraint(
                condition=models.Q(is_silent=False) | models.Q(value="") & ~models.Q(field=""),
                name="silence_is_on_a_field_and_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} on {self.subject_type} {self.subject_id} {self.field}".strip()
