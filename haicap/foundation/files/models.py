"""Files, stored once by the hash of their content."""

from django.db import models


class StoredFile(models.Model):
    """One content, whoever and however often it was handed in; never changed."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_is_not_empty")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """Where the storage keeps it."""
        return f"{self.sha256[:2]}/{self.sha256}"
