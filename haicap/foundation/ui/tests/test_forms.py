"""A form says what is wrong, where, and what was given."""

from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from haicap.foundation.access import Invalid

from .pages import SampleForm

GOOD = {"text": "Đã làm", "done_on": "27/10/2025", "kind": "a"}


def shown(form: SampleForm, language: str = "en") -> str:
    source = (
        "{% load ui %}{% error_summary form %}{% for each in form %}{% field each %}{% endfor %}"
    )
    with translation.override(language):
        return unescape(Template(source).render(Context({"form": form})))


def test_a_day_is_typed_as_the_office_writes_it():
    form = SampleForm(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["done_on"] == date(2025, 10, 27)


@pytest.mark.parametrize("typed", ["31/02/2025", "10/27/2025", "tomorrow", "27/10/25"])
def test_a_day_that_is_none_is_refused_with_an_example(typed):
    page = shown(SampleForm({**GOOD, "done_on": typed}))
    assert "Enter a real day as dd/mm/yyyy, like 27/10/2025." in page
    assert f"Given: “{typed}”" in page


def test_every_fault_is_linked_to_its_field():
    page = shown(SampleForm({}))
    for name in ("text", "done_on"):
        assert f'href="#id_{name}"' in page
        assert f'id="id_{name}"' in page
    assert 'aria-invalid="true"' in page


def test_hint_and_error_are_read_out_with_the_field():
    page = shown(SampleForm({}))
    assert 'aria-describedby="id_text_helptext id_text_error"' in page
    assert 'id="id_text_helptext"' in page
    assert 'id="id_text_error"' in page


def test_what_an_action_refuses_stands_at_its_field():
    form = SampleForm({**GOOD, "share": "90"})
    form.is_valid()
    form.take(Invalid("share", "Not above 80.", 90))
    assert form.errors["share"] == ["Not above 80."]
    assert "Tỷ lệ: Not above 80." in shown(form)
    assert "Given: “90”" in shown(form)


def test_what_an_action_refuses_elsewhere_stands_above():
    form = SampleForm(GOOD)
    form.is_valid()
    form.take(Invalid("lead", "No such unit."))
    assert "No such unit." in shown(form)


def test_a_form_that_was_not_sent_has_no_faults():
    assert "error-summary" not in shown(SampleForm())


def test_several_files_come_as_a_list():
    files = [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")]
    form = SampleForm(GOOD, MultiValueDict({"evidence": files}))
    assert form.is_valid(), form.errors
    assert [file.name for file in form.cleaned_data["evidence"]] == ["a.pdf", "b.pdf"]


def test_no_file_is_an_empty_list():
    form = SampleForm(GOOD)
    assert form.is_valid()
    assert form.cleaned_data["evidence"] == []


def test_one_empty_file_among_several_is_refused():
    files = [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"")]
    form = SampleForm(GOOD, MultiValueDict({"evidence": files}))
    assert "evidence" in form.errors
