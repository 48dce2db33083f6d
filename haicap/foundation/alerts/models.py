"""What people were told, what goes out by e-mail, and what they do not want by e-mail."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Actor
from haicap.foundation.accounts.models import User


class Outcome(models.TextChoices):
    """How a delivery ended, or that it has not."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not delivered")
    SPARED = "spared", _("not needed")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, actor: Actor) -> Self:
        """All, to whoever runs the installation; to others none."""
        return self if actor.is_house or actor.is_administrator else self.none()


class Delivery(models.Model):
    """One e-mail to one person, from when it is due until it has left the house."""

    user = models.ForeignKey(User, models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    """What it tells: of one thing, nobody gets two."""
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """Not before: outside the quiet hours, and after a failure a while later."""
    attempts = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    """Why the last attempt failed, or why there was nothing to send."""
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="delivery_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="delivery_outcome"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="delivery_waiting",
                condition=models.Q(outcome=Outcome.WAITING),
            ),
            models.Index(fields=["outcome", "-id"], name="delivery_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key} {self.outcome}"


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own; what each speaks of is asked of its room."""
        return self.filter(user_id=actor.user_id) if actor.user_id else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Alert(models.Model):
    """One person, one fact: what they are told of it, and whether they have read it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=40)
    fact = models.CharField(max_length=120)
    """What happened, in a word of its room: nobody is told of it twice."""
    subject = models.CharField(max_length=40)
    """The key of the record that it speaks of."""
    details = models.JSONField(default=dict)
    is_simulated = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    carried_by = models.ForeignKey(
        Delivery, models.SET_NULL, null=True, blank=True, related_name="alerts"
    )
    """The e-mail that tells of it, or that found nothing to tell any more."""

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "fact"], name="alert_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="alert_of_user"),
            models.Index(
                fields=["user", "-id"], name="alert_unread", condition=models.Q(read_at=None)
            ),
            models.Index(fields=["kind", "fact"], name="alert_fact"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} {self.fact}"


class Mute(models.Model):
    """A kind that a person does not want by e-mail; in the house it is shown all the same."""

    user = models.ForeignKey(User, models.CASCADE, related_name="mutes")
    kind = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mute_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"
