"""Load a worked case through the rooms' own actions; loading it again changes nothing."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from haicap.domain.cases import book
from haicap.domain.cases.models import Case
from haicap.domain.organisations import actions as organisations
from haicap.domain.organisations.models import Unit
from haicap.foundation.journal.writing import record

from . import chain, people, places
from .run import Run


class CaseOfAnotherProvince(Exception):
    """The case belongs to another province than this database serves; nothing was loaded."""


@dataclass(frozen=True)
class Loaded:
    """What a run did: how many entries found a home now, and how many have one in all."""

    case: Case
    added: int
    entries: int


@transaction.atomic
def load_case(code: str) -> Loaded:
    """Load a worked case, all or nothing.

    Raises NoSuchCase, or CaseOfAnotherProvince where HAICAP_PROVINCE names another one.
    """
    told = book.read(code)
    if told.province != settings.HOME_PROVINCE:
        raise CaseOfAnotherProvince(
            f"The case “{code}” belongs to province {told.province}, but this database serves "
            f"province {settings.HOME_PROVINCE} (HAICAP_PROVINCE); nothing was loaded."
        )
    province = Unit.objects.get(key=told.province)
    case, _is_new = Case.objects.get_or_create(
        code=code, defaults={"title": told.title, "province": province}
    )
    run = Run(told, case)
    organisations.ensure_bodies(province, actor=run.hand())
    run.load_sources()
    for step in (places.load, chain.load, people.load):
        step(run)
    if run.added:
        record(actor=run.hand(), event="case.load", subject=case, entries=run.added, case=code)
    return Loaded(case=case, added=run.added, entries=len(run.homes))
