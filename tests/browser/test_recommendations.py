"""K1–K7 from the communes through the answers to the communes' verdict, in Chromium."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from haicap.domain.recommendations.models import Recommendation

from .test_journey import being

pytestmark = pytest.mark.browser
CLERK, FINANCE, OFFICER = (
    "Văn thư Văn phòng Tỉnh ủy",
    "Chuyên viên Sở Tài chính",
    "Công chức xã Lộc Bình",
)
PICTURES = os.environ.get("HAICAP_PICTURES")
"""A folder into which the pages of the journey are drawn, to be looked at."""
ROADMAP = {"steps": "30/06/2026 Trình phương án\n31/12/2026 Hoàn thành"}
ANSWERS: list[tuple[str, dict[str, str]]] = [
    ("planned", ROADMAP),
    ("not_accepted", {"reason": "Đã đủ định mức xe."}),
    ("in_hand", ROADMAP),
    ("resolved", {}),
    (
        "not_competent",
        {
            "reason": "Thuộc thẩm quyền của Bộ.",
            "forwarded_to": "Bộ Xây dựng",
            "forwarded_by": "Công văn 12/STC-ĐT",
        },
    ),
    ("explained", {"reason": "Nhà đầu tư đang hoàn thiện hồ sơ."}),
    ("resolved", {}),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def draw(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def send(page: Page) -> None:
    page.locator("main form button").last.click()
    expect(page.locator("main form.sheet textarea")).to_have_count(0)


def test_the_seven_are_sent_on_answered_and_judged(served_case: str, page: Page) -> None:
    seven = list(Recommendation.objects.order_by("pk"))
    root = f"{served_case}/recommendations"
    assert len(seven) == len(ANSWERS)
    with being(page, served_case, CLERK):
        for each in seven:
            page.goto(f"{root}/{each.pk}/routing/")
            page.locator("input[name=to][value='20.so-tai-chinh']").check()
            send(page)
        draw(page, "1-routed")
    with being(page, served_case, FINANCE):
        for number, (each, answer) in enumerate(zip(seven, ANSWERS, strict=True), start=1):
            give_answer(page, f"{root}/{each.pk}/answer/", number, *answer)
        draw(page, "3-answered")
    with being(page, served_case, OFFICER):
        page.goto(f"{root}/{seven[2].pk}/reopening/")
        page.fill("textarea[name=reason]", "Chưa nói nguồn vốn.")
        send(page)
        for each in (*seven[:2], *seven[3:]):
            say(page, f"{root}/{each.pk}/ending/", is_satisfied=each != seven[1])
        page.goto(served_case + seven[1].get_absolute_url())
        expect(page.locator("main")).to_contain_text("Đã đủ định mức xe.")
        expect(page.locator("main")).to_contain_text("chưa hài lòng")
        draw(page, "5-thread")
        page.goto(f"{root}/")
        draw(page, "6-register")
    states = Recommendation.objects.order_by("pk").values_list("state", "ending")
    ends = [("closed", result) for result, _said in ANSWERS]
    ends[2] = ("routed", "")
    assert list(states) == ends


def give_answer(page: Page, address: str, number: int, result: str, said: dict[str, Any]) -> None:
    page.goto(address)
    page.fill("textarea[name=text]", f"Trả lời kiến nghị K{number}.")
    page.fill("input[name=document]", f"18{number}/STC-NS")
    if number == 2:
        page.fill("textarea[name='point-06529']", "Xã Lộc Bình có 01 xe công vụ.")
    page.locator(f"input[name=result][value={result}]").check()
    for name, words in said.items():
        page.fill(f"[name={name}]", words)
    if number == 2:
        draw(page, "2-answering")
    send(page)


def say(page: Page, address: str, *, is_satisfied: bool) -> None:
    page.goto(address)
    page.locator(f"input[name=is_satisfied][value={'yes' if is_satisfied else 'no'}]").check()
    page.fill("textarea[name=remark]", "Đã trao đổi với các thôn.")
    draw(page, "4-verdict")
    send(page)
