"""From the conclusion to a notice with its number and a task that is received, in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.followups.models import Sheet
from haicap.domain.meetings.models import Session
from haicap.domain.tasks.models import Task

from .test_journey import being

pytestmark = pytest.mark.browser
CLERK, GROUP, OFFICER = (
    "Văn thư Văn phòng Tỉnh ủy",
    "Tổ trưởng Tổ công tác số 4",
    "Công chức xã Lộc Bình",
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def send(page: Page) -> None:
    page.locator("main form button").last.click()


def test_the_office_composes_a_conclusion_issues_its_notice_and_orders_a_task(
    served_case: str, page: Page
) -> None:
    session = Session.objects.get(held_on="2025-10-23")
    with being(page, served_case, CLERK):
        conclusion = compose(page, served_case, session)
        order(page, served_case, conclusion)
        notice = announce(page, served_case, conclusion)
        assert (notice.symbol, notice.state) == ("177-TB/VPTU", "issued")
        paper = page.request.get(f"{served_case}/notices/documents/{notice.pk}/pdf/")
        assert paper.body().startswith(b"%PDF")
    with being(page, served_case, OFFICER):
        task = Task.objects.get(assignment__item__conclusion=conclusion)
        page.goto(served_case + task.get_absolute_url())
        expect(page.locator("ol.chain")).to_contain_text("177-TB/VPTU")
        page.locator(".moves").get_by_text("Tiếp nhận").first.click()
        expect(page.locator("main")).to_contain_text("đã tiếp nhận nhiệm vụ")
        task.refresh_from_db()
        assert task.received_on is not None


def compose(page: Page, address: str, session: Session) -> Conclusion:
    page.goto(f"{address}/notices/drafts/?session={session.pk}")
    send(page)
    conclusion = Conclusion.objects.latest("pk")
    page.locator(".moves a").filter(has_text="Soạn kết luận").click()
    page.get_by_role("link", name="Thêm mục").click()
    page.locator("textarea[name=text]").fill("Rà soát, số hóa toàn bộ hồ sơ của xã.")
    send(page)
    page.goto(f"{address}/notices/drafts/{conclusion.pk}/")
    answers = page.locator("main textarea")
    assert answers.count() == 7, "the seven recommendations of the session"
    for number in range(7):
        answers.nth(number).fill(f"Đồng ý về chủ trương, nội dung {number + 1}.")
    page.get_by_role("button", name="Đưa các nội dung trả lời").click()
    expect(page.locator("main textarea")).to_have_count(0)
    page.goto(address + conclusion.get_absolute_url())
    page.locator(".moves a").filter(has_text="Ghi nhận").click()
    send(page)
    numbers = Item.objects.filter(conclusion=conclusion).values_list("number", flat=True)
    assert sorted(numbers) == ["I.1", *(f"II.{n}" for n in range(1, 8))]
    return conclusion


def order(page: Page, address: str, conclusion: Conclusion) -> None:
    item = conclusion.items.get(number="I.1")
    page.goto(f"{address}/notices/items/{item.pk}/assignments/")
    page.locator("select[name=lead]").select_option("06529")
    page.locator("select[name=due_precision]").select_option("day")
    page.locator("input[name=due_on]").fill("19/12/2025")
    send(page)


def announce(page: Page, address: str, conclusion: Conclusion) -> Notice:
    page.goto(f"{address}/notices/drafts/{conclusion.pk}/notices/")
    page.locator("select[name=recipients]").select_option(["06529", "06541"])
    page.locator("select[name=sign_prefix]").select_option("T/L")
    page.fill("input[name=signed_for]", "Ban Thường vụ")
    page.fill("input[name=signed_by]", "Chánh Văn phòng")
    send(page)
    notice = Notice.objects.latest("pk")
    page.locator(".moves a").filter(has_text="Ban hành").click()
    expect(page.locator("main")).to_contain_text("177-TB/VPTU")
    send(page)
    notice.refresh_from_db()
    return notice


def test_the_group_assesses_a_row_and_the_office_carries_it_over(
    served_case: str, page: Page
) -> None:
    sheet = Sheet.objects.get()
    row = sheet.rows.get(item__label="C5")
    with being(page, served_case, GROUP):
        page.goto(f"{served_case}/follow-ups/{sheet.pk}/rows/{row.number}/assessment/")
        page.locator("select[name=assessment]").select_option("under_way")
        page.locator("textarea[name=remark]").fill("Hai xã còn chậm.")
        send(page)
        expect(page.locator(f"#row-{row.number}")).to_contain_text("Hai xã còn chậm.")
        expect(page.locator(f"#row-{row.number}")).to_contain_text("mô phỏng")
    with being(page, served_case, CLERK):
        page.goto(f"{served_case}/notices/drafts/?session={sheet.session_id}")
        send(page)
        page.goto(served_case + sheet.get_absolute_url())
        page.locator(f"#row-{row.number}").get_by_role("button", name="Chuyển tiếp").click()
        expect(page.locator(f"#row-{row.number}")).to_contain_text("Đã chuyển tiếp")
    carried = Item.objects.get(conclusion__session=sheet.session_id, conclusion__state="drafted")
    assert (carried.text, carried.carries_out) == (row.item.text, row.item.conclusion)
