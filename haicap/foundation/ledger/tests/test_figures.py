"""A figure is exact at once, opens to its records, and keeps its history in a changing tree."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction

from haicap.foundation.access import Invalid, house
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.models import Entry
from haicap.foundation.ledger import recounting
from haicap.foundation.ledger.folding import fold, rebuild
from haicap.foundation.ledger.models import Balance, Posting, Unfolded
from haicap.foundation.ledger.posting import AlreadyCorrected, Line, correct, post
from haicap.foundation.ledger.reading import Ratio, balance, balances, series, sources_of
from haicap.foundation.ledger.recounting import verify
from haicap.foundation.ledger.tree import branches_of, put_below
from haicap.foundation.ledger.windows import Window

pytestmark = pytest.mark.django_db

YEAR = Window.year(2025)
OCTOBER = Window.month(2025, 10)


def dossier(number: int) -> User:
    """Any record can stand behind a figure; an account is the nearest at hand."""
    return User(pk=number)


def received(place: str, day: date, number: int, delta: int = 1, **dimensions: str) -> None:
    line = Line("dossier.received", place, day, delta, dimensions)
    post([line], source=dossier(number))


@pytest.fixture
def province() -> None:
    """Two communes of one district until July, then of the province itself."""
    put_below("district", "20")
    for commune in ("06529", "06541"):
        put_below(commune, "district")
        put_below(commune, "20", from_on=date(2025, 7, 1))


@pytest.fixture(params=["unfolded", "folded", "rebuilt", "some of each"])
def stage(request: pytest.FixtureRequest) -> Callable[[], None]:
    """Whatever stage the postings are at, a figure says the same."""

    def reach() -> None:
        if request.param in ("folded", "some of each"):
            fold()
        if request.param == "rebuilt":
            rebuild()
        if request.param == "some of each":
            received("06529", date(2025, 10, 3), 90, delta=5)
            received("06529", date(2025, 10, 3), 91, delta=-5)

    return reach


def test_what_nobody_posted_is_not_known(province: None) -> None:
    assert balance("dossier.received", "06529", YEAR) is None
    received("06529", date(2025, 10, 3), 1)
    received("06529", date(2025, 10, 3), 1, delta=-1)
    assert balance("dossier.received", "06529", YEAR) == 0
    assert balance("dossier.received", "06541", YEAR) is None
    assert balance("dossier.returned", "06529", YEAR) is None


def test_a_figure_climbs_the_tree_of_its_day(province: None, stage: Callable[[], None]) -> None:
    received("06529", date(2025, 6, 30), 1)
    received("06529", date(2025, 7, 1), 2)
    received("06541", date(2025, 10, 14), 3, delta=7)
    stage()
    assert balance("dossier.received", "district", YEAR) == 1
    assert balance("dossier.received", "20", YEAR) == 9
    assert balance("dossier.received", "06529", YEAR) == 2
    assert balances("dossier.received", ["06529", "06541", "20"], OCTOBER)[("20",)] == 7
    assert verify() == []


def test_a_window_begins_and_ends_on_its_days(province: None, stage: Callable[[], None]) -> None:
    for number, day in enumerate([14, 15, 30], start=1):
        received("06529", date(2025, 9, day), number)
    received("06529", date(2025, 10, 14), 4)
    received("06529", date(2025, 10, 15), 5)
    stage()
    month = Window.by_statute("report.window.month", date(2025, 10, 1))
    assert balance("dossier.received", "20", month) == 3
    assert balance("dossier.received", "20", Window.up_to(date(2025, 9, 15))) == 2
    assert balance("dossier.received", "20", Window.day(date(2025, 9, 14))) == 1


def test_a_figure_is_divided_by_its_dimensions(province: None, stage: Callable[[], None]) -> None:
    received("06529", date(2025, 10, 1), 1, channel="online", result="on_time")
    received("06529", date(2025, 10, 2), 2, channel="desk", result="late")
    received("06541", date(2025, 10, 2), 3, channel="online", result="late")
    received("06541", date(2025, 10, 2), 4)
    stage()
    assert balance("dossier.received", "20", OCTOBER, channel="online") == 2
    assert balance("dossier.received", "20", OCTOBER, channel="online", result="late") == 1
    divided = balances("dossier.received", ["20"], OCTOBER, by=["channel"], result="late")
    assert divided == {("20", "online"): 1, ("20", "desk"): 1}
    whole = balances("dossier.received", ["20", "06541"], OCTOBER, by=["channel"])
    assert whole[("06541", None)] == 1


def test_a_series_adds_up_to_its_window(province: None, stage: Callable[[], None]) -> None:
    for month in (1, 2, 2, 11):
        received("06541", date(2025, month, 9), month)
    stage()
    months = series("dossier.received", "20", YEAR, "month")
    assert [(first.month, number) for first, number in months if number] == [
        (1, 1),
        (2, 2),
        (11, 1),
    ]
    quarters = series("dossier.received", "20", YEAR, "quarter")
    assert [(first.month, number) for first, number in quarters] == [(1, 3), (10, 1)]
    assert sum(number for _first, number in months) == balance("dossier.received", "20", YEAR)
    with pytest.raises(ValueError, match="whole ones"):
        series("dossier.received", "20", Window.up_to(date(2025, 3, 2)), "month")


def test_a_figure_opens_to_its_records_in_one_query(
    province: None, stage: Callable[[], None], django_assert_num_queries: Callable[..., None]
) -> None:
    received("06529", date(2025, 6, 30), 1)
    received("06529", date(2025, 10, 3), 2)
    received("06541", date(2025, 10, 4), 3, delta=2)
    received("06541", date(2025, 10, 5), 4)
    received("06541", date(2025, 10, 6), 4, delta=-1)
    stage()
    with django_assert_num_queries(1):
        found = sources_of("dossier.received", "20", OCTOBER)
    own = [each for each in found if each.source_id in "1234"]
    assert [(each.source_id, each.amount) for each in own] == [("2", 1), ("3", 2)]
    assert sum(each.amount for each in found) == balance("dossier.received", "20", OCTOBER)
    in_district = sources_of("dossier.received", "district", YEAR)
    assert [each.source_id for each in in_district] == ["1"]


def test_records_behind_a_figure_come_page_by_page(province: None) -> None:
    for number in range(10, 15):
        received("06529", date(2025, 10, 3), number)
    first = sources_of("dossier.received", "20", YEAR, size=3)
    rest = sources_of("dossier.received", "20", YEAR, size=3, after=first[-1])
    assert [each.source_id for each in (*first, *rest)] == ["10", "11", "12", "13", "14"]


def test_a_correction_is_a_counter_entry(province: None) -> None:
    received("06529", date(2025, 10, 3), 1)
    posting = Posting.objects.get()
    counter = correct(posting, actor=house("a test"), reason="counted twice")
    assert (counter.day, counter.delta, counter.corrects) == (posting.day, -1, posting.pk)
    assert balance("dossier.received", "20", YEAR) == 0
    assert sources_of("dossier.received", "20", YEAR) == []
    assert Entry.objects.get(event="posting.correct").details["reason"] == "counted twice"
    with pytest.raises(AlreadyCorrected):
        correct(posting, actor=house("a test"), reason="again")
    assert Posting.objects.count() == 2


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_posting SET delta = 2", "DELETE FROM ledger_posting"]
)
def test_the_database_refuses_to_change_a_posting(province: None, statement: str) -> None:
    received("06529", date(2025, 10, 3), 1)
    with (
        pytest.raises(ProgrammingError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_place_that_moves_takes_along_only_what_came_after(province: None) -> None:
    received("06529", date(2025, 10, 3), 1)
    received("06529", date(2025, 11, 3), 2)
    fold()
    received("06529", date(2025, 11, 4), 3)
    put_below("06529", "21", from_on=date(2025, 11, 1))
    assert balance("dossier.received", "20", YEAR) == 1
    assert balance("dossier.received", "21", YEAR) == 2
    assert balance("dossier.received", "06529", YEAR) == 3
    assert [each.source_id for each in sources_of("dossier.received", "21", YEAR)] == ["2", "3"]
    assert verify() == []
    put_below("06529", "21", from_on=date(2025, 11, 1))
    assert verify() == []


def test_a_place_moves_with_all_below_it(province: None) -> None:
    received("06529", date(2025, 6, 3), 1)
    put_below("district", "21", from_on=date(2025, 6, 1))
    assert balance("dossier.received", "21", YEAR) == 1
    assert balance("dossier.received", "20", YEAR) is None
    assert verify() == []


def test_a_place_that_ends_lies_below_none(province: None) -> None:
    put_below("06541", None, from_on=date(2025, 12, 1))
    received("06541", date(2025, 12, 2), 1)
    assert balance("dossier.received", "20", YEAR) is None
    last = branches_of("06541")[-1]
    assert (last.above, last.until_on) == ("20", date(2025, 12, 1))


def test_history_is_told_forwards_and_has_no_loop(province: None) -> None:
    with pytest.raises(Invalid, match="later place"):
        put_below("06529", "21", from_on=date(2025, 6, 1))
    with pytest.raises(Invalid, match="below itself"):
        put_below("20", "06529", from_on=date(2025, 8, 1))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Line("Dossier Received", "20", date(2025, 1, 1)), "no name"),
        (Line("dossier.received", "20", date(2025, 1, 1), 1, {"Kênh": "x"}), "no name"),
        (Line("dossier.received", "20", date(2025, 1, 1), Decimal("0.00001")), "does not round"),
    ],
)
def test_a_line_that_no_ledger_can_keep_is_a_fault_of_the_room(line: Line, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        post([line], source=dossier(1))


def test_days_far_off_are_kept_all_the_same(province: None) -> None:
    received("06529", date(1999, 12, 31), 1)
    received("06529", date(2077, 1, 1), 2)
    fold()
    assert balance("dossier.received", "20", Window.up_to(date(2077, 1, 1))) == 2
    assert verify() == []


def test_verify_names_a_balance_that_was_altered(province: None) -> None:
    received("06529", date(2025, 10, 3), 1)
    fold()
    Balance.objects.filter(place="20", grain="m").update(amount=7)
    (difference,) = verify()
    assert (difference.place, difference.held, difference.counted) == ("20", 7, 1)
    assert "balance by m" in str(difference)
    rebuild()
    assert verify() == []


def test_verify_names_a_posting_that_waits_for_ever(province: None) -> None:
    received("06529", date(2025, 10, 3), 1)
    Unfolded.objects.all().delete()
    assert {each.place for each in verify()} == {"06529", "20"}


def test_verify_counts_the_registers_again(province: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recounting, "_registers", {})
    register = [Line("dossier.received", "06529", date(2025, 10, 3))]
    recounting.counts("dossier.received")(lambda: register)
    received("06529", date(2025, 10, 3), 1)
    assert verify() == []
    register.append(Line("dossier.received", "06541", date(2025, 10, 4)))
    (difference,) = verify()
    assert (difference.what, difference.held, difference.counted) == ("register", 0, 1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        # domain.md A.2: 2,501 of 2,723 is 91.85 %, published as 91.8 %.
        (2501, 2723, Decimal("91.85")),
        (0, 7, Decimal("0.00")),
        (3, 0, None),
        (None, 7, None),
        (7, None, None),
    ],
)
def test_a_ratio_keeps_its_parts(
    numerator: int | None, denominator: int | None, percent: Decimal | None
) -> None:
    parts = [None if each is None else Decimal(each) for each in (numerator, denominator)]
    assert Ratio(*parts).percent == percent
