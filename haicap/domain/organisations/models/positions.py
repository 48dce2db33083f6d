"""Positions, who holds them from when to when, and who acts in a holder's place meanwhile."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.foundation.search.lookups import word_index
from haicap.foundation.sources.models import Marked

from .units import Unit, known


class PositionKind(models.TextChoices):
    """What a position may do by its kind; its title says how it is called."""

    HEAD = "head", _("head")
    DEPUTY = "deputy", _("deputy")
    MEMBER = "member", _("member")
    OFFICER = "officer", _("officer")
    CLERK = "clerk", _("clerk")
    ADMINISTRATOR = "administrator", _("administrator")


class Position(models.Model):
    """A post in a unit: “Chủ tịch Ủy ban nhân dân xã”."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions")
    kind = models.CharField(max_length=20, choices=PositionKind)
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [
            known("kind", PositionKind, "position_kind_is_known"),
            models.UniqueConstraint(fields=["unit", "title"], name="one_position_a_title"),
        ]
        indexes = [word_index("title", "position_words")]

    def __str__(self) -> str:
        return self.title


class Acting(models.TextChoices):
    """How a head's position is held until somebody is appointed for good."""

    ACTING = "acting", _("acting (quyền)")
    IN_CHARGE = "in_charge", _("in charge (phụ trách)")
    RUNNING = "running", _("running the work (điều hành)")


# As the decision that entrusts it calls it, whatever language the page is in.
ACTING_TITLES: Mapping[str, str] = {
    "": "{}",
    Acting.ACTING: "Quyền {}",
    Acting.IN_CHARGE: "{} (được giao phụ trách)",
    Acting.RUNNING: "{} (được giao điều hành)",
}


class Appointment(Marked):
    """Who holds a position, from one day to another: a named person, an account, or both."""

    position = models.ForeignKey(Position, models.PROTECT, related_name="appointments")
    acting = models.CharField(max_length=10, choices=Acting, blank=True)
    """Held until somebody is appointed for good, with all rights; empty: held in full."""
    person_name = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="appointments"
    )
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    """The first day on which it no longer holds."""
    work_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", editable=False)
    """Who takes up what lies in this person's hand when it ends; null: it goes back to the unit."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(acting__in=["", *Acting.values]), name="acting_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(person_name="") | models.Q(user__isnull=False),
                name="appointment_names_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on=None)
                | models.Q(until_on=None)
                | models.Q(until_on__gt=models.F("from_on")),
                name="appointment_ends_after_it_begins",
            ),
        ]
        indexes = [word_index("person_name", "appointment_words")]

    def __str__(self) -> str:
        return f"{self.person}: {self.title}"

    @property
    def person(self) -> str:
        return self.person_name or str(self.user)

    @property
    def title(self) -> str:
        """The position's, as whoever holds it acting is called: “Quyền Chủ tịch …”."""
        return ACTING_TITLES[self.acting].format(self.position.title)


class SigningForm(models.TextChoices):
    """How the deputy signs (Decree 30/2020/NĐ-CP, Article 13)."""

    IN_PLACE = "KT", _("KT. (signs in the place of)")
    BY_ORDER = "TL", _("TL. (signs by order of)")
    BY_MANDATE = "TUQ", _("TUQ. (signs by mandate of)")


IN_WHOSE_PLACE: Mapping[str, str] = {
    SigningForm.IN_PLACE: "thay",
    SigningForm.BY_ORDER: "thừa lệnh",
    SigningForm.BY_MANDATE: "thừa ủy quyền",
}


class Deputising(Marked):
    """Somebody acts in the place of who holds a position, for a time: ủy quyền.

    It gives the deputy the rights of the position on these days, as long as the holder holds it
    and the deputy works beside them; it can never be passed on, because only a holder entrusts.
    """

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="deputisings")
    """In whose place, and in which position."""
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deputisings")
    form = models.CharField(max_length=3, choices=SigningForm)
    reason = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField()
    """The first day on which it no longer holds; that of `from_on`: withdrawn before it began."""

    class Meta:
        constraints = [
            known("form", SigningForm, "deputising_form_is_known"),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="deputising_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["deputy", "until_on"], name="deputising_of_a_person")]

    def __str__(self) -> str:
        return f"{self.deputy}: {self.title}"

    @property
    def title(self) -> str:
        """“thay Chủ tịch Ủy ban nhân dân xã Lộc Bình”."""
        return f"{IN_WHOSE_PLACE[self.form]} {self.appointment.title}"

    @property
    def last_on(self) -> date:
        """As people say it: up to and including this day."""
        return self.until_on - timedelta(days=1)

    def is_over(self, on: date) -> bool:
        return self.until_on <= on
