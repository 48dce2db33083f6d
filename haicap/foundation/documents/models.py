"""The series in which documents are numbered."""

from django.db import models


class Series(models.Model):
    """The last number that an issuer gave out for one type of document, in a year or a term."""

    issuer = models.CharField(max_length=60)
    """An opaque key."""
    document_type = models.CharField(max_length=10, blank=True)
    """As the symbol abbreviates it; empty for a State letter, which has none."""
    period = models.CharField(max_length=40)
    """The year of a State document, the term of a Party document."""
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "document_type", "period"], name="one_series_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.document_type} {self.period}: {self.last}"
