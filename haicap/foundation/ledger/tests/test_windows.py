"""Which balances make up a window: every day once, in as few pieces as there are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.foundation.ledger.windows import Parts, Window

DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))


def days_of(part: Parts) -> list[date]:
    assert part.first is not None
    span = (part.last - part.first).days
    return [part.first + timedelta(days=number) for number in range(span + 1)]


@given(DAYS, DAYS)
def test_every_day_of_a_window_is_counted_once(one: date, other: date) -> None:
    first, last = sorted([one, other])
    counted = [day for part in Window(first, last).parts for day in days_of(part)]
    assert sorted(counted) == [
        first + timedelta(days=number) for number in range((last - first).days + 1)
    ]


@given(DAYS, DAYS)
def test_a_window_has_at_most_five_pieces(one: date, other: date) -> None:
    first, last = sorted([one, other])
    pieces = Window(first, last).parts
    assert len(pieces) <= 5
    for part in pieces:
        if part.grain in "my":
            assert part.first is not None
            assert part.first.day == 1
            assert (part.last + timedelta(days=1)).day == 1


def test_whole_years_are_read_whole() -> None:
    assert Window.year(2025).parts == (Parts("y", date(2025, 1, 1), date(2025, 12, 31)),)
    assert Window.quarter(2025, 4).parts == (Parts("m", date(2025, 10, 1), date(2025, 12, 31)),)


def test_how_it_stands_on_a_day_counts_from_the_beginning() -> None:
    assert Window.up_to(date(2025, 3, 2)).parts == (
        Parts("y", None, date(2024, 12, 31)),
        Parts("m", date(2025, 1, 1), date(2025, 2, 28)),
        Parts("d", date(2025, 3, 1), date(2025, 3, 2)),
    )


@pytest.mark.parametrize(
    ("name", "month", "first", "last"),
    [
        # Decree 09/2019/NĐ-CP, Articles 8 and 12: to the 14th.
        ("report.window.month", date(2025, 10, 1), date(2025, 9, 15), date(2025, 10, 14)),
        ("report.window.quarter", date(2025, 10, 1), date(2025, 9, 15), date(2025, 12, 14)),
        ("report.window.half_year", date(2025, 7, 1), date(2025, 6, 15), date(2025, 12, 14)),
        ("report.window.year", date(2025, 1, 1), date(2024, 12, 15), date(2025, 12, 14)),
        # Nine months are a rule of the inspection sector only.
        (
            "inspection_report.window.nine_months",
            date(2026, 1, 1),
            date(2025, 12, 15),
            date(2026, 9, 14),
        ),
    ],
)
def test_the_windows_of_reports_come_from_the_statutes(
    name: str, month: date, first: date, last: date
) -> None:
    assert Window.by_statute(name, month) == Window(first, last)


def test_a_window_has_a_day() -> None:
    with pytest.raises(ValueError, match="no day"):
        Window(date(2025, 2, 1), date(2025, 1, 31))
