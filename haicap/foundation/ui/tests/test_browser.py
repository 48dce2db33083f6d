"""The pages in a real browser: on a desk and on a phone, in both languages, under our policy."""

import pytest

from haicap.foundation.accounts.testing import PASSWORD, account
from haicap.foundation.ui.testing import browser, open_page

__all__ = ["browser", "open_page"]

pytestmark = [pytest.mark.browser, pytest.mark.urls("haicap.foundation.ui.tests.pages")]


@pytest.fixture
def ana(database_copy):
    return account("ana", name="Nông Thị Ana")


def screen(width: int) -> dict[str, int]:
    return {"width": width, "height": 800}


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_page_fits_its_screen_and_breaks_no_policy(open_page, ana, width, locale):
    page = open_page(user=ana, viewport=screen(width), locale=locale)
    page.goto("/sample/")
    assert page.evaluate("document.documentElement.lang") == locale
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("htmx.config.allowEval") is False
    assert page.said == []


def test_ana_signs_in_works_and_leaves_without_javascript(open_page, ana):
    page = open_page(java_script_enabled=False)
    page.goto("/sign-in/?next=/sample/")
    page.fill("#id_username", "ana")
    page.fill("#id_password", PASSWORD)
    page.click("main form button")
    page.click("main form.sheet button")
    assert page.locator(".error-summary li").count() == 3
    page.click(".error-summary a")
    assert page.url.endswith("#id_text")
    page.click(".masthead .languages button:has-text('English')")
    assert page.locator("html").get_attribute("lang") == "en"
    page.click("text=Sign out")
    assert "/sign-in/" in page.url


def test_the_keyboard_comes_to_the_content_in_one_step(open_page, ana):
    page = open_page(user=ana)
    page.goto("/account/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_phone_keeps_the_two_columns_that_decide(open_page, ana):
    page = open_page(user=ana, viewport=screen(390))
    page.goto("/sample/")
    assert page.locator("thead th:visible").count() == 2


def test_paper_shows_the_record_and_none_of_the_furniture(open_page, ana):
    page = open_page(user=ana)
    page.goto("/sample/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("thead th:visible").count() == 5
    for furniture in (".masthead", ".moves", ".paging", "button >> nth=0"):
        assert not page.locator(furniture).is_visible()
    assert page.locator(".printed").is_visible()


CONTRAST = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).slice(0, 4).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = rgb(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!text || !element.checkVisibility()) continue;
    const [a, b] = [rgb(getComputedStyle(element).color), ground(element)].map(light);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(open_page, ana, scheme):
    page = open_page(user=ana, color_scheme=scheme)
    page.goto("/sample/")
    page.click("main form.sheet button")
    assert page.evaluate(CONTRAST) == []
