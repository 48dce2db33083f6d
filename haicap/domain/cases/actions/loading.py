"""Load a worked case through the rooms' own actions; loading it again changes nothing."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from haicap.domain.cases import book
from haicap.domain.cases.models import Case
from haicap.domain.organisations import actions as organisations
from haicap.domain.organisations.models import Unit
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.writing import record

from . import chain, people, places
from .run import Run


class CaseOfAnotherProvince(Exception):
    """The case belongs to another province than this database serves; nothing was loaded."""


class DatabaseInUse(Exception):
    """People work with this database: an example with open doors must not come into it."""


@dataclass(frozen=True)
class Loaded:
    """What a run did: how many entries found a home now, and how many have one in all."""

    case: Case
    added: int
    entries: int


@transaction.atomic
def load_case(code: str) -> Loaded:
    """Load a worked case, all or nothing.

    Raises NoSuchCase, CaseOfAnotherProvince where HAICAP_PROVINCE names another one, and
    DatabaseInUse where people have accounts and the case is not there yet.
    """
    told = book.read(code)
    if told.province != settings.HOME_PROVINCE:
        raise CaseOfAnotherProvince(
            f"The case “{code}” belongs to province {told.province}, but this database serves "
            f"province {settings.HOME_PROVINCE} (HAICAP_PROVINCE); nothing was loaded."
        )
    _refuse_among_real_accounts(code)
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


def _refuse_among_real_accounts(code: str) -> None:
    is_there = Case.objects.filter(code=code).exists()
    if not is_there and User.objects.filter(is_persona=False).exists():
        raise DatabaseInUse(
            "This database has accounts of real people. The case would add personas that sign in "
            "without a password, so it was not loaded; use a database of its own for it."
        )
