"""Access tokens, and the answers kept for requests that may be sent twice."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.foundation.accounts.models import User


class TokenQuerySet(models.QuerySet["Token"]):
    def live(self) -> "TokenQuerySet":
        """Not revoked; its last day may have passed."""
        return self.filter(revoked_at=None)

    def usable(self) -> "TokenQuerySet":
        """Lets its owner in today."""
        return self.live().filter(expires_on__gte=timezone.localdate(), user__is_active=True)


class Token(models.Model):
    """A key with which a program acts as one person. Only the hash of its secret is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("last day"))
    revoked_at = models.DateTimeField(null=True, editable=False)
    last_used_on = models.DateField(null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=models.Q(revoked_at=None),
                name="one_live_token_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class KeptAnswer(models.Model):
    """What was answered to a creation sent with an Idempotency-Key: sent again, answered again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of what was asked: the same key for something else is a mistake of the sender."""
    status = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    location = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_to_a_key")]
        indexes = [models.Index(fields=["answered_at"], name="kept_answer_age")]

    def __str__(self) -> str:
        return f"{self.status} to {self.key}"
