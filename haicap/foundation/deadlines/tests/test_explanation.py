"""Why is it due on this day? In words, in the reader's language, on page, command and API."""

from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from haicap.foundation.deadlines import Pause, compute, extend


def steps(name: str, start: date | datetime, language: str = "en", **more: object) -> list[str]:
    with translation.override(language):
        return [str(step) for step in compute(name, start, **more).explain()]  # type: ignore[arg-type]


def test_the_days_counted_are_named() -> None:
    assert steps("complaint.acceptance", date(2026, 7, 1)) == [
        "Complaint received: Wednesday 01/07/2026; this day is not counted.",
        "7 working days: 2, 3, 6, 7, 8, 9, 10/7.",
        "Basis: Decree 155/2026/NĐ-CP, Article 10, not verified.",
    ]


def test_the_same_in_vietnamese() -> None:
    assert steps("complaint.acceptance", date(2026, 7, 1), "vi") == [
        "Nhận đơn khiếu nại: thứ Tư 01/07/2026, không tính ngày đầu.",
        "7 ngày làm việc: 2, 3, 6, 7, 8, 9, 10/7.",
        "Căn cứ: Điều 10 Nghị định 155/2026/NĐ-CP, chưa kiểm chứng.",
    ]


def test_holidays_and_worked_saturdays_on_the_way_are_named() -> None:
    told = steps("reception.answer", date(2026, 8, 20))
    assert told[1] == "10 working days: 21, 22, 24, 25, 26, 27, 28/8, 3, 4, 7/9."
    assert told[2].startswith("Holidays not counted: 31/8, 1, 2/9 National Day 2026")
    assert told[3] == "Worked although at a weekend: Saturday 22/08/2026."


def test_tet_from_the_dated_correction_is_named() -> None:
    told = steps("complaint.acceptance", date(2026, 7, 1))
    assert not any("Holidays" in step for step in told)
    assert any("Tết 2026" in step for step in steps("reception.answer", date(2026, 2, 12)))


def test_a_last_day_that_is_off_is_told_with_its_own_basis() -> None:
    told = steps("denunciation.resolution.specially_complex", date(2026, 1, 5))
    assert told[1] == "90 days: from 06/01/2026 to 05/04/2026."
    assert "Sunday 05/04/2026, is a day off: the period ends on Monday 06/04/2026" in told[2]
    assert "Civil Code 91/2015/QH13, Article 148" in told[2]


def test_holidays_that_are_only_forecast_are_told() -> None:
    assert "holidays of 2027 are a forecast" in steps("reception.answer", date(2026, 12, 28))[-1]
    assert "forecast" not in steps("reception.answer", date(2026, 11, 30))[-1]


def test_a_pause_is_told_with_the_days_lost() -> None:
    pause = Pause(date(2026, 7, 6), date(2026, 7, 8))
    told = steps("reception.answer", date(2026, 7, 1), pauses=[pause])
    assert told[1].endswith("ran again on 08/07/2026: 2 working days later.")
    assert told[2] == "10 working days: 2, 3, 8, 9, 10, 13, 14, 15, 16, 17/7."


def test_late_receipt_restart_and_extension_are_told() -> None:
    told = steps("procedure.forwarding", datetime(2026, 8, 21, 15, 30))
    assert "at 15:30, after 15:00, so it counts as Saturday 22/08/2026" in told[0]
    told = steps("procedure.supplement.request", date(2024, 7, 1), restarted=date(2024, 7, 8))
    assert told[1] == (
        "The clock is set back to zero on Monday 08/07/2024. (Decree 61/2018/NĐ-CP, Article 19(4))"
    )
    with translation.override("en"):
        longer = extend(
            compute("denunciation.resolution", date(2026, 1, 5)), asked_on=date(2026, 2, 2)
        )
        assert "Extension 1, told on 02/02/2026: 30 days more." in str(longer.explain()[2])


def test_an_election_date_on_a_sunday_is_told_to_stay() -> None:
    told = steps("election.candidacy", date(2026, 3, 15))
    assert told[1].startswith(
        "42 days before election day: Sunday 01/02/2026, a day off; this date is not moved."
    )


def test_the_tag_shows_date_and_steps() -> None:
    page = Template("{% load deadlines %}{% why deadline %}")
    with translation.override("vi"):
        deadline = compute("complaint.acceptance", date(2026, 7, 1))
        shown = page.render(Context({"deadline": deadline}))
    assert '<details class="why">' in shown
    assert "<summary>Thụ lý khiếu nại lần đầu: 10/07/2026</summary>" in shown
    assert shown.count("<li>") == 3
    assert page.render(Context({"deadline": None})).strip() == ""


def test_the_command_tells_date_and_steps(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("deadline", "complaint.acceptance", "01/07/2026")
    told = capsys.readouterr().out
    assert "Due: Friday 10/07/2026" in told
    assert "2. 7 working days: 2, 3, 6, 7, 8, 9, 10/7." in told
    call_command("deadline", "complaint.decision_sent", "2026-11-20", "--with-unverified")
    assert "26/11/2026" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["complaint.acceptance", "31/02/2026"], "31/02/2026” is not a day"),
        (["complaint.aceptance", "01/07/2026"], "Did you mean complaint.acceptance"),
        (["recommendation.category", "01/07/2026"], "is not a period"),
        (["complaint.acceptance", "01/07/1999"], "the earliest holds from 01/07/2012"),
    ],
)
def test_the_command_says_what_is_wrong(words: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("deadline", *words)


@pytest.mark.django_db
def test_anybody_may_ask_when_it_would_be_due(client: Client) -> None:
    question = {"name": "complaint.acceptance", "start": "01/07/2026"}
    page = client.get("/deadlines/", question, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "2, 3, 6, 7, 8, 9, 10/7" in page.text
    wrong = client.get("/deadlines/", {**question, "start": "soon"})
    assert wrong.status_code == 422
    assert client.get("/deadlines/").status_code == 200


@pytest.mark.django_db
def test_the_api_gives_date_and_steps(client: Client) -> None:
    address = "/api/v1/deadlines/complaint.acceptance"
    found = client.get(f"{address}?start=2026-07-01", headers={"accept-language": "en"}).json()
    assert found["due_on"] == "2026-07-10"
    assert found["steps"][1]["text"] == "7 working days: 2, 3, 6, 7, 8, 9, 10/7."
    assert client.get(f"{address}?start=soon").status_code == 422
    assert client.get("/api/v1/deadlines/nothing?start=2026-07-01").status_code == 404
