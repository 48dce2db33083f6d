"""Every sentence of the interface is there in Vietnamese, and Django reads it."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["messages"] = module
    spec.loader.exec_module(module)
    return module


def test_every_sentence_is_there_in_vietnamese(messages):
    assert "\n".join(messages.faults()) == ""


def test_every_catalogue_is_written_as_extraction_writes_it(messages):
    stale = [
        str(owner)
        for owner in messages.owners()
        if (path := owner / messages.CATALOGUE).exists()
        and path.read_text(encoding="utf-8") != messages.extract(owner)
    ]
    assert not stale, "run: python tools/messages.py extract"


def test_django_reads_every_catalogue():
    read = {Path(each.path) / "locale" for each in apps.get_app_configs()}
    read |= {Path(each) for each in settings.LOCALE_PATHS}
    assert {path.parents[2] for path in ROOT.glob("haicap/**/django.po")} <= read


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house with one app: a page, a line of Python, a catalogue."""
    app = tmp_path / "haicap" / "domain" / "fields"
    (app / "templates").mkdir(parents=True)
    (app / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "Rice" %}{{ x|default:_("none") }}'
        "{% blocktranslate count n=n %}{{ n }} field{% plural %}{{ n }} fields"
        "{% endblocktranslate %}"
        '{% translate "May" context "month" %}',
        encoding="utf-8",
    )
    (app / "models.py").write_text(
        'x = _("Sown on %(day)s") % {"day": 1}\ny = pgettext("verb", "Order")\nz = _(name)\n'
    )
    return tmp_path


def write(house: Path, messages: ModuleType, **translations: str) -> None:
    app = house / "haicap" / "domain" / "fields"
    path = app / messages.CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    text = messages.extract(app)
    for words, translation in translations.items():
        marker = f'msgid "{words.replace("_", " ")}"\nmsgstr "'
        assert marker in text
        text = text.replace(f'{marker}"', f'{marker}{translation}"')
    path.write_text(text, encoding="utf-8")


def test_sentences_are_found_in_python_and_in_templates(house, messages):
    found = messages.sentences_of(house / "haicap" / "domain" / "fields")
    assert {(each.words, each.context) for each in found} == {
        ("Sown on %(day)s", None),
        ("Order", "verb"),
        ("Rice", None),
        ("none", None),
        (("%(n)s field", "%(n)s fields"), None),
        ("May", "month"),
    }


def test_a_missing_sentence_is_named_with_its_file(house, messages):
    faults = list(messages.faults(house))
    assert (
        "haicap/domain/fields: missing: 'Rice' (haicap/domain/fields/templates/page.html)" in faults
    )


def test_an_empty_translation_is_a_fault_and_a_filled_one_is_none(house, messages):
    write(house, messages, Rice="Lúa")
    faults = list(messages.faults(house))
    assert not any("'Rice'" in fault for fault in faults)
    assert any("not translated: 'none'" in fault for fault in faults)


def test_a_fuzzy_translation_is_a_fault(house, messages):
    write(house, messages, Rice="Lúa")
    path = house / "haicap" / "domain" / "fields" / messages.CATALOGUE
    path.write_text(path.read_text().replace('msgid "Rice"', '#, fuzzy\nmsgid "Rice"'))
    assert any("fuzzy: 'Rice'" in fault for fault in messages.faults(house))


def test_a_lost_placeholder_is_a_fault(house, messages):
    write(house, messages)
    path = house / "haicap" / "domain" / "fields" / messages.CATALOGUE
    lost = path.read_text().replace('%(day)s"\nmsgstr ""', '%(day)s"\nmsgstr "Gieo ngày"')
    path.write_text(lost)
    assert any("placeholders differ" in fault for fault in messages.faults(house))


def test_a_stale_sentence_is_named_and_goes_with_the_next_extraction(house, messages):
    write(house, messages, Rice="Lúa")
    app = house / "haicap" / "domain" / "fields"
    (app / "templates" / "page.html").write_text("nothing to say")
    assert any("no longer in the sources: 'Rice'" in fault for fault in messages.faults(house))
    assert "Rice" not in messages.extract(app)


def test_one_sentence_has_one_translation_in_the_whole_house(house, messages):
    write(house, messages, Rice="Lúa")
    other = house / "haicap" / "portal"
    other.mkdir()
    (other / "views.py").write_text('_("Rice")')
    path = other / messages.CATALOGUE
    path.parent.mkdir(parents=True)
    path.write_text(
        messages.extract(other).replace('msgid "Rice"\nmsgstr ""', 'msgid "Rice"\nmsgstr "Gạo"')
    )
    told = [fault for fault in messages.faults(house) if "differently" in fault]
    assert len(told) == 1
    assert "Lúa" in told[0]
    assert "Gạo" in told[0]


def test_extraction_keeps_what_is_translated_and_settles(house, messages):
    write(house, messages, Rice="Lúa")
    app = house / "haicap" / "domain" / "fields"
    path = app / messages.CATALOGUE
    assert messages.extract(app) == path.read_text()


def test_compiling_writes_what_changed_and_only_that(house, messages):
    write(house, messages, Rice="Lúa")
    assert len(list(messages.compiled(house))) == 1
    assert list(messages.compiled(house)) == []
