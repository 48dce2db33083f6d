"""Who has not signed in reads every public page in a language of their own."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from haicap.domain.cases.models import Persona
from tests.access.addresses import PAGES, Public

ROOT = Path(__file__).resolve().parents[1]
OTHERS = ("de", "el")
MISSING = "/communes/99999/"
pytestmark = pytest.mark.usefixtures("worked_case")


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["messages"] = module
    spec.loader.exec_module(module)
    return module


def public_pages() -> list[str]:
    pages = [
        f"{reverse(name, args=meaning.args)}?{meaning.query}"
        for name, meaning in PAGES.items()
        if isinstance(meaning, Public) and name != "healthz" and not name.startswith("api:")
    ]
    return [*pages, "/search/?q=x", "/deadlines/?name=complaint.acceptance&start=xx", MISSING]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every sentence that a page asks to be told in the reader's language."""
    said: set[str] = set()
    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        plain = getattr(translation._trans, name)
        words_at = 1 if name.startswith(("p", "np")) else 0

        def tell(*words: Any, plain: Any = plain, words_at: int = words_at) -> Any:
            said.add(str(words[words_at]))
            return plain(*words)

        monkeypatch.setattr(translation._trans, name, tell)
    return said


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_of_ours_is_missing_on_a_public_page(
    messages: ModuleType, asked: set[str], language: str
) -> None:
    ours = {
        sentence.key.singular
        for owner in messages.owners()
        for sentence in messages.sentences_of(owner)
    }
    told = {
        key.singular
        for owner in messages.owners()
        for key in messages.entries(messages.read(messages.catalogue(owner, language), language))
    }
    visitor = Client(headers={"accept-language": language})
    for page in public_pages():
        asked.clear()
        answer = visitor.get(page)
        assert answer.status_code in (200, 302, 404, 422), page
        assert asked & ours - told == set(), page


@pytest.mark.parametrize("language", OTHERS)
def test_a_public_page_says_which_language_it_speaks(language: str) -> None:
    html = Client(headers={"accept-language": language}).get("/sign-in/").text
    assert f'<html lang="{language}"' in html
    assert dict(de="Anmelden", el="Σύνδεση")[language] in html


def test_law_stands_in_its_own_language() -> None:
    html = Client(headers={"accept-language": "de"}).get("/statutes/complaint.acceptance/").text
    assert '<h1><span lang="en">' in html
    assert '<span lang="en">' not in Client().get("/statutes/complaint.acceptance/").text


def test_a_reader_of_no_language_of_ours_is_spoken_to_in_vietnamese() -> None:
    assert '<html lang="vi"' in Client(headers={"accept-language": "fi"}).get("/sign-in/").text


@pytest.mark.parametrize("language", OTHERS)
def test_whoever_is_signed_in_works_in_a_working_language(language: str) -> None:
    persona = Persona.objects.select_related("user").first()
    assert persona
    browser = Client(headers={"accept-language": language})
    browser.force_login(persona.user)
    html = browser.get("/").text
    assert '<html lang="en"' in html
    assert "Deutsch" not in html
    assert set(settings.WORKING_LANGUAGES) == {"vi", "en"}


def test_a_visitor_chooses_among_all_of_them() -> None:
    visitor = Client(headers={"accept-language": "vi"})
    for language, _name in settings.LANGUAGES:
        visitor.post(reverse("accounts:language"), {"language": language, "next": "/sign-in/"})
        assert f'<html lang="{language}"' in visitor.get("/sign-in/").text


def test_colours_are_chosen_and_left_to_the_device_again() -> None:
    visitor, door = Client(), reverse("accounts:colours")
    assert "data-colours" not in visitor.get("/sign-in/").text
    visitor.post(door, {"colours": "dark", "next": "/sign-in/"})
    assert 'data-colours="dark"' in visitor.get("/sign-in/").text
    visitor.post(door, {"colours": ""})
    assert "data-colours" not in visitor.get("/sign-in/").text
