"""Vietnamese names, compared and ordered."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.domain.organisations.models import Unit, UnitName
from haicap.domain.organisations.naming import composed, fold, sort_key

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạồổỗốộừửữứự -'’", max_size=60)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đồng Bục", "dong buc"),
        ("thị trấn Lộc Bình", "thi tran loc binh"),
        ("Ea H’Leo", "ea hleo"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("  XÃ   MẪU  SƠN ", "xa mau son"),
    ],
)
def test_search_is_blind_to_case_diacritics_and_punctuation(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_tone_styles_are_the_same_name() -> None:
    assert fold("Hoà") == fold("Hòa")
    assert sort_key("Quý Hoà") == sort_key("Quý Hòa")
    assert sort_key("Thuỵ") == sort_key("Thụy")


def test_names_in_both_unicode_forms_are_one() -> None:
    taken_apart = unicodedata.normalize("NFD", "Lộc Bình")
    assert composed(taken_apart) == "Lộc Bình"
    assert sort_key(taken_apart) == sort_key("Lộc Bình")
    assert fold(taken_apart) == fold("Lộc Bình")


def test_names_stand_as_in_a_dictionary() -> None:
    ordered = [
        "An", "Ăn", "Ân", "Da", "Đa", "Hà Nội", "Hạ Long", "Hai", "Lợi Bác", "Mẫu Sơn",
        "Phường 2", "Phường 10", "Tam Thanh", "Tân Văn", "Thống Nhất",
    ]  # fmt: skip
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_tones_stand_in_their_order() -> None:
    ordered = ["la", "là", "lả", "lã", "lá", "lạ"]
    assert sorted(reversed(ordered), key=sort_key) == ordered


@given(VIETNAMESE)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200))
def test_every_name_fits_its_columns(text: str) -> None:
    longest = Unit._meta.get_field("sort_key").max_length
    assert longest is not None
    assert len(sort_key(text)) <= longest
    for model in (Unit, UnitName):
        assert model._meta.get_field("folded").max_length == 250


@given(VIETNAMESE, VIETNAMESE)
def test_names_spelt_alike_sort_alike(one: str, other: str) -> None:
    if fold(one) != fold(other):
        assert sort_key(one) != sort_key(other)
