"""Postings, the balances folded from them, and the tree along which they add up."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

# Money in đồng of the whole country and shares of a percent both fit.
DIGITS, DECIMALS = 20, 4


class Posting(models.Model):
    """One event's effect on one measure at one place. Never changed: the database refuses.

    Partitioned by the year of `day`. Places, measures and sources are opaque keys.
    """

    posted_at = models.DateTimeField()
    measure = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    day = models.DateField()
    dimensions = models.JSONField(default=dict)
    """Name → value, both text: what a figure can be divided by."""
    delta = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS)
    source_type = models.CharField(max_length=80)
    source_id = models.CharField(max_length=40)
    corrects = models.BigIntegerField(null=True)
    """The posting that this counter-entry takes back."""

    class Meta:
        indexes = [
            models.Index(fields=["measure", "place", "day"], name="posting_of_place"),
            models.Index(fields=["source_type", "source_id"], name="posting_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.place} {self.day} {self.delta:+f}"


class Unfolded(models.Model):
    """A posting that is in no balance yet; written with it, by the database.

    Repeats what reading needs, and names the place with all those above it on that day.
    """

    posting_id = models.BigIntegerField(primary_key=True)
    measure = models.CharField(max_length=60)
    places = ArrayField(models.CharField(max_length=60))
    day = models.DateField()
    dimensions = models.JSONField()
    delta = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS)

    class Meta:
        indexes = [models.Index(fields=["measure", "day"], name="unfolded_measure")]

    def __str__(self) -> str:
        return str(self.posting_id)


class Balance(models.Model):
    """What was posted at a place, and at all places below it, in one day, month or year."""

    class Grain(models.TextChoices):
        DAY = "d"
        MONTH = "m"
        YEAR = "y"

    measure = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    grain = models.CharField(max_length=1, choices=Grain)
    start = models.DateField()
    """The first day of the day, month or year."""
    dimensions = models.JSONField()
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS)
    postings = models.BigIntegerField()
    """How many postings it sums up: none is “not known”, which is not zero."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "place", "grain", "start", "dimensions"],
                name="one_balance_each",
            ),
            models.CheckConstraint(
                condition=models.Q(grain__in=["d", "m", "y"]), name="balance_grain_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.place} {self.grain} {self.start}: {self.amount}"


class Branch(models.Model):
    """A place lies below another one, from one day to another: the tree that figures climb."""

    place = models.CharField(max_length=60)
    above = models.CharField(max_length=60)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    """The first day on which it no longer holds."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "from_on"], name="one_branch_a_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=~models.Q(place=models.F("above")), name="no_place_above_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(from_on=None)
                | models.Q(until_on=None)
                | models.Q(until_on__gt=models.F("from_on")),
                name="branch_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["above"], name="branch_above")]

    def __str__(self) -> str:
        return f"{self.place} → {self.above}"
