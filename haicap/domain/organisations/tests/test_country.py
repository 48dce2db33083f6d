"""The whole country, loaded once (some four seconds) for every test of this file."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import Count

from haicap.domain.organisations import queries
from haicap.domain.organisations.actions import Loaded, ensure_bodies, load_units, rename_unit
from haicap.domain.organisations.models import Kind, Succession, Unit, UnitCode, UnitName
from haicap.domain.organisations.reference import Reference
from haicap.domain.organisations.testing import builder
from haicap.foundation.journal.models import Entry

AFTER_DONG_NAI = date(2026, 11, 20)
REFERENCE = Reference()


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """All in one transaction that is undone: pytest-django's own fixtures last one test."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(AFTER_DONG_NAI, tick=False),
        transaction.atomic(),
    ):
        done = load_units(actor=builder(), reference=REFERENCE)
        ensure_bodies(Unit.objects.get(key="20"), actor=builder())
        yield done
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(loaded: Loaded, django_db_blocker: Any) -> Iterator[None]:
    with (
        django_db_blocker.unblock(),
        time_machine.travel(AFTER_DONG_NAI, tick=False),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


def communes(on: date) -> dict[str, int]:
    """Communes of a day, counted by what they were called then."""
    held = UnitName.objects.filter(
        queries.in_force(on), unit__kind=Kind.COMMUNE, unit__established_on__lte=on
    )
    counted = held.values_list("designation").annotate(count=Count("id"))
    return dict(counted.order_by("designation"))


def names(unit: Unit) -> set[str]:
    return {f"{link.predecessor}" for link in queries.origins_of(unit)}


def test_34_provinces_and_3321_communes() -> None:
    assert queries.provinces().count() == 34
    assert Unit.objects.filter(kind=Kind.COMMUNE).in_force(AFTER_DONG_NAI).count() == 3321


def test_kinds_of_communes_before_and_after_dong_nai_became_a_city() -> None:
    assert communes(date(2025, 12, 1)) == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert communes(date(2026, 4, 29)) == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert communes(date(2026, 4, 30)) == {"xã": 2611, "phường": 697, "đặc khu": 13}


def test_dong_nai_is_a_city_since_30_april_2026() -> None:
    dong_nai = Unit.objects.get(key="75")
    assert dong_nai.full_name == "Thành phố Đồng Nai"
    before, after = (queries.name_on(dong_nai, date(2026, 4, day)) for day in (29, 30))
    assert before is not None
    assert after is not None
    assert (str(before), str(after)) == ("tỉnh Đồng Nai", "thành phố Đồng Nai")
    assert before.until_on == after.from_on == date(2026, 4, 30)
    assert after.basis == "Nghị quyết 30/2026/QH16"


def test_before_that_day_its_new_name_is_known_and_not_yet_shown() -> None:
    with time_machine.travel(date(2025, 11, 27), tick=False):
        load_units(actor=builder(), reference=REFERENCE)
        assert Unit.objects.get(key="75").full_name == "Tỉnh Đồng Nai"
        assert Unit.objects.get(key="26368").full_name == "Xã Long Thành"


def test_former_units_end_where_the_two_tiers_begin() -> None:
    ended = Unit.objects.filter(dissolved_on=date(2025, 7, 1))
    counts = dict(ended.values_list("kind").annotate(count=Count("id")))
    assert counts == {"province": 52, "district": 696, "commune": 10_035}


def test_lang_son_goes_on_as_one_unit_with_both_its_codes() -> None:
    lang_son = Unit.objects.get(kind=Kind.PROVINCE, name="Lạng Sơn")
    assert lang_son.key == "20"
    assert lang_son.established_on is None
    assert set(lang_son.codes.values_list("scheme", "code")) == {
        ("statistical", "20"),
        ("body", "H37"),
    }
    found = list(queries.communes_of(lang_son))
    assert len(found) == 65
    assert sum(each.designation == "phường" for each in found) == 4
    assert sum(each.designation == "xã" for each in found) == 61


SEVEN = {
    "06526": ("Na Dương", 109.91, {"Thị trấn Na Dương", "Xã Đông Quan", "Xã Tú Đoạn"}),
    "06529": (
        "Lộc Bình",
        79.15,
        {"Thị trấn Lộc Bình", "Xã Khánh Xuân", "Xã Đồng Bục", "Xã Hữu Khánh"},
    ),
    "06541": ("Mẫu Sơn", 136.04, {"Xã Mẫu Sơn", "Xã Yên Khoái", "Xã Tú Mịch"}),
    "06565": ("Khuất Xá", 124.91, {"Xã Tam Gia", "Xã Khuất Xá"}),
    "06577": ("Thống Nhất", 190.61, {"Xã Minh Hiệp", "Xã Hữu Lân", "Xã Thống Nhất"}),
    "06601": ("Lợi Bác", 139.11, {"Xã Sàn Viên", "Xã Lợi Bác"}),
    "06607": ("Xuân Dương", 206.70, {"Xã Nam Quan", "Xã Ái Quốc", "Xã Xuân Dương"}),
}


@pytest.mark.parametrize("key", SEVEN)
def test_the_seven_communes_and_what_they_were_made_from(key: str) -> None:
    name, area, origins = SEVEN[key]
    commune = Unit.objects.get(key=key)
    assert (commune.name, commune.code, float(commune.area_km2 or 0)) == (name, key, area)
    assert names(commune) == origins
    assert {link.predecessor.parent.full_name for link in queries.origins_of(commune)} == {  # type: ignore[union-attr]
        "Huyện Lộc Bình"
    }


def test_a_code_that_is_used_again_belongs_to_two_units() -> None:
    bearers = UnitCode.objects.filter(code="06541").select_related("unit").order_by("until_on")
    assert [(each.unit.name, each.until_on) for each in bearers] == [
        ("Yên Khoái", date(2025, 7, 1)),
        ("Mẫu Sơn", None),
    ]


def test_every_commune_has_predecessors_and_every_former_one_a_successor() -> None:
    present = Unit.objects.filter(kind=Kind.COMMUNE, dissolved_on=None)
    assert not present.filter(origins=None).exists()
    assert not Unit.objects.filter(kind=Kind.COMMUNE, successions=None, origins=None).exists()


def test_a_divided_commune_goes_in_part_to_each() -> None:
    parts = Succession.objects.filter(predecessor__kind=Kind.COMMUNE)
    divided = parts.values("predecessor").annotate(count=Count("id")).filter(count__gt=1)
    assert divided.count() == 471
    several = parts.filter(predecessor__in=divided.values("predecessor"))
    assert not several.filter(is_partial=False).exists()


def test_an_island_district_without_communes_became_a_special_zone() -> None:
    con_dao = Unit.objects.get(kind=Kind.DISTRICT, name="Côn Đảo")
    assert [str(link.successor) for link in con_dao.successions.all()] == ["Đặc khu Côn Đảo"]


def test_the_second_load_changes_nothing_and_is_not_in_the_journal(loaded: Loaded) -> None:
    assert loaded.added > 50_000
    entries = Entry.objects.filter(event="unit.load")
    assert entries.count() == 1
    assert load_units(actor=builder(), reference=Reference()).changed_nothing
    assert entries.count() == 1


def test_a_load_corrects_what_was_altered_and_keeps_a_later_name() -> None:
    commune = Unit.objects.get(key="06529")
    rename_unit(commune, actor=builder(), on=date(2026, 10, 1), designation="phường")
    Unit.objects.filter(key="06526").update(name="Na Duong")
    Succession.objects.filter(successor__key="06526").delete()
    done = load_units(actor=builder(), reference=REFERENCE)
    assert (done.added, done.changed, done.removed) == (3, 1, 0)
    commune.refresh_from_db()
    assert commune.full_name == "Phường Lộc Bình"
    assert [str(name) for name in commune.names.order_by("from_on")] == [
        "xã Lộc Bình",
        "phường Lộc Bình",
    ]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("thị trấn Lộc Bình", "06529-2025"),
        ("TT. Lộc Bình", "06529-2025"),
        ("Loc Binh", "06529"),
        ("xa loc binh", "06529"),
        ("06529", "06529"),
        ("06541", "06541"),
        ("06541 cũ", "06541-2025"),
        ("huyện Lộc Bình", "188-2025"),
        ("Mẫu Sơn", "06541"),
        ("Mẫu Sơn cũ, Cao Lộc", "06238-2025"),
        ("xã Mẫu Sơn, huyện Lộc Bình, tỉnh Lạng Sơn", "06532-2025"),
        ("Thống Nhất, Lạng Sơn", "06577"),
        ("xã Lộc Bình tỉnh Lạng Sơn", "06529"),
        ("Yên Khoái", "06541-2025"),
        ("Lạng Sơn", "20"),
        ("H37", "20"),
        ("TP.HCM", "79"),
        ("tra cu", "29461"),
        ("UBND xã Lộc Bình", "06529.ubnd"),
        ("Văn phòng Tỉnh ủy", "20.vptu"),
        ("so tai chinh", "20.so-tai-chinh"),
    ],
)
def test_what_people_type_finds_what_they_mean(typed: str, key: str) -> None:
    found = queries.find_units(typed)
    assert found.exact is not None
    assert found.exact.key == key


def test_both_former_mau_son_are_offered() -> None:
    for typed in ("xã Mẫu Sơn cũ", "xa mau son cu", "former Mau Son"):
        found = queries.find_units(typed)
        assert found.is_ambiguous
        assert {unit.parent.name for unit in found.candidates if unit.parent} == {
            "Cao Lộc",
            "Lộc Bình",
        }


def test_a_name_of_several_provinces_asks_which_and_names_ours_first() -> None:
    found = queries.find_units("Thống Nhất")
    assert found.is_ambiguous
    assert found.candidates[0].key == "06577"
    assert len(found.candidates) == 5


def test_diacritics_that_were_typed_are_meant() -> None:
    everyone = {str(unit) for unit in queries.find_units("Thanh An").candidates}
    assert everyone == {"Xã Thanh An", "Xã Thạnh An"}
    accented = {str(unit) for unit in queries.find_units("xã Thanh An").candidates}
    assert accented == {"Xã Thanh An"}


def test_a_slip_of_the_hand_is_answered_with_a_guess() -> None:
    found = queries.find_units("Lộc Bnh")
    assert found.exact is None
    assert found.is_guess
    assert found.candidates[0].key == "06529"


def test_nothing_is_found_for_nonsense() -> None:
    for typed in ("", "   ", "%", "99999", "qwrtpsdf", "\0"):
        assert not queries.find_units(typed).candidates
