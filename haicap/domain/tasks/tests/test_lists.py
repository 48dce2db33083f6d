"""Many tasks at once from a list: what is taken, what is refused, and all or nothing."""

import base64
import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from haicap.domain.organisations.models import PositionKind
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.domain.tasks.actions import (
    acknowledge_task,
    examine_assignments,
    examine_reports,
    take_assignments,
    take_reports,
)
from haicap.domain.tasks.models import Progress, Task
from haicap.domain.tasks.queries.sheets import ASSIGNMENTS, Assignments, Reports
from haicap.domain.tasks.testing import assigned_task, reported_task
from haicap.foundation.access import Actor, Invalid
from haicap.foundation.accounts.models import User
from haicap.foundation.files.lists import keep_list
from haicap.foundation.files.models import StoredFile
from haicap.foundation.journal.models import Entry
from haicap.foundation.spreadsheets.writing import as_xlsx

ROADS = {
    "text": "Sửa đường liên thôn",
    "lead": "Xã Lộc Bình",
    "coordinating": "Sở Tài chính; Sở Nội vụ",
    "issuer": "Tỉnh ủy Lạng Sơn",
    "verifier": "20.to-cong-tac-4",
    "product": "Biên bản nghiệm thu",
    "due_on": "15/12/2099",
    "due_precision": "quý",
}
REPORTED = ("id", "Task", "Progress", "What was done", "Done (mark with x)")


def listed(*rows: dict[str, Any]) -> bytes:
    labels = [str(name) for name in ASSIGNMENTS.values()]
    return as_xlsx("Tasks", labels, [[row.get(key) for key in ASSIGNMENTS] for row in rows])


def read(actor: Actor, *rows: dict[str, Any]) -> Assignments:
    return examine_assignments(listed(*rows), actor=actor)


def said(*rows: tuple[Any, ...]) -> bytes:
    return as_xlsx("Tasks", REPORTED, rows)


def told(actor: Actor, *rows: tuple[Any, ...]) -> Reports:
    return examine_reports(said(*rows), actor=actor)


def kept(content: bytes, actor: Actor) -> StoredFile:
    return keep_list(SimpleUploadedFile("danh-sach.xlsx", content), actor=actor)


def cells(content: bytes) -> list[list[Any]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def browser_of(actor: Actor) -> Client:
    browser = Client(headers={"Accept-Language": "en"})
    browser.force_login(User.objects.get(pk=actor.user_id))
    return browser


def test_a_list_becomes_tasks_as_if_each_had_been_assigned(world: SmallProvince) -> None:
    content = listed(ROADS, {**ROADS, "lead": "06577", "due_on": None, "due_precision": ""})
    found = examine_assignments(content, actor=world.clara)
    assert found.problems == []
    assert not Task.objects.exists()
    first, second = take_assignments(
        found.planned, actor=world.clara, file=kept(content, world.clara)
    )
    assert (first.lead, first.issuer) == (world.commune_a, world.party_committee)
    assert (first.due_on, first.due_precision) == (date(2099, 12, 31), "quarter")
    assert set(first.coordinating.all()) == {world.department, world.other_department}
    assert (second.lead, second.due_precision) == (world.commune_b, "unstated")
    events = Entry.objects.order_by("-pk").values_list("event", flat=True)[:3]
    assert sorted(events) == ["task.assign", "task.assign", "task.take_list"]


def test_every_bad_cell_is_told_with_row_column_value_and_reason(world: SmallProvince) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    found = read(
        world.clara,
        ROADS,
        {**ROADS, "lead": "Sở Phép thuật", "due_on": "31/02/2099"},
        {**ROADS, "text": "", "issuer": "20.ubnd", "due_precision": "thế kỷ"},
        {**ROADS, "text": "Khác", "coordinating": "Xã Lộc Bình", "assigned_on": tomorrow},
        {**ROADS, "text": "Nữa", "verifier": "20.tinh-uy", "product": "x" * 501},
        {**ROADS},
        {**ROADS, "text": "Thường xuyên", "due_precision": "thường xuyên"},
    )
    where = [(each.row, each.column) for each in found.problems]
    assert sorted(where) == sorted([
        (3, "Lead unit"), (3, "Deadline"),
        (4, "Task"), (4, "Ordered by"), (4, "Precision"),
        (5, "Assigned on"), (5, "Coordinating units"),
        (6, "Product"), (6, "Who verifies"),
        (7, "Task"), (8, "Deadline"),
    ])  # fmt: skip
    reasons = {(each.row, each.column): each for each in found.problems}
    assert reasons[3, "Deadline"].value == "31/02/2099"
    assert "quarter" in reasons[4, "Precision"].reason
    assert "Row 2" in reasons[7, "Task"].reason
    assert [each.row for each in found.planned] == [2]


def test_nobody_assigns_by_a_list_what_they_could_not_assign_by_hand(world: SmallProvince) -> None:
    (problem,) = read(world.frida, ROADS).problems
    assert problem.column == "Ordered by"
    assert not read(
        world.frida, {**ROADS, "issuer": "20.so-tai-chinh", "coordinating": ""}
    ).problems


def test_a_list_that_is_sent_twice_assigns_nothing_twice(world: SmallProvince) -> None:
    content = listed(ROADS)
    planned = examine_assignments(content, actor=world.clara).planned
    take_assignments(planned, actor=world.clara, file=kept(content, world.clara))
    with pytest.raises(Invalid, match="taken already"):
        take_assignments(planned, actor=world.clara, file=kept(content, world.clara))
    (problem,) = examine_assignments(content, actor=world.clara).problems
    assert str(Task.objects.get().pk) in problem.reason
    assert Task.objects.count() == 1


def test_the_headings_of_either_language_are_understood(world: SmallProvince) -> None:
    with override("vi"):
        content = listed(ROADS)
    assert len(examine_assignments(content, actor=world.clara).planned) == 1


def test_the_list_as_it_was_taken_out_comes_in_with_progress(world: SmallProvince) -> None:
    untouched = assigned_task(world)
    task = assigned_task(
        world, text="Sửa  đường", product="Biên bản", coordinating=[world.department]
    )
    browser = browser_of(world.ana)
    out = browser.get(reverse("tasks:reports-template"), headers={"Accept-Language": "vi"})
    headings, *rows = cells(b"".join(out.streaming_content))
    changed = next(row for row in rows if row[0] == task.pk)
    changed[headings.index("Tiến độ")] = 60
    changed[headings.index("Việc đã làm")] = "Đã rải đá."
    changed[headings.index("Ngày có kết quả")] = timezone.localdate() - timedelta(1)
    content = as_xlsx("x", headings, rows)
    found = examine_reports(content, actor=world.ana)
    assert (found.problems, found.untouched) == ([], 1)
    take_reports(found.planned, actor=world.ana, file=kept(content, world.ana))
    task.refresh_from_db()
    untouched.refresh_from_db()
    assert (task.percent, task.state, untouched.percent) == (60, "in_progress", None)
    report = Progress.objects.get()
    assert (report.text, report.fact_on) == ("Đã rải đá.", timezone.localdate() - timedelta(1))


def test_every_bad_cell_of_progress_is_told(world: SmallProvince) -> None:
    task, other, hidden = (assigned_task(world, text=each) for each in ("A", "B", "C"))
    hidden = assigned_task(world, text="D", lead=world.commune_b)
    done = reported_task(world, text="E")
    found = told(
        world.ana,
        (task.pk, "Một việc khác", 40, "Đã làm.", ""),
        (other.pk, "B", 0.4, "Đã làm.", "xong"),
        (hidden.pk, "D", 40, "Đã làm.", ""),
        (other.pk, "B", 50, "", ""),
        (done.pk, "E", 100, "Đã làm thêm.", ""),
        ("số 7", "", 10, "Đã làm.", ""),
    )
    where = [(each.row, each.column) for each in found.problems]
    assert sorted(where) == [
        (2, "Task"), (3, "Done (mark with x)"), (3, "Progress"), (4, "id"),
        (5, "What was done"), (5, "id"), (6, "id"), (7, "id"),
    ]  # fmt: skip
    assert found.planned == []


def test_work_that_is_done_is_reported_as_done(world: SmallProvince) -> None:
    task = assigned_task(world)
    (planned,) = told(world.ana, (task.pk, "", "", "Đã xong.", "x")).planned
    assert (planned.percent, planned.done) == (100, True)
    (problem,) = told(world.ana, (task.pk, "", 90, "Đã xong.", "x")).problems
    assert problem.column == "Progress"


def test_one_line_that_cannot_be_taken_takes_none(world: SmallProvince) -> None:
    first, second = assigned_task(world, text="A"), assigned_task(world, text="B")
    content = said((first.pk, "", 40, "Đã làm.", ""), (second.pk, "", 100, "Đã xong.", "x"))
    planned = examine_reports(content, actor=world.ana).planned
    Task.objects.filter(pk=second.pk).update(state="cancelled")
    planned[1].task.refresh_from_db()
    with pytest.raises(Exception, match="not possible"):
        take_reports(planned, actor=world.ana, file=kept(content, world.ana))
    assert not Progress.objects.exists()
    assert not Entry.objects.filter(event="task.take_reports").exists()


def test_where_an_officer_only_drafts_the_list_says_so(world: SmallProvince) -> None:
    task = assigned_task(world, lead=world.department, verifier=None)
    (problem,) = told(world.felix, (task.pk, "", 40, "Đã làm.", "")).problems
    assert "drafts" in problem.reason
    assert not told(world.frida, (task.pk, "", 40, "Đã làm.", "")).problems


def test_the_page_gives_the_same_file_back_with_the_reasons(world: SmallProvince) -> None:
    task = assigned_task(world)
    content = said((task.pk, "", 140, "Đã làm.", ""))
    upload = SimpleUploadedFile("a.xlsx", content)
    page = browser_of(world.ana).post(reverse("tasks:reports"), {"file": upload})
    assert page.status_code == 422
    given = re.search(r'href="data:[^"]*base64,([^"]+)"', page.content.decode())
    assert given
    headings, row = cells(base64.b64decode(given[1]))
    assert (headings[:-1], headings[-1]) == (list(REPORTED), "Reasons")
    assert row[:4] == [task.pk, "", 140, "Đã làm."]
    assert "Progress: " in row[-1]
    # Corrected and sent back as it came: its last column does not disturb.
    row[2] = 40
    assert not examine_reports(as_xlsx("x", headings, [row]), actor=world.ana).problems


def test_the_button_takes_the_very_file_that_was_examined(world: SmallProvince) -> None:
    browser = browser_of(world.clara)
    upload = SimpleUploadedFile("a.xlsx", listed(ROADS))
    page = browser.post(reverse("tasks:assignments"), {"file": upload})
    token = page.context["token"]
    assert not Task.objects.exists()
    taking = reverse("tasks:assignments-taking")
    assert browser_of(world.frida).post(taking, {"token": token}).status_code == 422
    assert browser.post(reverse("tasks:reports-taking"), {"token": token}).status_code == 422
    assert browser.post(taking, {"token": token}).status_code == 302
    assert browser.post(taking, {"token": token}).status_code == 409
    assert Task.objects.count() == 1


def test_who_assigns_nothing_gets_no_page_for_it(world: SmallProvince) -> None:
    assert browser_of(world.ana).get(reverse("tasks:assignments")).status_code == 403
    assert browser_of(world.cora).get(reverse("tasks:reports")).status_code == 403
    deputy = person("Dung", world.party_office, PositionKind.DEPUTY)
    assert browser_of(deputy).get(reverse("tasks:assignments")).status_code == 200


def test_the_json_door_looks_through_and_takes_the_same_lists(world: SmallProvince) -> None:
    task, browser = assigned_task(world), browser_of(world.ana)

    def post(name: str, content: bytes) -> Any:
        upload = SimpleUploadedFile("a.xlsx", content)
        return browser.post(reverse(f"api:tasks_{name}_report_list"), {"file": upload})

    bad, good = said((task.pk, "", 140, "a", "")), said((task.pk, "", 40, "Đã làm.", ""))
    (problem,) = post("examine", bad).json()["problems"]
    assert (problem["row"], problem["column"], problem["value"]) == (2, "Progress", "140")
    assert post("take", bad).status_code == 422
    (planned,) = post("examine", good).json()["planned"]
    assert (planned["before"], planned["percent"]) == (None, 40)
    assert post("take", good).json() == {"tasks": [task.pk]}
    assert post("take", good).status_code == 422


def test_the_command_takes_a_list_or_only_tells(world: SmallProvince, tmp_path: Path) -> None:
    file, out = tmp_path / "a.xlsx", io.StringIO()
    file.write_bytes(listed(ROADS))
    call_command("tasks", "assign", str(file), "--dry-run", stdout=out)
    assert not Task.objects.exists()
    call_command("tasks", "assign", str(file), stdout=out)
    assert Task.objects.count() == 1
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("tasks", "assign", str(file), stdout=out)
    assert "row 2, Task" in out.getvalue()


def test_reading_a_list_costs_the_same_for_two_lines_as_for_twenty(
    world: SmallProvince, django_assert_max_num_queries: Any
) -> None:
    tasks = [assigned_task(world, text=f"Việc {each}") for each in range(8)]
    for task in tasks[:1]:
        acknowledge_task(task, actor=world.ana)
    rows = [(task.pk, task.text, 40, "Đã làm.", "") for task in tasks]
    with django_assert_max_num_queries(20):
        assert len(told(world.ana, *rows).planned) == 8
