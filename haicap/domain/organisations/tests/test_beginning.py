"""A database is begun for one province, in any of the 34, and for no other afterwards."""

import io
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from haicap.config.residence import check_province
from haicap.domain.organisations.actions import Loaded, choose_home_province, load_units
from haicap.domain.organisations.management.commands import init
from haicap.domain.organisations.models import Kind, Unit
from haicap.domain.organisations.naming import fold
from haicap.domain.organisations.queries import administrators_of, province_meant, provinces
from haicap.domain.organisations.testing import builder, person
from haicap.foundation.access import Invalid, Refused
from haicap.foundation.accounts.models import User
from haicap.foundation.database.location import DatabaseProblem


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_units(actor=builder())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(
    country: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.delenv("HAICAP_PROVINCE", raising=False)
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def places_are_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The country was loaded above; loading it again by each command would only be slow."""
    monkeypatch.setattr(init, "load_units", lambda **_options: Loaded(places=14138))
    monkeypatch.setattr(init, "Reference", lambda: SimpleNamespace(places=[], links=[]))


def began(province: str, **options: Any) -> str:
    said = io.StringIO()
    call_command("init", province, stdout=said, verbosity=0, **options)
    return said.getvalue()


def test_each_of_the_34_provinces_is_meant_by_its_code_and_its_name_in_any_spelling() -> None:
    every = list(provinces())
    assert len(every) == 34
    for province in every:
        spellings = (province.code, province.name, fold(province.name), province.full_name.upper())
        for spelling in spellings:
            meant = province_meant(spelling)
            assert meant.is_certain, spelling
            assert meant.provinces == [province], spelling


def test_a_former_province_is_answered_with_what_it_became_part_of() -> None:
    for former, today in (("Bình Phước", "75"), ("Hà Giang", "08"), ("Bạc Liêu", "96")):
        meant = province_meant(former)
        assert not meant.is_certain
        assert [unit.name for unit in meant.former] == [former]
        assert [unit.key for unit in meant.provinces] == [today]


@pytest.mark.parametrize("text", ["Quảng", "Xyzzy", "06529", "", "tỉnh", "'; --"])
def test_nothing_is_chosen_by_a_guess(text: str) -> None:
    assert not province_meant(text).is_certain
    with pytest.raises(CommandError):
        began(text)
    check_province()  # nothing was written down


@pytest.mark.parametrize(("name", "key", "communes"), [("75", "75", 95), ("cao bang", "04", 56)])
def test_the_bodies_and_an_administrator_are_there_afterwards(
    name: str, key: str, communes: int
) -> None:
    said = began(name)
    province = Unit.objects.get(key=key)
    assert f"{communes} communes" in said
    assert Unit.objects.filter(kind=Kind.PEOPLES_COMMITTEE, parent__parent=province).exists()
    [user] = administrators_of(province)
    password = said.split("first sign-in: ")[1].split()[0]
    assert user.check_password(password)
    assert user.must_change_password
    assert f"HAICAP_PROVINCE={key}" in said
    assert not User.objects.filter(is_persona=True).exists()


def test_again_it_does_only_what_is_missing() -> None:
    began("20", username="ha.nguyen", name="Nguyễn Thu Hà")
    before = Unit.objects.count(), User.objects.count()
    said = began("Lạng Sơn", username="another")
    assert "there is one already: ha.nguyen" in said
    assert "0 bodies established: all were here already" in said
    assert (Unit.objects.count(), User.objects.count()) == before


def test_a_database_begun_for_one_province_is_none_for_another(settings: Any) -> None:
    began("75")
    with pytest.raises(CommandError, match="was begun for Thành phố Đồng Nai"):
        began("20")
    settings.HOME_PROVINCE = "75"
    check_province()
    settings.HOME_PROVINCE = "20"
    with pytest.raises(DatabaseProblem, match="HAICAP_PROVINCE=75"):
        check_province()


def test_an_environment_that_names_another_province_is_contradicted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HAICAP_PROVINCE", "01")
    with pytest.raises(CommandError, match="HAICAP_PROVINCE names 01"):
        began("20")
    assert not User.objects.exists()


def test_a_database_with_the_example_is_refused() -> None:
    User.objects.create_user("an-example", None, name="Persona", is_persona=True)
    with pytest.raises(CommandError, match="holds the example"):
        began("20")


def test_only_the_house_chooses_and_only_a_province_of_today() -> None:
    home = Unit.objects.get(key="20")
    with pytest.raises(Refused):
        choose_home_province(home, actor=person("Cora"))
    with pytest.raises(Invalid):
        choose_home_province(Unit.objects.get(key="06529"), actor=builder())
    assert choose_home_province(home, actor=builder())
    assert not choose_home_province(home, actor=builder())
