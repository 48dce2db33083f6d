"""Two grammars of numbers and symbols, and what is neither."""

from datetime import date

import pytest

from haicap.foundation.access import Invalid
from haicap.foundation.documents.symbols import Symbol, System, parse, types_on, written

DAY = date(2025, 10, 27)


@pytest.mark.parametrize(
    ("text", "number", "kind", "body", "system", "year"),
    [
        ("176-TB/VPTU", 176, "TB", "VPTU", System.PARTY, None),
        ("58-QĐ/TU", 58, "QĐ", "TU", System.PARTY, None),
        ("02-CT/TU", 2, "CT", "TU", System.PARTY, None),
        ("36-HD/VPTW", 36, "HD", "VPTW", System.PARTY, None),
        ("176/TB-UBND", 176, "TB", "UBND", System.STATE, None),
        ("15/QyĐ-UBND", 15, "QyĐ", "UBND", System.STATE, None),
        ("212/2025/QĐ-UBND", 212, "QĐ", "UBND", System.STATE, 2025),
        ("30/2020/NĐ-CP", 30, "NĐ", "CP", System.STATE, 2020),
        ("32/UBND-VX", 32, "", "UBND-VX", System.STATE, None),
        ("1806/SKHCN-CĐS", 1806, "", "SKHCN-CĐS", System.STATE, None),
    ],
)
def test_both_grammars_are_read(
    text: str, number: int, kind: str, body: str, system: System, year: int | None
) -> None:
    assert parse(text, on=DAY) == Symbol(text, number, kind, body, system, year)


def test_second_part_is_a_type_in_a_decision_and_a_body_in_a_letter() -> None:
    assert parse("15/QĐ-UBND", on=DAY).type == "QĐ"
    assert parse("15/UBND-VX", on=DAY).body.startswith("UBND")


def test_letters_composed_in_two_ways_are_one_symbol() -> None:
    decomposed = "58-QD\u0323"  # not Đ: this must stay refused, Đ has no decomposition
    with pytest.raises(Invalid):
        parse(decomposed, on=DAY)
    assert parse("  58-QĐ/TU ", on=DAY).raw == "58-QĐ/TU"


@pytest.mark.parametrize(
    "text",
    ["", "176", "TB/VPTU", "176-TB", "176 TB VPTU", "một-TB/TU", "176-TB/VPTU; DROP", "-1/TB-U"],
)
def test_other_words_are_no_symbol(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(text, on=DAY)
    assert refused.value.field == "symbol"


def test_state_numbers_begin_again_each_year_and_party_numbers_each_term() -> None:
    assert parse("5/TB-UBND", on=DAY).series_of(DAY) == "2025"
    assert parse("5-TB/TU", on=DAY).series_of(DAY) == ""
    assert parse("5-TB/TU", on=DAY).series_of(DAY, "2025–2030") == "2025–2030"


def test_types_come_from_the_statutes_of_the_day() -> None:
    assert {"TB", "KL", "QyĐ"} <= types_on(DAY).keys()
    assert types_on(date(2000, 1, 1)) == {}


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((176, "TB", "VPTU", System.PARTY), "176-TB/VPTU"),
        ((2, "CT", "TU", System.PARTY), "02-CT/TU"),
        ((5, "TB", "UBND", System.STATE), "05/TB-UBND"),
        ((32, "", "UBND-VX", System.STATE), "32/UBND-VX"),
        ((212, "QĐ", "UBND", System.STATE, 2025), "212/2025/QĐ-UBND"),
    ],
)
def test_a_symbol_is_written_as_it_is_read(parts: tuple[int, str, str, System], text: str) -> None:
    assert written(*parts) == text
    read = parse(text, on=DAY)
    assert (read.number, read.type, read.body, read.system) == parts[:4]


@pytest.mark.parametrize(
    "parts",
    [(0, "TB", "VPTU", System.PARTY), (1, "", "VPTU", System.PARTY), (1, "tb", "X", System.STATE)],
)
def test_what_makes_no_symbol_is_not_written(parts: tuple[int, str, str, System]) -> None:
    with pytest.raises(Invalid):
        written(*parts)
