"""A deadline that is kept starts, stands, runs again, is extended as the law allows."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from time_machine import travel

from haicap.foundation.access import Invalid, Refused, anonymous
from haicap.foundation.deadlines.actions import (
    end_clock,
    extend_clock,
    pause_clock,
    print_slip,
    restart_clock,
    resume_clock,
    start_clock,
)
from haicap.foundation.deadlines.models import Clock
from haicap.foundation.deadlines.testing import HAND, a_clock, a_subject
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import IllegalMove, MoveFailed

from .conftest import A_PROCEDURE, Corrected

pytestmark = pytest.mark.django_db
LONG = "denunciation.resolution"
DOSSIER = "own.dossier"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"), travel("2026-11-25 09:00 +0700", tick=False):
        yield


def told(clock: Clock) -> list[str]:
    entries = Entry.objects.filter(subject_type="deadlines.clock", subject_id=str(clock.pk))
    return [entry.sentence for entry in entries.order_by("id")]


def test_it_starts_with_its_date_and_is_told() -> None:
    clock = a_clock(date(2026, 11, 20))
    assert clock.due_on == date(2026, 11, 25)
    assert told(clock) == [
        "tests started the clock of “Gửi quyết định giải quyết lần đầu”: due on 25/11/2026."
    ]
    assert list(Clock.objects.of(a_subject())) == [clock]


def test_the_hour_of_receipt_is_kept() -> None:
    late = a_clock(datetime(2026, 8, 21, 15, 30), "procedure.forwarding")
    assert late.due_on == date(2026, 8, 22)
    assert Clock.objects.get().deadline.due_on == date(2026, 8, 22)


def test_a_subject_has_one_open_clock_by_each_statute() -> None:
    first = a_clock()
    with pytest.raises(MoveFailed, match="runs already"):
        a_clock()
    a_clock(name=LONG)
    end_clock(first, actor=HAND)
    assert a_clock().pk != first.pk


def test_a_pause_moves_the_date_by_exactly_the_time_lost() -> None:
    clock = a_clock(date(2026, 11, 16), LONG)
    before = clock.due_on
    assert before
    clock = pause_clock(clock, actor=HAND, reason="Chờ giám định", since=date(2026, 11, 18))
    assert (clock.state, clock.due_on) == ("paused", None)
    clock = resume_clock(clock, actor=HAND, until=date(2026, 11, 23))
    assert clock.due_on
    assert (clock.due_on - before).days == 5
    assert told(clock)[1].endswith("from 18/11/2026: Chờ giám định")
    assert told(clock)[2].endswith(f"run again from 23/11/2026: due on {clock.due_on:%d/%m/%Y}.")


def test_a_restart_ends_the_pause_and_counts_from_zero() -> None:
    clock = a_clock(date(2026, 11, 16))
    pause_clock(clock, actor=HAND, reason="Hồ sơ thiếu", since=date(2026, 11, 17))
    clock = restart_clock(clock, actor=HAND, start=date(2026, 11, 20))
    assert (clock.state, clock.due_on) == ("started", date(2026, 11, 25))
    assert clock.deadline.due_on == clock.due_on
    clock = restart_clock(clock, actor=HAND, start=date(2026, 11, 23))
    assert clock.due_on == date(2026, 11, 26)


def test_a_second_extension_is_refused_where_the_law_gives_one(corrected: Corrected) -> None:
    corrected(A_PROCEDURE)
    clock = a_clock(datetime(2026, 11, 24, 9), DOSSIER)
    clock = extend_clock(clock, actor=HAND, reason="Cần xác minh", until=date(2026, 12, 30))
    assert clock.due_on == date(2026, 12, 30)
    assert "to 30/12/2026: Cần xác minh" in told(clock)[-1]
    with pytest.raises(Refused, match="1 time only"):
        extend_clock(clock, actor=HAND, reason="Lại cần", until=date(2027, 1, 8))
    assert Clock.objects.get().due_on == date(2026, 12, 30)


def test_an_extension_by_what_the_law_gives_is_counted_from_the_date() -> None:
    clock = a_clock(date(2026, 11, 16), LONG)
    assert clock.due_on == date(2026, 12, 16)
    clock = extend_clock(clock, actor=HAND, reason="Phức tạp")
    assert clock.due_on == date(2027, 1, 15)


def test_where_the_law_gives_no_extension_there_is_none() -> None:
    with pytest.raises(Refused, match="gives no extension"):
        extend_clock(a_clock(date(2026, 11, 24)), actor=HAND, reason="Muộn")


def test_nothing_moves_a_clock_that_has_ended() -> None:
    clock = end_clock(a_clock(), actor=HAND)
    assert clock.ended_on == date(2026, 11, 25)
    for deed in (pause_clock, extend_clock):
        with pytest.raises(IllegalMove):
            deed(clock, actor=HAND, reason="Muộn")
    for deed in (resume_clock, restart_clock, end_clock):
        with pytest.raises(IllegalMove):
            deed(clock, actor=HAND)
    with pytest.raises(MoveFailed, match="no due date to give out"):
        print_slip(clock, actor=HAND)


def test_a_clock_stands_once_and_runs_once() -> None:
    clock = a_clock()
    with pytest.raises(IllegalMove):
        resume_clock(clock, actor=HAND)
    pause_clock(clock, actor=HAND, reason="Chờ")
    with pytest.raises(IllegalMove):
        pause_clock(clock, actor=HAND, reason="Chờ nữa")
    assert clock.pauses.count() == 1


@pytest.mark.parametrize(
    ("deed", "asked", "field"),
    [
        (pause_clock, {"since": date(2026, 11, 19), "reason": "Chờ"}, "since"),
        (pause_clock, {"since": date(2026, 11, 26), "reason": "Chờ"}, "since"),
        (pause_clock, {"reason": " "}, "reason"),
        (pause_clock, {"reason": "ơ" * 301}, "reason"),
        (restart_clock, {"start": date(2026, 11, 1)}, "start"),
        (extend_clock, {"asked_on": date(2026, 11, 1), "reason": "Chờ"}, "asked_on"),
        (end_clock, {"day": date(2026, 11, 1)}, "day"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    deed: object, asked: dict[str, object], field: str
) -> None:
    clock = a_clock()
    with pytest.raises(Invalid) as error:
        deed(clock, actor=HAND, **asked)
    assert error.value.field == field
    assert (Clock.objects.get().state, clock.pauses.count()) == ("started", 0)


def test_a_pause_does_not_end_before_it_began() -> None:
    clock = pause_clock(a_clock(), actor=HAND, reason="Chờ", since=date(2026, 11, 24))
    with pytest.raises(Invalid, match="cannot be before 24/11/2026"):
        resume_clock(clock, actor=HAND, until=date(2026, 11, 23))


def test_somebody_must_answer_for_it() -> None:
    with pytest.raises(Refused):
        start_clock(a_subject(), LONG, date(2026, 11, 20), actor=anonymous())
    with pytest.raises(Refused):
        end_clock(a_clock(), actor=anonymous())
    with pytest.raises(Refused):
        print_slip(Clock.objects.get(), actor=anonymous())


def test_a_slip_says_the_date_that_was_promised_for_ever() -> None:
    clock = a_clock(date(2026, 11, 23), LONG)
    promised = print_slip(clock, actor=HAND)
    assert promised == clock.due_on
    clock = extend_clock(clock, actor=HAND, reason="Phức tạp")
    assert clock.due_on
    assert clock.due_on > promised
    assert print_slip(clock, actor=HAND) == promised
    assert Clock.objects.get().was_promised_otherwise
    assert [entry for entry in told(clock) if "gave out a slip" in entry][1:] == []
    with pytest.raises(DatabaseError, match="stays what it is"), transaction.atomic():
        Clock.objects.update(printed_due_on=clock.due_on)


def test_while_the_clock_stands_there_is_no_date_to_give_out() -> None:
    clock = pause_clock(a_clock(date(2026, 11, 24)), actor=HAND, reason="Chờ")
    with pytest.raises(MoveFailed, match="no due date to give out"):
        print_slip(clock, actor=HAND)
