"""Take the pictures of docs/guide anew: `python -m tools.pictures ADDRESS`, of a served example.

The worked case must be fresh: what a visitor did to it would stand in the pictures. Needs
Chromium; the pictures are looked at by a person before they are committed.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "guide" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDTH, HEIGHT = 1280, 860
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


@dataclass(frozen=True)
class Picture:
    """A page as one of the personas sees it, or as a visitor does."""

    name: str
    persona: str
    path: str


PICTURES = [
    Picture("sign-in", "", "/sign-in/"),
    Picture("desk", "Văn thư Văn phòng Tỉnh ủy", "/"),
    Picture("session", "Bí thư Tỉnh ủy", "/sessions/1/"),
    Picture("notice", "Văn thư Văn phòng Tỉnh ủy", "/notices/1/"),
    Picture("task", "Công chức xã Lộc Bình", "/tasks/1/"),
    Picture("tasks", "Tổ trưởng Tổ công tác số 4", "/tasks/"),
    Picture("follow-up", "Tổ trưởng Tổ công tác số 4", "/follow-ups/1/"),
    Picture("recommendation", "Văn thư Văn phòng Tỉnh ủy", "/recommendations/3/"),
    Picture("figure", "Bí thư Tỉnh ủy", "/figures/2/"),
    Picture("commune", "Chủ tịch UBND xã Lộc Bình", "/communes/06529/"),
    Picture("statute", "", "/statutes/complaint.acceptance/"),
]


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    chromium = os.environ.get("HAICAP_CHROMIUM") or shutil.which("chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for language in LANGUAGES:
            for picture in PICTURES:
                take(browser, sys.argv[1], picture, language)
        browser.close()


def take(browser: Browser, address: str, picture: Picture, language: str) -> None:
    context = browser.new_context(
        locale=LANGUAGES[language], viewport={"width": WIDTH, "height": HEIGHT}
    )
    page = context.new_page()
    if picture.persona:
        enter(page, address, picture.persona)
    answer = page.goto(address + picture.path)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{picture.path} does not show to {picture.persona or 'a visitor'}")
    path = FOLDER / f"{picture.name}.{language}.png"
    page.screenshot(path=path)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")
    context.close()


def enter(page: Page, address: str, persona: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_role("button", name=persona, exact=True).click()


if __name__ == "__main__":
    main()
