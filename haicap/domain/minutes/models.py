"""Notes taken at a session, each of one speaker, and the minutes that are composed of them."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haicap.domain.meetings.models import AgendaItem, Participant, Session
from haicap.domain.organisations.queries import Standing, standing_of
from haicap.foundation.access import Actor
from haicap.foundation.sources.models import Marked
from haicap.foundation.workflow import Stateful


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the session, whose minutes they are."""
        return self.filter(session__in=Session.objects.visible_to(actor))


class Note(Marked):
    """What one speaker said, as the secretary of the meeting wrote it down."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField()
    """Its order in the session: as it was written down."""
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="notes")
    """Under which it was said; null: under none."""
    speaker = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="notes")
    speaker_words = models.CharField(max_length=300, blank=True)
    """Who spoke, in words, where they are not among those written down; empty: `speaker`."""
    text = models.TextField()
    written_by = models.CharField(max_length=300)
    """The position that wrote it down, in words."""
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)
    """Counts its wordings: who mends it says which one they had before them."""

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_note_a_number"),
            models.CheckConstraint(condition=~models.Q(text=""), name="note_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.text[:60]}"

    @property
    def who(self) -> str:
        """Who spoke, as it stands in the minutes; empty: not said."""
        if self.speaker is None:
            return self.speaker_words
        named = [self.speaker.person_name, self.speaker.position]
        return ", ".join(each for each in named if each) or str(self.speaker)


class Wording(models.Model):
    """How a note read before it was mended: nothing that was written down is lost."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="wordings")
    version = models.PositiveIntegerField()
    who = models.CharField(max_length=520, blank=True)
    text = models.TextField()
    written_by = models.CharField(max_length=300)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["note", "version"]
        constraints = [
            models.UniqueConstraint(fields=["note", "version"], name="one_wording_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.note_id}, {self.version}"


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(session__in=Session.objects.visible_to(actor))

    def awaiting(self, actor: Actor) -> Self:
        """Those that the convening side is to sign, as secretary or as chair."""
        return self.waiting_for(standing_of(actor))

    def waiting_for(self, standing: Standing) -> Self:
        """The same of a standing, be it an actor's or a unit's."""
        return self.exclude(state=Minutes.State.SIGNED).filter(
            session__convened_by__in=standing.sides
        )


class Minutes(Stateful, Marked):
    """The record of a session: a draft until the secretary and the chair have signed it."""

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Draft")
        WRITTEN = "written", _("Signed by the secretary")
        SIGNED = "signed", _("Signed")

    session = models.OneToOneField(Session, models.PROTECT, related_name="minutes")
    began = models.CharField(max_length=40, blank=True)
    """The hour at which it began, as stated; empty: not stated."""
    ended = models.CharField(max_length=40, blank=True)
    secretary = models.CharField(max_length=300, blank=True)
    """Name and position of who wrote and signed them; empty: not signed yet."""
    written_on = models.DateField(null=True, editable=False)
    chair = models.CharField(max_length=300, blank=True)
    signed_on = models.DateField(null=True, editable=False)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTED, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["drafted", "written", "signed"]),
                name="minutes_state_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed")
                | models.Q(signed_on__isnull=False, written_on__isnull=False),
                name="signed_minutes_have_their_days",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)

    def get_absolute_url(self) -> str:
        return reverse("minutes:minutes", args=[self.session_id])
