"""Worked cases that ship with the house: what was loaded, and who may try it."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from haicap.domain.organisations.models import Unit
from haicap.foundation.access import Actor


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> Self:
        """That an example is loaded is no secret: its personas stand on the sign-in page."""
        return self


class Case(models.Model):
    """A worked case that was loaded into this database."""

    code = models.SlugField(max_length=30, unique=True)
    title = models.CharField(max_length=300)
    province = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code


class Home(models.Model):
    """Where an entry of the case's file lives: the record it became, and the facts it holds."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="homes")
    key = models.CharField(max_length=120)
    """The entry's key in the file; what makes loading twice harmless."""
    facts = ArrayField(models.CharField(max_length=6), default=list)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="one_home_a_key")]

    def __str__(self) -> str:
        return f"{self.key} → {self.subject_type} {self.subject_id}"


class PersonaQuerySet(models.QuerySet["Persona"]):
    def visible_to(self, actor: Actor) -> Self:
        """Personas are offered to everybody, as long as their case is loaded."""
        return self


class Persona(models.Model):
    """Somebody of the example whom a visitor may be, by one click; everything is simulated."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="personas")
    code = models.SlugField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField()
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="persona")

    objects = PersonaQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.user)
