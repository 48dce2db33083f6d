"""axe-core finds nothing to blame on any page, in any language it speaks, light or dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page

from haicap.domain.tasks.models import Task
from tests.access.addresses import PAGES, Public, SignedIn

from .test_pages import enter, pages

pytestmark = pytest.mark.browser

# What WCAG 2.2 AA asks for, and what axe calls good practice besides.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    # Of what is in order, axe need not describe every element.
    "resultTypes": ["violations"],
}
LOCALES = {"vi": "vi-VN", "en": "en-GB", "de": "de-DE", "el": "el-GR"}


def faults(page: Page, axe: Axe) -> list[str]:
    found: list[dict[str, Any]] = axe.run(page, options=RULES).response["violations"]
    return [
        f"{page.url}: {each['id']} at {node['target']}" for each in found for node in each["nodes"]
    ]


def public_pages() -> list[str]:
    named = [
        f"{reverse(name, args=meaning.args)}?{meaning.query}"
        for name, meaning in PAGES.items()
        if isinstance(meaning, Public) and name != "healthz" and not name.startswith("api:")
    ]
    return [*named, "/search/?q=x", "/nowhere/"]


def forms() -> list[str]:
    task = Task.objects.get(lead__key="06529")
    return [
        f"/tasks/{task.pk}/progress/",
        "/recommendations/raise/",
        "/sessions/plan/",
        "/notices/draft/",
        *(
            reverse(name, args=meaning.args)
            for name, meaning in PAGES.items()
            if isinstance(meaning, SignedIn) and "docx" not in name and "pdf" not in name
        ),
    ]


@pytest.mark.parametrize(
    ("language", "scheme"), [("vi", "light"), ("en", "dark"), ("de", "light"), ("el", "dark")]
)
def test_nothing_is_wrong_on_a_public_page(
    served_case: str, browser: Browser, language: str, scheme: str
) -> None:
    context = browser.new_context(locale=LOCALES[language], color_scheme=scheme, bypass_csp=True)
    page, axe, wrong = context.new_page(), Axe(), []
    for address in public_pages():
        page.goto(served_case + address)
        wrong += faults(page, axe)
    context.close()
    assert wrong == []


@pytest.mark.parametrize(("language", "scheme"), [("vi", "dark"), ("en", "light")])
def test_nothing_is_wrong_where_people_work(
    served_case: str, browser: Browser, language: str, scheme: str
) -> None:
    context = browser.new_context(locale=LOCALES[language], color_scheme=scheme, bypass_csp=True)
    page, axe, wrong = context.new_page(), Axe(), []
    for persona in ("Văn thư Văn phòng Tỉnh ủy", "Công chức xã Lộc Bình"):
        enter(page, served_case, persona)
        for address in (*pages(), *forms()):
            page.goto(served_case + address)
            wrong += faults(page, axe)
        context.clear_cookies()
    context.close()
    assert wrong == []


def test_a_page_reads_on_the_narrowest_screen(served_case: str, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN", viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide = []
    for address in public_pages():
        page.goto(served_case + address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    context.close()
    assert wide == []


def test_what_is_wrong_would_be_found(served_case: str, browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{served_case}/sign-in/")
    page.evaluate("document.querySelector('main').append(new Image())")
    assert any("image-alt" in fault for fault in faults(page, Axe()))
    context.close()
