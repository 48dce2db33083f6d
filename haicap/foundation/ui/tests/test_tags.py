"""What the tags put on a page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from haicap.foundation.access import Refusal
from haicap.foundation.ui.paging import Page
from haicap.foundation.workflow import OpenMove

DAY = date(2025, 10, 27)


def shown(source: str, language: str = "vi", **context: object) -> str:
    with translation.override(language):
        return Template("{% load ui %}" + source).render(Context(context)).strip()


def test_a_state_is_a_word_and_its_tone_only_repeats_it():
    task = SimpleNamespace(get_state_display=lambda: "Đang làm", state_tone="late")
    assert shown("{% state task %}", task=task) == '<span class="state late">Đang làm</span>'
    assert shown('{% state task "done" %}', task=task) == '<span class="state done">Đang làm</span>'


def test_a_tone_nobody_knows_is_a_fault_of_the_template():
    with pytest.raises(TemplateSyntaxError):
        shown('{% pill "Đang làm" "purple" %}')


def test_what_the_source_does_not_say_is_said_to_be_unsaid():
    assert shown("{% silent %}") == '<span class="silent">nguồn không nêu</span>'
    assert "not stated in the source" in shown("{% unknown %}", "en")
    assert "nguồn không nêu" in shown("{% day nothing %}", nothing=None)
    assert "nguồn không nêu" in shown("{% number nothing %}", nothing=None)


def test_only_what_is_simulated_is_marked():
    assert "mô phỏng" in shown("{% simulated x %}", x=SimpleNamespace(is_simulated=True))
    assert shown("{% simulated x %}", x=SimpleNamespace(is_simulated=False)) == ""


def test_a_real_record_that_an_example_moved_is_marked_beside_its_state():
    facts = {"get_state_display": lambda: "Đã giao", "has_simulated_moves": True}
    assert "mô phỏng" in shown("{% state x %}", x=SimpleNamespace(**facts))
    # What is simulated itself carries its own mark once, on the record.
    simulated = SimpleNamespace(**facts, is_simulated=True)
    assert "mô phỏng" not in shown("{% state x %}", x=simulated)


def test_words_of_a_record_cannot_become_markup():
    assert "<b>" not in shown("{% pill words %}{% silent words %}", words="<b>x</b>")
    assert "<b>" not in shown("{% chain links %}", links=[("<b>x</b>", "/")])


@pytest.mark.parametrize(
    ("precision", "vietnamese", "english"),
    [
        ("day", "27/10/2025", "27/10/2025"),
        ("month", "tháng 10/2025", "month 10/2025"),
        ("quarter", "quý IV/2025", "quarter IV/2025"),
        ("year", "năm 2025", "year 2025"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(precision, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        page = shown("{% day day precision %}", language, day=DAY, precision=precision)
        assert page == f'<time datetime="2025-10-27">{words}</time>'


def test_hours_are_those_of_viet_nam():
    late = datetime(2025, 10, 26, 20, 30, tzinfo=UTC)
    assert "03:30 27/10/2025" in shown("{% moment late %}", late=late)
    assert "27/10/2025" in shown("{% day late %}", late=late)


@pytest.mark.parametrize(
    ("value", "places", "vietnamese", "english"),
    [
        (15000, None, "15.000", "15,000"),
        (Decimal("15000.50"), None, "15.000,5", "15,000.5"),
        (Decimal("100.00"), None, "100", "100"),
        (Decimal("62.25"), 1, "62,3", "62.3"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (0, None, "0", "0"),
        (-1234.5, 1, "-1.234,5", "-1,234.5"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value, places, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        assert shown("{% number value places %}", language, value=value, places=places) == words


def test_the_chain_links_to_all_but_this_page():
    links = [("Thông báo", "/notices/1/", "vi"), ("Nhiệm vụ", None), ("Ẩn", "")]
    page = shown("{% chain links %}", links=links)
    assert '<a href="/notices/1/">Thông báo</a>' in page
    assert '<li aria-current="page">Nhiệm vụ</li>' in page
    assert "<li>Ẩn</li>" in page


def test_a_refused_button_stays_with_its_reason():
    open_moves = [
        OpenMove("verify", "Xác nhận", Refusal("Chưa có minh chứng.")),
        OpenMove("return", "Trả lại", None),
        OpenMove("report", "Báo cáo", None),
    ]
    page = shown("{% moves m posts=posts %}", m=open_moves, posts={"return": "/return/"})
    assert "disabled" in page.split("Xác nhận")[0]
    assert "Chưa có minh chứng." in page
    assert 'action="/return/"' in page
    assert "Báo cáo" not in page  # it has a form of its own on the page


def test_paging_keeps_the_filter_of_the_address():
    request = RequestFactory().get("/tasks/?state=late&cursor=old")
    page = shown("{% paging p %}", request=request, p=Page([], next_cursor="new"))
    assert 'href="?state=late&amp;cursor=new"' in page
    assert 'rel="prev"' not in page
