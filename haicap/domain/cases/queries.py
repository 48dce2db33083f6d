"""Where each fact of a worked case lives, and on which source it rests."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from haicap.foundation.sources.models import Citation

from . import book
from .models import Case, Home, Persona

# A record without a page of its own is shown on the page of what it belongs to.
BELONGS_TO = ("session", "unit", "report", "group", "position")


@dataclass(frozen=True)
class Fact:
    """A fact of the case in one of its homes: the record, its page, the sources it rests on."""

    id: str
    record: Model
    page: str
    sources: Sequence[str]

    @property
    def record_name(self) -> str:
        return f"{self.record._meta.label}:{self.record.pk}"


def page_of(record: Model) -> str:
    """Where a person reads the record; empty if nowhere."""
    if own := getattr(record, "get_absolute_url", None):
        return str(own())
    for name in BELONGS_TO:
        if (above := getattr(record, name, None)) is not None:
            return page_of(above)
    return ""


def facts_of(code: str) -> list[Fact]:
    """Every fact of a loaded case, in the order of its file; a fact may have several homes."""
    homes = defaultdict(list)
    for home in Home.objects.filter(case__code=code).order_by("pk"):
        for fact_id in home.facts:
            homes[fact_id].append(home)
    return [
        _fact(fact_id, home) for fact_id in book.read(code).fact_ids() for home in homes[fact_id]
    ]


def _fact(fact_id: str, home: Home) -> Fact:
    record = apps.get_model(home.subject_type)._default_manager.get(pk=home.subject_id)
    sources = Citation.objects.filter(
        subject_type=home.subject_type, subject_id=home.subject_id, is_silent=False
    ).values_list("source__code", flat=True)
    return Fact(fact_id, record, page_of(record), sorted(set(sources)))


def loaded_cases() -> list[Case]:
    return list(Case.objects.select_related("province").order_by("code"))


def personas() -> list[Persona]:
    """Whom a visitor may be; empty where no case is loaded."""
    return list(Persona.objects.select_related("user", "case"))
