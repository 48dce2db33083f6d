"""Numbers of a series: each once, none left out, whoever issues at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction

from haicap.foundation.access import Invalid
from haicap.foundation.documents.models import Series
from haicap.foundation.documents.numbering import begin_after, next_number

HANDS, EACH = 8, 25


def test_numbers_issued_at_once_leave_no_gap(database_copy: str) -> None:
    start = Barrier(HANDS)

    def issue(hand: int) -> list[int]:
        """Every third issue of every hand comes to nothing."""
        issued = []
        try:
            start.wait(20)
            for turn in range(EACH):
                with transaction.atomic():
                    number = next_number("20.vptu", "TB", "2025-2030")
                    if (turn + hand) % 3 == 0:
                        transaction.set_rollback(True)
                        continue
                issued.append(number)
        finally:
            connections.close_all()
        return issued

    with ThreadPoolExecutor(HANDS) as hands:
        numbers = sorted(number for issued in hands.map(issue, range(HANDS)) for number in issued)
    assert numbers == list(range(1, len(numbers) + 1))
    assert Series.objects.get().last == len(numbers)


@pytest.mark.django_db
def test_every_issuer_type_and_period_counts_for_itself() -> None:
    for issuer, kind, period in [
        ("20.vptu", "TB", "2025-2030"),
        ("20.ubnd", "TB", "2025"),
        ("20.ubnd", "TB", "2026"),
        ("20.ubnd", "QĐ", "2026"),
        ("20.ubnd", "", "2026"),
    ]:
        assert next_number(issuer, kind, period) == 1
    assert next_number("20.ubnd", "TB", "2026") == 2


@pytest.mark.django_db
def test_a_series_that_ran_on_paper_goes_on() -> None:
    begin_after("20.vptu", "TB", "2025-2030", last=175)
    assert next_number("20.vptu", "TB", "2025-2030") == 176
    begin_after("20.vptu", "TB", "2025-2030", last=180)
    assert next_number("20.vptu", "TB", "2025-2030") == 181
    with pytest.raises(Invalid, match="181"):
        begin_after("20.vptu", "TB", "2025-2030", last=180)


def test_no_number_is_taken_outside_a_transaction(database_copy: str) -> None:
    with pytest.raises(RuntimeError, match="transaction that issues"):
        next_number("20.vptu", "TB", "2025-2030")
