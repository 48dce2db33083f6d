"""A holiday announced late reaches every open deadline, and no slip that was given out."""

from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from haicap.foundation.deadlines import compute, open_clocks
from haicap.foundation.deadlines.actions import (
    end_clock,
    extend_clock,
    pause_clock,
    print_slip,
    restart_clock,
    resume_clock,
)
from haicap.foundation.deadlines.fingerprint import law_fingerprint
from haicap.foundation.deadlines.jobs import follow_law
from haicap.foundation.deadlines.models import Clock, LawSeen
from haicap.foundation.deadlines.recomputing import (
    Progress,
    changes_due,
    recompute_if_law_changed,
    recompute_open,
)
from haicap.foundation.deadlines.testing import HAND, a_clock, a_subject
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import on, reactions_to

from .conftest import CULTURE_DAY, NO_SWAP, Corrected

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def recomputed() -> list[str]:
    return [entry.sentence for entry in Entry.objects.filter(event="clock.recompute")]


def test_culture_day_moves_what_is_open_by_a_day(corrected: Corrected) -> None:
    clock = a_clock(date(2026, 11, 20))
    assert clock.due_on == date(2026, 11, 25)
    corrected(CULTURE_DAY)
    assert recompute_open(HAND) == 1
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 11, 26)
    assert recomputed() == [
        "Law or calendar changed: “Gửi quyết định giải quyết lần đầu” is due on 26/11/2026,"
        " no longer on 25/11/2026."
    ]


def test_the_swap_of_national_day_moves_dates_either_way(
    corrected: Corrected, as_shipped: Callable[[], None]
) -> None:
    corrected(NO_SWAP)
    over_the_saturday = a_clock(date(2026, 8, 20))
    over_the_monday = a_clock(date(2026, 8, 28), subject=a_subject("bogdan"))
    assert (over_the_saturday.due_on, over_the_monday.due_on) == (
        date(2026, 8, 25),
        date(2026, 9, 4),
    )
    as_shipped()
    assert recompute_open(HAND) == 2
    over_the_saturday.refresh_from_db()
    over_the_monday.refresh_from_db()
    # Saturday 22/8 is worked now, Monday 31/8 is off.
    assert over_the_saturday.due_on == date(2026, 8, 24)
    assert over_the_monday.due_on == date(2026, 9, 7)


def test_the_date_on_a_slip_and_what_has_ended_stay(corrected: Corrected) -> None:
    promised, ended = a_clock(), a_clock(subject=a_subject("bogdan"))
    print_slip(promised, actor=HAND)
    end_clock(ended, actor=HAND)
    corrected(CULTURE_DAY)
    assert recompute_open(HAND) == 1
    promised.refresh_from_db()
    ended.refresh_from_db()
    assert promised.due_on == date(2026, 11, 26)
    assert promised.printed_due_on == date(2026, 11, 25)
    assert promised.was_promised_otherwise
    assert ended.due_on == date(2026, 11, 25)


def test_twice_is_once(corrected: Corrected) -> None:
    a_clock()
    corrected(CULTURE_DAY)
    assert recompute_open(HAND) == 1
    assert recompute_open(HAND) == 0
    assert len(recomputed()) == 1


@travel("2026-11-25 09:00 +0700", tick=False)
def test_pauses_restarts_and_extensions_come_out_as_by_the_plain_form(
    corrected: Corrected,
) -> None:
    paused = a_clock(date(2026, 11, 16), "reception.answer")
    paused = pause_clock(paused, actor=HAND, reason="Chờ", since=date(2026, 11, 18))
    resume_clock(paused, actor=HAND, until=date(2026, 11, 19))
    pause_clock(paused, actor=HAND, reason="Chờ", since=date(2026, 11, 20))
    resume_clock(paused, actor=HAND, until=date(2026, 11, 23))
    again = a_clock(date(2026, 11, 16), "reception.answer", a_subject("bogdan"))
    restart_clock(again, actor=HAND, start=date(2026, 11, 20))
    standing = a_clock(date(2026, 11, 16), "reception.answer", a_subject("cora"))
    pause_clock(standing, actor=HAND, reason="Chờ", since=date(2026, 11, 17))
    longer = a_clock(date(2026, 11, 16), "denunciation.resolution")
    extend_clock(longer, actor=HAND, reason="Phức tạp")
    corrected(CULTURE_DAY)
    assert recompute_open(HAND) == 2
    for clock in Clock.objects.all():
        assert clock.due_on == clock.deadline.due_on


def test_a_law_that_no_longer_covers_one_does_not_hold_up_the_others(
    corrected: Corrected, caplog: pytest.LogCaptureFixture
) -> None:
    early = a_clock(date(2026, 5, 4), "reception.answer")
    late = a_clock(date(2026, 11, 16), "reception.answer", a_subject("bogdan"))
    corrected(
        CULTURE_DAY
        + """
["reception.answer"]
kind = "period"
title = { vi = "Trả lời", en = "Answer" }
values = [ { from = 2026-07-01, basis = { act = "42/2013/QH13" }, working_days = 10 } ]
"""
    )
    assert recompute_open(HAND) == 1
    assert "keeps its date" in caplog.text
    assert Clock.objects.get(pk=early.pk).due_on == early.due_on
    assert Clock.objects.get(pk=late.pk).due_on != late.due_on


def test_rooms_that_want_to_tell_people_hear_of_each_change(
    corrected: Corrected, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    class Row:
        @staticmethod
        def defer(entry_id: int) -> None:
            heard.append(Entry.objects.get(pk=entry_id).details["due"])

    on("clock.recompute")(lambda entry: None)
    monkeypatch.setattr("haicap.foundation.journal.jobs.react", Row)
    a_clock()
    corrected(CULTURE_DAY)
    try:
        recompute_open(HAND)
    finally:
        reactions_to("clock.recompute").pop()
    assert heard == ["26/11/2026"]


def test_many_cost_no_more_statements_than_few(
    corrected: Corrected,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(30):
        a_clock(subject=a_subject(f"ana{number}"))
    corrected(CULTURE_DAY)
    seen: list[Progress] = []
    # Count; read with pauses and extensions; the same under locks; write; tell; an empty turn.
    with django_assert_num_queries(12):
        recompute_open(HAND, watch=seen.append)
    assert seen == [Progress(seen=30, total=30, changed=30)]
    monkeypatch.setattr(open_clocks, "CLOCKS_A_TURN", 7)
    seen.clear()
    assert recompute_open(HAND, watch=seen.append) == 0
    assert [step.seen for step in seen] == [7, 14, 21, 28, 30]


def test_only_a_change_of_the_law_sets_it_off(
    corrected: Corrected, as_shipped: Callable[[], None]
) -> None:
    as_shipped()
    follow_law(timestamp=0)
    shipped = LawSeen.objects.get()
    assert shipped.fingerprint == law_fingerprint()
    clock = a_clock()
    Clock.objects.update(due_on=date(2026, 12, 1))
    follow_law(timestamp=0)
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 12, 1)
    corrected(CULTURE_DAY)
    follow_law(timestamp=0)
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 11, 26)
    assert LawSeen.objects.get().fingerprint != shipped.fingerprint


def test_an_old_worker_does_not_undo_what_a_new_one_did(
    corrected: Corrected, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = a_clock()
    corrected(CULTURE_DAY)
    with travel("2026-11-25 09:00 +0700"):
        recompute_if_law_changed(HAND)
    # The old worker took up the law before that, and still holds it.
    monkeypatch.delenv("HAICAP_STATUTES")
    with travel("2026-11-24 09:00 +0700"):
        monkeypatch.setattr("haicap.foundation.deadlines.fingerprint.READ_AT", timezone.now())
    assert compute(clock.name, clock.start).due_on == date(2026, 11, 25)
    assert recompute_if_law_changed(HAND, always=True) == 0
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 11, 26)


def test_the_command_shows_first_and_does_then(corrected: Corrected) -> None:
    clock = a_clock()
    print_slip(clock, actor=HAND)
    corrected(CULTURE_DAY)
    assert list(map(str, changes_due())) == [
        f"complaint.decision_sent on {clock.subject_type} {clock.subject_id}:"
        " 25/11/2026 → 26/11/2026 (printed: 25/11/2026)"
    ]
    told = StringIO()
    call_command("deadline", "recompute", "--dry-run", stdout=told)
    assert "25/11/2026 → 26/11/2026" in told.getvalue()
    assert "1 of 1 open deadlines would be due on another day" in told.getvalue()
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 11, 25)
    call_command("deadline", "recompute", stdout=told)
    assert "1 of 1 open deadlines are due on another day now" in told.getvalue()
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 11, 26)
