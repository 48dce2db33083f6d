"""The pages of the loop in a real browser, on a desk and on a phone, in both languages."""

import pytest
from playwright.sync_api import Browser, Page

from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.followups.models import Sheet
from haicap.domain.indicators.models import Figure, Report
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task

pytestmark = pytest.mark.browser

RECORDS = (Session, Conclusion, Notice, Item, Task, Recommendation, Report, Figure, Sheet)
LISTS = ["/", "/sessions/", "/recommendations/", "/notices/", "/tasks/", "/figures/"]
WIDER_THAN_ITS_SCREEN = "document.documentElement.scrollWidth > innerWidth"


def enter(page: Page, address: str, persona: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_role("button", name=persona, exact=True).click()


def pages() -> list[str]:
    records = [model.objects.order_by("pk").first() for model in RECORDS]
    commune = Unit.objects.get(key="06529")
    return [*LISTS, "/follow-ups/", *(each.get_absolute_url() for each in [*records, commune])]


@pytest.mark.parametrize("locale", ["vi-VN", "en-GB"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_its_screen_and_breaks_no_policy(
    served_case: str, browser: Browser, locale: str, width: int
) -> None:
    context = browser.new_context(locale=locale, viewport={"width": width, "height": 900})
    page, said = context.new_page(), []
    page.on("console", lambda heard: said.append(f"{page.url}: {heard.text}"))
    page.on("pageerror", lambda fault: said.append(f"{page.url}: {fault}"))
    enter(page, served_case, "Văn thư Văn phòng Tỉnh ủy")
    for address in pages():
        answer = page.goto(served_case + address)
        assert answer is not None
        assert answer.status == 200, address
        assert not page.evaluate(WIDER_THAN_ITS_SCREEN), address
    context.close()
    assert said == []


def test_the_buttons_work_by_keyboard_alone(served_case: str, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    enter(page, served_case, "Công chức xã Lộc Bình")
    task = Task.objects.get(lead__key="06529")
    page.goto(served_case + task.get_absolute_url())
    page.locator(".moves a.button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/tasks/{task.pk}/progress/**")
    context.close()
