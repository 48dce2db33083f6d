"""From a C5 task to the sheet of 27 November, as the people themselves do it, in Chromium."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from haicap.domain.followups.models import Sheet
from haicap.domain.tasks.models import Task
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.sealing import seal_waiting, verify

pytestmark = pytest.mark.browser

PROOF = {
    "name": "minh chứng số hóa.txt",
    "mimeType": "text/plain",
    "buffer": "Danh sách hồ sơ đã số hóa, mô phỏng".encode(),
}


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a browser that speaks Vietnamese; what it complains of is told at the end."""
    context = browser.new_context(java_script_enabled=request.param, locale="vi-VN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    # A page that is not there is told on the console too; those are asked for on purpose.
    assert [said for said in complaints if "404" not in said] == []


def test_a_task_is_reported_returned_verified_and_followed_up(
    served_case: str, visitor: Page
) -> None:
    task = Task.objects.get(lead__key="06529")
    with being(visitor, served_case, "Công chức xã Lộc Bình"):
        report(visitor, served_case, task, "Đã số hóa một phần hồ sơ.")
    with being(visitor, served_case, "Tổ trưởng Tổ công tác số 4"):
        send_back(visitor, served_case, task, "Chưa rõ số hồ sơ đã số hóa.")
    with being(visitor, served_case, "Công chức xã Lộc Bình"):
        report(visitor, served_case, task, "Đã số hóa toàn bộ hồ sơ tiếp nhận từ 01/7.")
    with being(visitor, served_case, "Tổ trưởng Tổ công tác số 4"):
        confirm(visitor, served_case, task)
        follow_up(visitor, served_case, task)
        climb(visitor, served_case, task)
    for persona in ("Công chức xã Mẫu Sơn", "Người ngoài hệ thống", "Công dân"):
        with being(visitor, served_case, persona):
            assert_hidden(visitor, served_case, task)
    with being(visitor, served_case, "Công chức xã Mẫu Sơn"):
        own = Task.objects.get(lead__key="06541")
        assert visitor.goto(served_case + own.get_absolute_url()).status == 200
    assert_journaled(task)


@contextmanager
def being(page: Page, address: str, persona: str) -> Iterator[None]:
    """Take a persona's place by one click, and leave it again."""
    page.goto(f"{address}/sign-in/")
    page.get_by_role("button", name=persona, exact=True).click()
    leave = page.locator(".who").get_by_role("button", name="Đăng xuất")
    expect(leave).to_be_visible()
    yield
    leave.click()


def report(page: Page, address: str, task: Task, words: str) -> None:
    """From the desk to the task, then that it is done, with a file that shows it."""
    page.goto(address)
    page.locator(f'a[href="{task.get_absolute_url()}"]').first.click()
    page.locator(".moves a, .moves button").filter(has_text="Báo cáo").first.click()
    page.locator("textarea[name=text]").fill(words)
    page.locator("input[name=percent]").fill("100")
    page.locator("input[type=checkbox][name=done]").check()
    page.locator("input[type=file]").set_input_files([PROOF])
    page.locator("main form button").last.click()
    expect(page.locator(".state").first).to_contain_text("Đã báo cáo")
    expect(page.locator("main")).to_contain_text(words)


def send_back(page: Page, address: str, task: Task, reason: str) -> None:
    page.goto(address + task.get_absolute_url())
    page.locator(".moves").get_by_text("Trả lại").first.click()
    page.locator("textarea[name=reason]").fill(reason)
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text(reason)


def confirm(page: Page, address: str, task: Task) -> None:
    page.goto(address + task.get_absolute_url())
    page.locator(".moves").get_by_role("button", name=re.compile("Xác nhận")).click()
    expect(page.locator(".state").first).to_contain_text("Đã xác nhận")


def follow_up(page: Page, address: str, task: Task) -> None:
    """On the sheet of 27 November, marked as simulated, and from there back to the task."""
    page.goto(address + Sheet.objects.get().get_absolute_url())
    row = page.locator("tr", has_text="C5")
    expect(row).to_contain_text("Đã xác nhận")
    expect(row).to_contain_text("mô phỏng")
    row.locator(f'a[href="{task.get_absolute_url()}"]').first.click()
    expect(page).to_have_url(address + task.get_absolute_url())


def climb(page: Page, address: str, task: Task) -> None:
    """Up the chain: the item, the notice, the session."""
    for link, words in [
        ("Mục C5", "công nghệ thông tin"),
        ("176-TB/VPTU", "176-TB/VPTU"),
        ("23/10/2025", "Cửa khẩu Chi Ma"),
    ]:
        page.locator("ol.chain").get_by_role("link", name=link).click()
        expect(page.locator("main")).to_contain_text(words)


def assert_journaled(task: Task) -> None:
    deeds = Entry.objects.filter(subject_type="tasks.task", subject_id=str(task.pk))
    assert list(deeds.order_by("id").values_list("after", flat=True)) == [
        "assigned",
        "reported",
        "returned",
        "reported",
        "verified",
    ]
    assert set(deeds.exclude(actor_id=None).values_list("is_simulated", flat=True)) == {True}
    seal_waiting()
    assert list(verify()) == []


def assert_hidden(page: Page, address: str, task: Task) -> None:
    """By page, by API, by search and by count."""
    assert page.goto(address + task.get_absolute_url()).status == 404
    assert page.request.get(f"{address}/api/v1/tasks/{task.pk}").status == 404
    listed = page.request.get(f"{address}/api/v1/tasks").json()["items"]
    assert task.pk not in [each["id"] for each in listed]
    matrix = page.request.get(f"{address}/api/v1/tasks/matrix").json()
    assert matrix["total"] == len(listed)
    page.goto(f"{address}/tasks/?text=c%C3%B4ng")
    assert page.locator(f'a[href="{task.get_absolute_url()}"]').count() == 0
