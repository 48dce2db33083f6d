"""What a leader concluded: item by item, the notice that announces it, the tasks it assigns."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Circle, Unit
from haicap.domain.organisations.queries import Standing, in_circles_seen, standing_of
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor
from haicap.foundation.search.lookups import word_index
from haicap.foundation.sources.models import Marked
from haicap.foundation.ui.addresses import address_of_number
from haicap.foundation.workflow import Stateful


class ConclusionQuerySet(models.QuerySet["Conclusion"]):
    def visible_to(self, actor: Actor) -> Self:
        """The concluding side; whoever sees the session; recipients of its notices; units of tasks
        that it orders, or ordered until a later document did."""
        if actor.is_house:
            return self
        return self.filter(in_circles_seen(actor))

    def awaiting(self, actor: Actor) -> Self:
        """Drafts that a unit the actor acts in, or serves, is to deliver."""
        return self.waiting_for(standing_of(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """The same of a standing, be it an actor's or a unit's."""
        return self.filter(state=Conclusion.State.DRAFTED, issuer__in=standing.sides)


class Conclusion(Stateful, Marked):
    """What a leader concluded at a session (or a directive from above, without one)."""

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Being drafted")
        DELIVERED = "delivered", _("Delivered")

    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="conclusions")
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="conclusions")
    """In whose name the tasks are ordered."""
    concluded_by = models.CharField(max_length=300)
    """The position that concluded, in words."""
    delivered_on = models.DateField(null=True)
    title = models.CharField(max_length=300)
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="conclusions", editable=False)
    """Whom it concerns: its side, those of session and tasks, recipients. Kept by the database."""
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTED, editable=False)

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["drafted", "delivered"]),
                name="conclusion_state_is_known",
            )
        ]
        indexes = [
            models.Index(fields=["circle", "-id"], name="conclusion_of_circle"),
            word_index("title", "conclusion_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of_number("portal:conclusion", self.pk)


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the conclusion."""
        if actor.is_house:
            return self
        return self.filter(in_circles_seen(actor, "conclusion__circle"))


class Item(Marked):
    """One sentence or point of a conclusion; whatever it orders hangs on it."""

    class Wording(models.TextChoices):
        """Whose words the item carries."""

        OWN = "own", _("the document's own words")
        RESTATED = "restated", _("restated from a report; the document's own words are not known")

    class Part(models.TextChoices):
        """Where it stands in the document, in this order."""

        ASSESSMENT = "assessment", _("assessment")
        TASKS = "tasks", _("tasks")
        ANSWERS = "answers", _("answers to recommendations")

    conclusion = models.ForeignKey(Conclusion, models.PROTECT, related_name="items")
    part = models.CharField(max_length=10, choices=Part, default=Part.TASKS)
    position = models.PositiveSmallIntegerField()
    """Its order in the conclusion as it is known."""
    number = models.CharField(max_length=20, blank=True)
    """Its number in the notice; empty: not known."""
    label = models.CharField(max_length=20)
    """How people refer to it here: “C5”."""
    text = models.TextField()
    wording = models.CharField(max_length=10, choices=Wording, default=Wording.OWN)
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """Who is to lead, where it is stated; null: not stated, and then there is no task."""
    addressee = models.CharField(max_length=300, blank=True)
    """To whom it is said, in words, where no single lead is named."""
    communes = models.ManyToManyField(Unit, related_name="concluding_items", blank=True)
    """The communes it concerns."""
    carries_out = models.ForeignKey(
        Conclusion, models.PROTECT, null=True, related_name="carried_out_by"
    )
    """An earlier conclusion that this item asks to carry out."""
    version = models.PositiveIntegerField(default=1, editable=False)
    """Counts its wordings: who saves says which one they had before them."""

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["conclusion", "position"]
        constraints = [
            # Deferred: two items change places in one transaction.
            models.UniqueConstraint(
                fields=["conclusion", "position"],
                name="one_item_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(wording__in=["own", "restated"]), name="item_wording_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(part__in=["assessment", "tasks", "answers"]),
                name="item_part_is_known",
            ),
        ]
        indexes = [word_index("text", "item_words")]

    def __str__(self) -> str:
        return f"{self.label}: {self.text[:70]}"

    def get_absolute_url(self) -> str:
        return address_of_number("portal:item", self.pk)


class Assignment(Marked):
    """An item ordered a task."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="assignments")
    task = models.OneToOneField(Task, models.PROTECT, related_name="assignment")

    def __str__(self) -> str:
        return f"{self.item_id} → {self.task_id}"


class Response(models.Model):
    """An item answers a recommendation."""

    class Outcome(models.TextChoices):
        """What the conclusion says to it."""

        AGREED = "agreed", _("agreed")
        NOT_AGREED = "not_agreed", _("not agreed")
        ASSIGNED = "assigned", _("assigned to a unit")
        NOT_STATED = "", _("not stated")

    item = models.ForeignKey(Item, models.PROTECT, related_name="responses")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="responses")
    is_derived = models.BooleanField(default=False)
    """Paired by their subject: no source says that this item speaks to this recommendation."""
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "recommendation"], name="one_response_each"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["agreed", "not_agreed", "assigned", ""]),
                name="response_outcome_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} ↔ {self.recommendation_id}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, actor: Actor) -> Self:
        """The issuing and the concluding side always; once issued, whoever sees the conclusion."""
        if actor.is_house:
            return self
        return self.filter(in_circles_seen(actor))

    def awaiting(self, actor: Actor) -> Self:
        """Drafts that a unit the actor acts in is to issue."""
        return self.waiting_for(standing_of(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """The same of a standing, be it an actor's or a unit's."""
        return self.filter(state=Notice.State.DRAFTED, issuer__in=standing.units)


class Notice(Stateful, Marked):
    """The document that announces a conclusion: number, symbol, day, issuer, recipients."""

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Draft")
        ISSUED = "issued", _("Issued")
        RECALLED = "recalled", _("Recalled")
        REPLACED = "replaced", _("Replaced")

    conclusion = models.ForeignKey(Conclusion, models.PROTECT, related_name="notices")
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="notices")
    """Who issues the document; its office where the office announces a leader's conclusion."""
    from_above = models.CharField(max_length=300, blank=True)
    """Who issued it, in words, where it came from above: `issuer` then took it in. Empty: issued
    here."""
    symbol = models.CharField(max_length=60, blank=True)
    """Number and symbol as printed: “176-TB/VPTU”; empty while a draft."""
    document_type = models.CharField(max_length=20, default="TB")
    """A code of the dated list of document types; stored, never derived from the symbol."""
    number = models.PositiveIntegerField(null=True)
    """The number in the symbol, with which it is unique in its series."""
    series = models.CharField(max_length=20, blank=True)
    """Where numbers begin again: the year (State), the term (Party); empty: term not stated."""
    issued_on = models.DateField(null=True)
    summary = models.CharField(max_length=500, blank=True)
    opening = models.TextField(blank=True)
    """What stands before the items: who concluded, when, at which session."""
    sign_prefix = models.CharField(max_length=10, blank=True)
    """For whom it is signed, as the prefix says it: T/L, TL., KT. …; empty: in their own right."""
    signed_for = models.CharField(max_length=300, blank=True)
    """The body or the post for which it is signed, in words."""
    signed_by = models.CharField(max_length=300, blank=True)
    """The position of the signer; empty: not stated."""
    signer = models.CharField(max_length=200, blank=True)
    """The name of the signer; empty: not stated."""
    further_recipients = models.TextField(blank=True)
    """Recipients that are no unit here, one a line."""
    recipients = models.ManyToManyField(Unit, related_name="received_notices", blank=True)
    """Empty: not stated."""
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="notices", editable=False)
    """Whom it concerns: issuing and concluding side; once issued, all whom the conclusion does.
    Kept by the database."""
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    version = models.PositiveIntegerField(default=1, editable=False)
    """Counts its wordings while it is a draft: who saves says which one they had before them."""
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTED, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["drafted", "issued", "recalled", "replaced"]),
                name="notice_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="drafted")
                | models.Q(~models.Q(symbol=""), issued_on__isnull=False, number__isnull=False),
                name="issued_notice_has_number_and_day",
            ),
            models.UniqueConstraint(
                fields=["issuer", "from_above", "document_type", "series", "number"],
                name="one_notice_a_number_in_its_series",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-id"], name="notice_of_circle"),
            models.Index(fields=["-issued_on", "-id"], name="notice_by_day"),
            word_index("symbol", "notice_symbol_words"),
            word_index("summary", "notice_words"),
        ]

    def __str__(self) -> str:
        return self.symbol or str(self.conclusion)

    def get_absolute_url(self) -> str:
        return address_of_number("portal:notice", self.pk)


class Passage(Marked):
    """A task went over from an item of a replaced notice to one of the notice in its place."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="passages")
    from_item = models.ForeignKey(Item, models.PROTECT, related_name="passed_on")
    to_item = models.ForeignKey(Item, models.PROTECT, related_name="taken_over")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="passages")
    """The one that was replaced."""
    passed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_item=models.F("to_item")),
                name="passage_is_to_another_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.from_item_id} → {self.to_item_id}"
