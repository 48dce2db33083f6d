"""The worked dates that the law's own counting must give."""

from datetime import date, datetime, timedelta

import pytest

from haicap.foundation.deadlines import Pause, compute, time_lost, working_calendar

ELECTION = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("start", "days", "due", "with_unverified"),
    [
        (date(2025, 12, 30), 3, date(2026, 1, 5), date(2026, 1, 6)),
        (date(2026, 2, 11), 5, date(2026, 2, 25), date(2026, 2, 25)),
        (date(2026, 2, 12), 3, date(2026, 2, 24), date(2026, 2, 24)),
        (date(2026, 2, 13), 10, date(2026, 3, 6), date(2026, 3, 6)),
        (date(2026, 8, 20), 7, date(2026, 8, 28), date(2026, 8, 28)),
        (date(2026, 8, 28), 3, date(2026, 9, 7), date(2026, 9, 7)),
        (date(2026, 11, 20), 3, date(2026, 11, 25), date(2026, 11, 26)),
    ],
)
def test_working_days_skip_tet_holidays_and_swaps(
    start: date, days: int, due: date, with_unverified: date
) -> None:
    assert working_calendar().after(start, days) == due
    assert working_calendar(with_unverified=True).after(start, days) == with_unverified


@pytest.mark.parametrize(
    ("name", "start", "due"),
    [
        ("denunciation.resolution", date(2026, 1, 5), date(2026, 2, 4)),
        ("denunciation.resolution.complex", date(2026, 1, 5), date(2026, 3, 6)),
        # Ten calendar days to 30 June, seven working days from 1 July: the same Friday.
        ("complaint.acceptance", date(2026, 6, 30), date(2026, 7, 10)),
        ("complaint.acceptance", date(2026, 7, 1), date(2026, 7, 10)),
        ("complaint.second.acceptance", date(2026, 7, 1), date(2026, 7, 10)),
    ],
)
def test_the_law_of_the_day_of_the_event_sets_the_date(name: str, start: date, due: date) -> None:
    assert compute(name, start).due_on == due


def test_the_ninetieth_day_on_a_sunday_ends_on_monday() -> None:
    deadline = compute("denunciation.resolution.specially_complex", date(2026, 1, 5))
    assert deadline.counted_to == date(2026, 4, 5)
    assert deadline.due_on == date(2026, 4, 6)


def test_the_supplement_of_decision_766_is_subtracted() -> None:
    """Begun 1/9, due 15/9, supplement 5 to 9/9, done 17/9: on time after subtraction."""
    supplement = [Pause(date(2025, 9, 5), date(2025, 9, 9))]
    lost = time_lost(supplement, "calendar_days", working_calendar())
    assert lost == 4
    assert date(2025, 9, 17) - timedelta(days=lost) <= date(2025, 9, 15)


@pytest.mark.parametrize(
    ("step", "day"),
    [
        ("announcement", date(2025, 11, 20)),
        ("structure", date(2025, 11, 30)),
        ("committee", date(2025, 11, 30)),
        ("consultation.first", date(2025, 12, 10)),
        ("adjustment.first", date(2025, 12, 15)),
        ("constituencies", date(2025, 12, 25)),
        ("board", date(2026, 1, 4)),
        ("team", date(2026, 1, 31)),
        ("candidacy", date(2026, 2, 1)),
        ("consultation.second", date(2026, 2, 3)),
        ("voter_list", date(2026, 2, 3)),
        ("adjustment.second", date(2026, 2, 5)),
        ("verification", date(2026, 2, 8)),
        ("consultation.third", date(2026, 2, 20)),
        ("minutes", date(2026, 2, 22)),
        ("official_list", date(2026, 2, 26)),
        ("ballots.board", date(2026, 2, 26)),
        ("list_posted", date(2026, 2, 27)),
        ("ballots.team", date(2026, 3, 2)),
        ("daily_notice", date(2026, 3, 5)),
        ("complaints_stop", date(2026, 3, 5)),
        ("day", ELECTION),
        ("constituency_minutes", date(2026, 3, 20)),
        ("rerun", date(2026, 3, 22)),
        ("results", date(2026, 3, 25)),
    ],
)
def test_election_dates_are_never_moved(step: str, day: date) -> None:
    assert compute(f"election.{step}", ELECTION).due_on == day


def test_the_campaign_ends_a_day_before_voting_opens() -> None:
    deadline = compute("election.campaign_end", datetime(2026, 3, 15, 7, 0))
    assert f"{deadline.due_at:%d/%m/%Y %H:%M}" == "14/03/2026 07:00"
