"""From a C5 task to the sheet of 27 November, as the people themselves do it, in Chromium."""

import re

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


def become(page: Page, address: str, persona: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_role("button", name=persona, exact=True).click()
    expect(page.get_by_role("link", name="Haicap")).to_be_visible()


def leave(page: Page) -> None:
    page.locator(".who").get_by_role("button", name="Đăng xuất").click()


def report(page: Page, address: str, task: Task, words: str) -> None:
    page.goto(address + task.get_absolute_url())
    page.locator(".moves a, .moves button").filter(has_text="Báo cáo").first.click()
    page.locator("textarea[name=text]").fill(words)
    page.locator("input[name=percent]").fill("100")
    page.locator("input[type=checkbox][name=done]").check()
    page.locator("input[type=file]").set_input_files([PROOF])
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("100")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_task_is_reported_returned_verified_and_followed_up(
    served_case: str, browser: Browser, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts, locale="vi-VN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    task = Task.objects.get(lead__key="06529")
    other = Task.objects.get(lead__key="06541")
    sheet = Sheet.objects.get()

    become(page, served_case, "Công chức xã Lộc Bình")
    report(page, served_case, task, "Đã số hóa một phần hồ sơ.")
    leave(page)

    become(page, served_case, "Tổ trưởng Tổ công tác số 4")
    page.goto(served_case + task.get_absolute_url())
    page.locator(".moves").get_by_text("Trả lại").first.click()
    page.locator("textarea[name=reason]").fill("Chưa rõ số hồ sơ đã số hóa.")
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("Chưa rõ số hồ sơ đã số hóa.")
    leave(page)

    become(page, served_case, "Công chức xã Lộc Bình")
    report(page, served_case, task, "Đã số hóa toàn bộ hồ sơ tiếp nhận từ 01/7.")
    leave(page)

    become(page, served_case, "Tổ trưởng Tổ công tác số 4")
    page.goto(served_case + task.get_absolute_url())
    page.locator(".moves").get_by_role("button", name=re.compile("Xác nhận")).click()
    expect(page.locator(".state").first).to_contain_text("Đã xác nhận")

    # On the sheet of 27 November, marked as simulated; then up to item, notice and session.
    page.goto(served_case + sheet.get_absolute_url())
    row = page.locator("tr", has_text="C5")
    expect(row).to_contain_text("Đã xác nhận")
    expect(row).to_contain_text("mô phỏng")
    page.locator("main").get_by_role("link", name="Xã Lộc Bình").first.click()
    expect(page).to_have_url(served_case + task.get_absolute_url())
    chain = page.locator("ol.chain")
    chain.get_by_role("link", name="Mục C5").click()
    page.locator("ol.chain").get_by_role("link", name="176-TB/VPTU").click()
    expect(page.locator("h1")).to_contain_text("176-TB/VPTU")
    page.locator("ol.chain").get_by_role("link", name="23/10/2025").click()
    expect(page.locator("main")).to_contain_text("Cửa khẩu Chi Ma")
    leave(page)

    for persona in ("Công chức xã Mẫu Sơn", "Người ngoài hệ thống", "Công dân"):
        become(page, served_case, persona)
        assert_hidden(page, served_case, task)
        leave(page)
    become(page, served_case, "Công chức xã Mẫu Sơn")
    assert page.goto(served_case + other.get_absolute_url()).status == 200

    expected = [said for said in complaints if "404" not in said]
    assert expected == [], "the page complains on the console"
    verbs = Entry.objects.filter(subject_type="tasks.task", subject_id=str(task.pk))
    assert list(verbs.order_by("id").values_list("after", flat=True)) == [
        "assigned",
        "reported",
        "returned",
        "reported",
        "verified",
    ]
    assert set(verbs.exclude(actor_id=None).values_list("is_simulated", flat=True)) == {True}
    seal_waiting()
    assert list(verify()) == []
    context.close()


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
