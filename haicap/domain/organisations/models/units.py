"""Units of both tiers with their history, what they rest on and what they follow."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Actor
from haicap.foundation.sources.models import Marked, Source


class Kind(models.TextChoices):
    """What a unit is: a place, or a body that works for one."""

    PROVINCE = "province", _("province")
    DISTRICT = "district", _("district (until 30 June 2025)")
    COMMUNE = "commune", _("commune")
    PARTY_COMMITTEE = "party_committee", _("Party committee")
    STANDING_COMMITTEE = "standing_committee", _("standing committee")
    STANDING_MEMBERS = "standing_members", _("standing members")
    PARTY_OFFICE = "party_office", _("office of the Party committee")
    PARTY_BODY = "party_body", _("Party body")
    PEOPLES_COUNCIL = "peoples_council", _("People's Council")
    PEOPLES_COMMITTEE = "peoples_committee", _("People's Committee")
    COMMITTEE_OFFICE = "committee_office", _("office of the People's Committee")
    FRONT = "front", _("Fatherland Front")
    ORGANISATION = "organisation", _("socio-political organisations")
    DEPARTMENT = "department", _("department")
    SERVICE_CENTRE = "service_centre", _("public administration service centre")
    WORKING_GROUP = "working_group", _("working group")


PLACES = (Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE)
OF_THE_PARTY = (
    Kind.PARTY_COMMITTEE,
    Kind.STANDING_COMMITTEE,
    Kind.STANDING_MEMBERS,
    Kind.PARTY_OFFICE,
    Kind.PARTY_BODY,
)


def known(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, actor: Actor) -> Self:
        """Units are public reference data."""
        return self

    def places(self) -> Self:
        return self.filter(kind__in=PLACES)

    def in_force(self, on: date) -> Self:
        """Units that existed on a day; a unit without a known first day has always existed."""
        begun = models.Q(established_on=None) | models.Q(established_on__lte=on)
        return self.filter(begun).exclude(dissolved_on__lte=on)


class Unit(models.Model):
    """A place or a body of two-tier government, with its present (or last) name.

    Names, designations, codes and succession over time are rows of their own; `name`,
    `designation`, `folded` and `sort_key` repeat the present ones for lists.
    """

    key = models.CharField(max_length=60, unique=True)
    """Stable and readable: `20`, `06529`, `20.so-tai-chinh`; a dissolved place carries the year
    it ended, `06541-2025`, because codes are reused."""
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    designation = models.CharField(max_length=40, blank=True)
    """xã, phường, đặc khu, tỉnh, thành phố, thị trấn …; empty for a body."""
    code = models.CharField(max_length=35, blank=True)
    """The present statistical code of a place, as text."""
    folded = models.CharField(max_length=250, editable=False)
    """Designation and name without case and diacritics, for search."""
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")
    """Orders names as a Vietnamese dictionary does; PostgreSQL may be built without ICU."""
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    office = models.ForeignKey("self", models.PROTECT, null=True, related_name="serves")
    """The office that serves this unit: it sees what the unit issues and what is sent to it."""
    established_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)
    """The first day on which it no longer exists."""
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    area_km2 = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    listed_area = models.GeneratedField(
        expression=Coalesce("area_km2", models.Value(Decimal(-1))),
        output_field=models.DecimalField(max_digits=10, decimal_places=2),
        db_persist=True,
    )
    """Where it stands in lists by area: what is not known, before all others."""

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [known("kind", Kind, "unit_kind_is_known")]
        indexes = [
            models.Index(fields=["code"], name="unit_code"),
            models.Index(fields=["parent", "kind", "sort_key"], name="unit_in_parent"),
            models.Index(fields=["sort_key", "key"], name="unit_alphabetical"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="unit_folded"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        if self.kind == Kind.COMMUNE and not self.dissolved_on:
            return reverse("portal:commune", args=[self.key])
        return reverse("organisations:unit", args=[self.key])

    @property
    def full_name(self) -> str:
        """The name as an office writes it: “Xã Lộc Bình”, “Sở Tài chính”."""
        words = f"{self.designation} {self.name}".strip()
        return words[:1].upper() + words[1:]

    @property
    def is_place(self) -> bool:
        return self.kind in PLACES


class UnitName(models.Model):
    """How a unit was called, and what kind of place it was, from one day to another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    designation = models.CharField(max_length=40, blank=True)
    folded = models.CharField(max_length=250, editable=False)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    """The first day on which it no longer holds."""
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="unit_name_folded"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "from_on"], name="one_name_a_day", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.designation} {self.name}".strip()


class UnitCode(models.Model):
    """A code of a unit in one scheme, from one day to another. Codes are reused: join by date."""

    class Scheme(models.TextChoices):
        STATISTICAL = "statistical", _("statistical code")
        BODY = "body", _("body identifier")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=12, choices=Scheme)
    code = models.CharField(max_length=35)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["code", "scheme"], name="unit_code_scheme")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scheme__in=["statistical", "body"]), name="code_scheme_is_known"
            ),
            models.UniqueConstraint(
                fields=["unit", "scheme", "from_on"], name="one_code_a_day", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Succession(models.Model):
    """On a day, one place became (part of) another."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    on = models.DateField()
    is_partial = models.BooleanField(default=False)
    """Only a part of the predecessor went here: it was divided."""
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="one_succession_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Boundary(models.Model):
    """The outline of a place from one day to another, as an official data set draws it.

    A row never changes its shape: another shape is another row, so what was drawn from one may
    be kept by its number.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="boundaries")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    """The first day on which it no longer holds."""
    basis = models.CharField(max_length=300)
    shape = models.TextField()
    """A GeoJSON polygon or multipolygon in WGS84, mended, with every point that was given."""
    shown = models.TextField()
    """The same with fewer points: what a map on a page needs."""

    class Meta:
        verbose_name_plural = "boundaries"
        constraints = [
            models.UniqueConstraint(fields=["unit", "from_on"], name="one_boundary_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gt=models.F("from_on")),
                name="boundary_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.basis}"


class HomeProvince(models.Model):
    """The province this database was begun for: one row, or none where nobody began it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    province = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    chosen_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_home_province"),
        ]

    def __str__(self) -> str:
        return str(self.province)


class LegalBasis(models.Model):
    """A dated document that a working group rests on; a group has several over time."""

    class DocumentType(models.TextChoices):
        """Stored, never derived from the symbol: QĐ stands for two types."""

        REGULATION = "regulation", _("regulation (Quy định)")
        DECISION = "decision", _("decision (Quyết định)")
        NOTICE = "notice", _("notice (Thông báo)")
        PLAN = "plan", _("plan (Kế hoạch)")
        UNSTATED = "unstated", _("type not stated")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="legal_bases")
    symbol = models.CharField(max_length=60)
    document_type = models.CharField(max_length=12, choices=DocumentType)
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    issued_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "legal bases"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    document_type__in=["regulation", "decision", "notice", "plan", "unstated"]
                ),
                name="basis_type_is_known",
            ),
            models.UniqueConstraint(fields=["unit", "symbol"], name="one_basis_a_symbol"),
        ]

    def __str__(self) -> str:
        return self.symbol


class Coverage(Marked):
    """A working group follows a commune, from one day to another."""

    group = models.ForeignKey(Unit, models.PROTECT, related_name="coverages")
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="covered_by")
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "commune", "from_on"],
                name="one_coverage_a_day",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} → {self.commune}"
