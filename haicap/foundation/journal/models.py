"""The entries and their seals."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .catalogue import tell


class Entry(models.Model):
    """One thing someone did. Never changed, never deleted: the database itself refuses.

    Holds no foreign keys, so the journal outlives what it describes.
    """

    recorded_at = models.DateTimeField()
    effective_on = models.DateField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    # As long as it takes: somebody may hold many positions, and none of them is dropped.
    on_behalf_of = models.TextField(blank=True)
    is_simulated = models.BooleanField(default=False)
    event = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)
    backdated_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "effective_on", "id"], name="journal_subject"
            ),
            models.Index(fields=["event", "id"], name="journal_event"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.event} {self.subject_type} {self.subject_id}"

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        return tell(self.event, self.on_behalf_of or self.actor_name, self.details)


class Waiting(models.Model):
    """An entry that no seal covers yet; the row is written with the entry, by the database."""

    entry_id = models.BigIntegerField(primary_key=True)

    class Meta:
        db_table = "journal_waiting"

    def __str__(self) -> str:
        return str(self.entry_id)


class Seal(models.Model):
    """A link of the chain: some entries in order, and the seal before it."""

    sealed_at = models.DateTimeField()
    entry_ids = ArrayField(models.BigIntegerField())
    entry_hashes = ArrayField(models.BinaryField())
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"seal {self.pk} over {len(self.entry_ids)} entries"
