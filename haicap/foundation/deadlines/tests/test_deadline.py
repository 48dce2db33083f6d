"""A due date that starts late, stands still, begins again and is extended once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from haicap.foundation.access import Invalid, Refused
from haicap.foundation.deadlines import (
    Calendar,
    Pause,
    Postponement,
    compute,
    extend,
    extendable,
    working_calendar,
)
from haicap.foundation.deadlines.deadline import Deadline
from haicap.foundation.deadlines.reckoning import months_after
from haicap.foundation.statutes import UnknownStatute, find_statute
from haicap.foundation.statutes.spans import Period


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def procedure(working_days: int, start: date | datetime) -> Deadline:
    """A dossier whose procedure takes so many working days and may be extended once."""
    value = find_statute("procedure.forwarding").latest
    period = Period(
        working_days, "working_days", cutoff="procedure.cutoff", extension="procedure.extension"
    )
    held = {**vars(value), "content": period}
    return Deadline(type(value)(**held), start, working_calendar())


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2026, 8, 19, 15, 0), date(2026, 8, 19)),
        (datetime(2026, 8, 19, 15, 0, 1), date(2026, 8, 20)),
        # Friday afternoon before the Saturday that is worked for 31 August.
        (datetime(2026, 8, 21, 15, 30), date(2026, 8, 22)),
        (datetime(2026, 8, 28, 16, 0), date(2026, 9, 3)),
        (date(2026, 8, 19), date(2026, 8, 19)),
    ],
)
def test_what_arrives_after_three_counts_as_the_next_working_days(
    received: date | datetime, due: date
) -> None:
    assert compute("procedure.forwarding", received).due_on == due
    assert compute("certification.result", received).due_on == due


def test_hours_are_those_of_viet_nam() -> None:
    half_past_three = datetime(2026, 8, 19, 8, 30, tzinfo=UTC)
    assert compute("procedure.forwarding", half_past_three).due_on == date(2026, 8, 20)


def test_a_late_receipt_moves_the_whole_period() -> None:
    on_time, late = datetime(2026, 7, 1, 14), datetime(2026, 7, 1, 16)
    assert procedure(5, on_time).due_on == date(2026, 7, 8)
    assert procedure(5, late).due_on == date(2026, 7, 9)


def test_while_the_clock_stands_nothing_is_due() -> None:
    deadline = compute("reception.answer", date(2026, 7, 1), pauses=[Pause(date(2026, 7, 6))])
    assert deadline.is_stopped
    assert deadline.due_at is None
    assert deadline.days_left(date(2026, 7, 7)) is None
    assert "no due date" in str(deadline.explain()[2])


def test_a_pause_after_the_due_date_changes_nothing() -> None:
    plain = compute("reception.answer", date(2026, 7, 1))
    late = compute("reception.answer", date(2026, 7, 1), pauses=[Pause(date(2026, 7, 20))])
    assert late.due_on == plain.due_on == date(2026, 7, 15)


def test_overlapping_pauses_are_lost_once() -> None:
    pauses = [
        Pause(date(2026, 7, 6), date(2026, 7, 9)),
        Pause(date(2026, 7, 7), date(2026, 7, 10)),
    ]
    deadline = compute("reception.answer", date(2026, 7, 1), pauses=pauses)
    assert deadline.due_on == date(2026, 7, 21)


def test_a_full_dossier_sets_the_clock_back_to_zero() -> None:
    supplement = [Pause(date(2026, 7, 3))]
    deadline = compute(
        "procedure.supplement.request",
        date(2026, 7, 1),
        pauses=supplement,
        restarted=date(2026, 7, 13),
    )
    assert deadline.due_on == date(2026, 7, 16)


def test_the_law_of_the_first_receipt_holds_after_a_restart() -> None:
    deadline = compute("complaint.acceptance", date(2026, 6, 30), restarted=date(2026, 7, 2))
    assert deadline.value.period.unit == "calendar_days"


def test_a_second_extension_is_refused() -> None:
    deadline = procedure(5, date(2026, 7, 1))
    longer = extend(deadline, asked_on=date(2026, 7, 7), until=date(2026, 7, 15))
    assert longer.due_on == date(2026, 7, 15)
    with pytest.raises(Refused, match="1 time only"):
        extend(longer, asked_on=date(2026, 7, 10), until=date(2026, 7, 20))


def test_an_extension_is_told_a_day_before_the_due_date() -> None:
    deadline = procedure(5, date(2026, 7, 1))
    assert deadline.due_on == date(2026, 7, 8)
    assert extendable(deadline, date(2026, 7, 7)) is None
    refusal = extendable(deadline, date(2026, 7, 8))
    assert refusal
    assert "07/07/2026" in refusal.reason


def test_an_extension_must_be_later() -> None:
    deadline = procedure(5, date(2026, 7, 1))
    with pytest.raises(Invalid, match="later than 08/07/2026"):
        extend(deadline, asked_on=date(2026, 7, 6), until=date(2026, 7, 8))


def test_what_the_law_does_not_extend_is_refused() -> None:
    with pytest.raises(Refused, match="no extension"):
        extend(compute("complaint.acceptance", date(2026, 7, 1)), asked_on=date(2026, 7, 2))


def test_two_extensions_of_a_denunciation_are_its_longest_term() -> None:
    deadline = compute("denunciation.resolution", date(2026, 1, 5))
    once = extend(deadline, asked_on=date(2026, 2, 2))
    twice = extend(once, asked_on=date(2026, 3, 2))
    longest = compute("denunciation.resolution.specially_complex", date(2026, 1, 5))
    assert once.due_on == compute("denunciation.resolution.complex", date(2026, 1, 5)).due_on
    assert (twice.due_on, twice.counted_to) == (longest.due_on, longest.counted_to)
    with pytest.raises(Refused):
        extend(twice, asked_on=date(2026, 4, 1))


def test_kept_extensions_give_the_same_date_again() -> None:
    asked = Postponement(date(2026, 2, 2))
    again = compute("denunciation.resolution", date(2026, 1, 5), postponements=[asked])
    assert again.due_on == date(2026, 3, 6)


def test_counting_back_gives_the_last_day_that_is_early_enough() -> None:
    assert compute("reception.schedule_posted", date(2026, 8, 24)).due_on == date(2026, 8, 18)
    assert compute("complaint.dialogue_notice", date(2026, 7, 15)).due_on == date(2026, 7, 10)


def test_a_period_in_hours_needs_the_hour() -> None:
    with pytest.raises(Invalid, match="give the hour"):
        compute("reception.online.connect", date(2026, 7, 15))
    deadline = compute("reception.online.connect", datetime(2026, 7, 15, 8, 30))
    assert f"{deadline.due_at:%H:%M}" == "07:30"


def test_a_day_ends_at_midnight_in_viet_nam() -> None:
    deadline = compute("complaint.acceptance", date(2026, 7, 1))
    assert deadline.due_at
    assert deadline.due_at.astimezone(UTC) == datetime(2026, 7, 10, 17, tzinfo=UTC)


def test_months_end_on_the_same_day_or_the_months_last() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_three_years_of_secondment() -> None:
    assert compute("secondment.limit", date(2025, 9, 3)).counted_to == date(2028, 9, 3)


def test_working_days_left_and_passed() -> None:
    deadline = compute("complaint.acceptance", date(2026, 7, 1))
    left = [deadline.days_left(date(2026, 7, day)) for day in (7, 10, 11, 13)]
    assert left == [3, 0, 0, -1]


def test_a_date_that_hangs_on_an_unverified_holiday_says_so() -> None:
    deadline = compute("complaint.decision_sent", date(2026, 11, 20))
    assert deadline.due_on == date(2026, 11, 25)
    assert deadline.otherwise_due_on == date(2026, 11, 26)
    assert "26/11/2026" in str(deadline.explain()[-1])


def test_only_periods_can_be_counted() -> None:
    with pytest.raises(Invalid, match="not a period"):
        compute("recommendation.category", date(2026, 7, 1))
    with pytest.raises(UnknownStatute, match=r"complaint\.acceptance"):
        compute("complaint.aceptance", date(2026, 7, 1))


def test_a_calendar_of_its_own_can_be_given() -> None:
    bare = Calendar()
    assert bare.after(date(2026, 7, 1), 1) == date(2026, 7, 2)
    deadline = compute("complaint.decision_sent", date(2026, 7, 1), calendar=bare)
    assert deadline.due_on == date(2026, 7, 6)
