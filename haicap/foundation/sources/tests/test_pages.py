"""A page says where its words come from, what is unsaid and what is simulated."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import models
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from haicap.foundation.access import house
from haicap.foundation.sources.actions import add_source, cite
from haicap.foundation.sources.models import Source

pytestmark = pytest.mark.django_db
LOADER = house("tests")


def people() -> "models.Manager[models.Model]":
    """Any records will do: the foundation knows no room."""
    return get_user_model().objects


def source(code: str, kind: Source.Kind = Source.Kind.PRESS) -> Source:
    return add_source(
        code,
        actor=LOADER,
        kind=kind,
        title="Bericht <b>",
        language="de",
        published_on=date(2025, 11, 28),
        address="https://example.org/a",
    )


@pytest.fixture
def record() -> models.Model:
    return people().create(username="ana", name="Ana")


def shown(tag: str, record: models.Model, value: object = None, language: str = "en") -> str:
    template = Template("{% load sources %}{% " + tag + " %}")
    with translation.override(language):
        return template.render(Context({"record": record, "value": value})).strip()


@pytest.fixture(autouse=True)
def _urls(settings: object) -> None:
    settings.ROOT_URLCONF = "haicap.foundation.sources.tests.addresses"


def test_a_line_names_the_sources_with_their_pages(record: models.Model) -> None:
    for code in ("003", "000"):
        cite(record, source(code), actor=LOADER)
    assert shown("source_line record", record, language="vi") == (
        '<small class="sources">Nguồn: <a href="/sources/000/">000</a>'
        ' · <a href="/sources/003/">003</a></small>'
    )


def test_a_record_without_sources_has_no_line(record: models.Model) -> None:
    assert shown("source_line record", record) == ""


def test_a_stated_value_stands_with_its_source(record: models.Model) -> None:
    cite(record, source("000"), actor=LOADER, field="name")
    words = shown('stated record "name" value "vi"', record, "Ana <i>")
    assert '<span lang="vi">Ana &lt;i&gt;</span>' in words
    assert '<a href="/sources/000/">000</a>' in words
    assert "simulated" not in words


def test_what_the_source_does_not_say_is_said_to_be_unsaid(record: models.Model) -> None:
    cite(record, source("000"), actor=LOADER)
    assert "not stated in the source" in shown('stated record "email" value', record)
    assert "nguồn không nêu" in shown('stated record "email" value', record, language="vi").lower()


def test_without_a_source_it_is_only_not_known(record: models.Model) -> None:
    assert "not known" in shown('stated record "email" value', record)
    cite(record, source("sim", Source.Kind.SIMULATION), actor=LOADER)
    assert "not known" in shown('stated record "email" value', people().get())


def test_nothing_and_zero_are_not_the_same(record: models.Model) -> None:
    cite(record, source("000"), actor=LOADER)
    assert ">0<" in shown('stated record "id" value', record, 0)


def test_days_and_numbers_are_written_as_people_write_them(record: models.Model) -> None:
    assert "27/10/2025" in shown('stated record "id" value', record, date(2025, 10, 27))
    assert "15.000" in shown('stated record "id" value', record, 15_000, "vi")


def test_where_sources_differ_both_are_shown(record: models.Model) -> None:
    cite(record, source("000"), actor=LOADER, field="name", value="Ana")
    cite(record, source("003"), actor=LOADER, field="name", value="Anna")
    words = shown('stated record "name" value', record, "Ana")
    assert '000</a>: <span lang="vi">Ana' in words
    assert '003</a>: <span lang="vi">Anna' in words


def test_a_source_that_is_silent_beside_one_that_speaks_is_named(record: models.Model) -> None:
    cite(record, source("000"), actor=LOADER, field="name")
    cite(record, source("003"), actor=LOADER, field="name", is_silent=True)
    words = shown('stated record "name" value', record, "Ana")
    assert words.index("000</a>") < words.index("Not stated in:") < words.index("003</a>")


def test_what_is_simulated_is_marked(record: models.Model) -> None:
    cite(record, source("sim", Source.Kind.SIMULATION), actor=LOADER, field="name")
    assert '<span class="simulated">simulated</span>' in shown(
        'stated record "name" value', record, "Ana"
    )


def test_what_no_source_says_in_so_many_words_is_marked(record: models.Model) -> None:
    cite(record, source("000"), actor=LOADER)
    cite(record, source("der", Source.Kind.DERIVATION), actor=LOADER, field="name")
    assert "derived" in shown('stated record "name" value', record, "Ana")
    assert "suy ra" in shown('derived record "name"', record, language="vi")
    assert shown("derived record", record) == ""
    assert "derived" not in shown('stated record "email" value', record, "a@example.org")


def test_the_page_of_a_source_tells_what_it_is(record: models.Model, client: Client) -> None:
    source("003")
    client.force_login(record, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/sources/003/", headers={"accept-language": "en"}).content.decode()
    assert '<dd lang="de">Bericht &lt;b&gt;</dd>' in page
    assert "German" in page
    assert "28/11/2025" in page
    assert 'href="https://example.org/a" rel="noopener noreferrer external"' in page
    assert client.get("/sources/nowhere/").status_code == 404


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    source("003")
    answers = [client.get(f"/sources/{code}/") for code in ("003", "nowhere")]
    assert [answer.status_code for answer in answers] == [302, 302]
