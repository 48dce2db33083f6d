"""An update that comes late, is returned or is contradicted shows as such and counts as such."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.tasks import actions
from haicap.domain.tasks.models import Fault, Progress, Task
from haicap.domain.tasks.queries import reports_of
from haicap.domain.tasks.queries.scores import Period, score_of
from haicap.domain.tasks.testing import a_file, assigned_task
from haicap.foundation.access import Invalid

DAY = Task.DuePrecision.DAY
FRIDAY, SUNDAY, MONDAY = date(2025, 6, 20), date(2025, 6, 22), date(2025, 6, 23)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
DATED = {"effective_on": date(2025, 3, 3), "due_on": date(2025, 6, 30), "due_precision": DAY}


def said(world: SmallProvince, task: Task, percent: int, **how: object) -> Progress:
    told: dict[str, object] = {"effective_on": FRIDAY, "evidence": [a_file()]} | how
    return actions.report_progress(  # type: ignore[arg-type]
        task, actor=world.house, text="Đã làm.", percent=percent, done=percent == 100, **told
    )


def test_an_update_is_late_when_the_working_days_of_the_statute_are_over(
    world: SmallProvince,
) -> None:
    task = assigned_task(world, **DATED)
    late = {
        on: said(world, task, 10, fact_on=FRIDAY, effective_on=on).was_late
        for on in (FRIDAY, SUNDAY, MONDAY, MONDAY + timedelta(1))
    }
    # One working day: what was so on Friday may come in until Monday.
    assert late == {FRIDAY: False, SUNDAY: False, MONDAY: False, MONDAY + timedelta(1): True}


def test_a_report_speaks_of_the_day_it_comes_in_or_of_the_end_of_its_period(
    world: SmallProvince,
) -> None:
    task = assigned_task(world, **DATED)
    assert said(world, task, 10).fact_on == FRIDAY
    whole = assigned_task(world, due_precision=Task.DuePrecision.REGULAR, effective_on=FRIDAY)
    actions.repeat_task(whole, actor=world.house, every="week", day=5, effective_on=FRIDAY)
    part = whole.parts.get()
    during = said(world, part, 10, effective_on=FRIDAY)
    after = said(world, part, 20, effective_on=MONDAY + timedelta(1))
    assert (during.fact_on, during.was_late) == (FRIDAY, False)
    assert (after.fact_on, after.was_late) == (SUNDAY, True)


def test_no_report_speaks_of_a_day_to_come(world: SmallProvince) -> None:
    tomorrow = timezone.localdate() + timedelta(1)
    with pytest.raises(Invalid, match="day to come"):
        actions.report_progress(
            assigned_task(world), actor=world.ana, text="Xong.", percent=10, fact_on=tomorrow
        )
    assert not Progress.objects.exists()


def test_what_is_wrong_with_a_report_is_told_beside_it(world: SmallProvince) -> None:
    task = assigned_task(world, **DATED)
    said(world, task, 80)
    said(world, task, 40, fact_on=FRIDAY - timedelta(30))
    said(world, task, 100)
    actions.return_task(task, actor=world.house, reason="Chưa ký.", effective_on=FRIDAY)
    said(world, task, 100)
    assert [report.faults for report in reports_of(task)] == [
        (Fault.CONTRADICTED,),
        (Fault.LATE,),
        (Fault.RETURNED,),
        (),
    ]


def finished(world: SmallProvince, *before: int, **how: object) -> Task:
    task = assigned_task(world, **DATED)
    for percent in before:
        said(world, task, percent)
    said(world, task, 100, **how)
    actions.verify_task(task, actor=world.house, effective_on=FRIDAY)
    return task


def numbers(world: SmallProvince) -> tuple[int, ...]:
    found = score_of(world.clara, world.commune_a, YEAR)[1]
    return tuple(found[each] for each in ("assigned", "done", "as_required", "in_time"))


LATE = {"fact_on": FRIDAY - timedelta(30)}
OWN = """
["task.update.effect"]
kind = "codes"
title = {{ vi = "Hệ quả", en = "Effect" }}
[["task.update.effect".values]]
from = 2000-01-01
basis = {{ act = "haicap" }}
codes = [ {{ code = "{code}", vi = "a", en = "a" }} ]
"""


def test_a_late_result_is_not_done_and_a_contradicted_one_not_as_required(
    world: SmallProvince, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(world)
    finished(world, 60, 30)
    finished(world, **LATE)
    assert numbers(world) == (3, 2, 1, 2)
    # A province that counts otherwise says so in its own folder.
    for code, counted in {"LATE_NOT_IN_TIME": (3, 3, 3, 2), "NOTHING": (3, 3, 3, 3)}.items():
        folder = tmp_path / code
        folder.mkdir()
        (folder / "own.toml").write_text(OWN.format(code=code), encoding="utf-8")
        monkeypatch.setenv("HAICAP_STATUTES", str(folder))
        assert numbers(world) == counted


def test_the_page_and_the_api_say_that_an_update_was_late(
    world: SmallProvince, sign_in: object
) -> None:
    task = assigned_task(world, **DATED)
    ana = sign_in(world.ana)  # type: ignore[operator]
    today = timezone.localdate()
    before = today - timedelta(30)
    sent = {"text": "Xong một phần.", "percent": 40, "fact_on": f"{before:%d/%m/%Y}"}
    assert ana.post(f"/tasks/{task.pk}/progress/", sent).status_code == 302
    page = ana.get(task.get_absolute_url()).text
    assert "reported late" in page
    assert "as it was on" in page
    assert "overdue" in page
    told = ana.get(f"/api/v1/tasks/{task.pk}").json()
    assert (told["nearness"], told["progress"][0]["faults"]) == ("OVERDUE", ["late"])
    assert told["progress"][0]["fact_on"] == before.isoformat()
    wrong = sent | {"fact_on": f"{today + timedelta(1):%d/%m/%Y}"}
    assert ana.post(f"/tasks/{task.pk}/progress/", wrong).status_code == 422
