"""Both layouts, component by component, in both kinds of file."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from haicap.foundation.documents.layouts import layout_on, place_and_day
from haicap.foundation.documents.letter import Heading, Letter, Paragraph, Signature, Table
from haicap.foundation.documents.pdf import MEASURES, SIZES, as_pdf
from haicap.foundation.documents.symbols import System
from haicap.foundation.documents.word import as_docx
from haicap.foundation.statutes.book import FOLDER_VARIABLE, SHIPPED, find_statute

PARTY = Letter(
    system=System.PARTY,
    superior="Tỉnh ủy Lạng Sơn",
    issuer="Văn phòng",
    symbol="176-TB/VPTU",
    place="Lạng Sơn",
    issued_on=date(2025, 10, 27),
    type_name="Thông báo",
    summary="kết luận tại buổi làm việc với bảy xã",
    body=[
        Heading("Đánh giá chung", "I"),
        Paragraph("Mô hình hai cấp vận hành ổn định.", "1."),
        Table(["TT", "Kiến nghị"], [["1", "Bố trí thêm xe công vụ"]], [1, 6]),
    ],
    signature=Signature("Chánh Văn phòng", prefix="T/L", for_whom="Ban Thường vụ"),
    recipients=["Đảng ủy các xã,", "Lưu Văn phòng Tỉnh ủy."],
)
STATE = replace(
    PARTY,
    system=System.STATE,
    superior="",
    issuer="Ủy ban nhân dân tỉnh Lạng Sơn",
    symbol="05/TB-UBND",
    issued_on=date(2026, 2, 5),
    signature=Signature("Chủ tịch", "Nguyễn Văn A", "TM.", "Ủy ban nhân dân"),
)

# Guidance 36-HD/VPTW: the nine components of a Party document, in their order on the page.
PARTY_COMPONENTS = [
    "TỈNH ỦY LẠNG SƠN", "VĂN PHÒNG", "*", "Số 176-TB/VPTU", "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Lạng Sơn, ngày 27 tháng 10 năm 2025", "THÔNG BÁO", "kết luận tại buổi làm việc với bảy xã",
    "I. Đánh giá chung", "1. Mô hình hai cấp vận hành ổn định.", "Bố trí thêm xe công vụ",
    "Nơi nhận:", "- Lưu Văn phòng Tỉnh ủy.", "T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG",
]  # fmt: skip
# Decree 30/2020/NĐ-CP, Article 8: the nine components of a State document.
STATE_COMPONENTS = [
    "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", "Số: 05/TB-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc", "Lạng Sơn, ngày 05 tháng 02 năm 2026", "THÔNG BÁO",
    "I. Đánh giá chung", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A",
]  # fmt: skip


def words_of_docx(content: bytes) -> list[str]:
    """Every paragraph that has words, those in tables too, in the order of the page."""
    paper = Document(io.BytesIO(content))
    found = [WordParagraph(each, paper).text for each in paper.element.body.iter(qn("w:p"))]
    return [words for words in found if words.strip()]


def words_of_pdf(content: bytes) -> str:
    paper = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in paper)
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("letter", "components"), [(PARTY, PARTY_COMPONENTS), (STATE, STATE_COMPONENTS)]
)
def test_every_component_stands_in_both_files(letter: Letter, components: list[str]) -> None:
    assert letter.missing == []
    written = words_of_docx(as_docx(letter))
    places = [written.index(component) for component in components]
    assert places == sorted(places)
    printed = words_of_pdf(as_pdf(letter))
    assert [component for component in components if component not in printed] == []


@pytest.mark.parametrize("system", System)
def test_every_form_that_was_ever_in_force_has_all_parts(system: System) -> None:
    for what in ("paper", "components"):
        for value in find_statute(f"document.{what}.{system}").values:
            layout = layout_on(system, value.holds_from)
            assert all(layout.points(part) > 5 for part in SIZES)
            assert all(layout.millimetres(part) >= 10 for part in MEASURES)
            assert layout.words("title")
            assert layout.words("recipients_title")


def test_a_letter_is_set_by_the_form_of_its_own_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new form of tomorrow does not move what was issued yesterday."""
    shipped = (SHIPPED / "documents.toml").read_text()
    table = shipped[shipped.index('["document.paper.state"]') :]
    table = table[: table.index("\n[", 1)]
    later = table[table.index("{ from") : table.rindex("]")].strip().rstrip(",")
    later = later.replace("2020-03-05", "2031-01-01").replace(
        "millimetres = 30", "millimetres = 35"
    )
    earlier = later.replace("2031-01-01", "2020-03-05").replace("= 35, least", "= 30, least")
    earlier = earlier.replace("{ from = 2020-03-05,", "{ from = 2020-03-05, until = 2030-12-31,")
    whole = table[: table.index("values =")] + f"values = [ {earlier}, {later} ]\n"
    (tmp_path / "own.toml").write_text(whole)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))

    def left(day: date | None) -> int:
        letter = replace(STATE, issued_on=day)
        assert as_pdf(letter)
        return round(Document(io.BytesIO(as_docx(letter))).sections[0].left_margin.mm)

    assert [left(date(2030, 12, 31)), left(date(2031, 1, 1))] == [30, 35]
    # Before the first form, that form; a draft, as of today.
    assert [left(date(2011, 1, 1)), left(None)] == [30, 30]


def test_the_paper_is_a4_with_the_margins_of_the_rules() -> None:
    page = Document(io.BytesIO(as_docx(STATE))).sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    # Decree 30/2020/NĐ-CP, Appendix I: 20–25, 30–35 and 15–20 mm.
    assert 20 <= round(page.top_margin.mm) <= 25
    assert 20 <= round(page.bottom_margin.mm) <= 25
    assert 30 <= round(page.left_margin.mm) <= 35
    assert 15 <= round(page.right_margin.mm) <= 20


def test_page_numbers_begin_on_the_second_page() -> None:
    long = replace(STATE, body=[Paragraph("Nội dung chỉ đạo. " * 40)] * 12)
    pages = [
        page.get_textpage().get_text_range().split() for page in pypdfium2.PdfDocument(as_pdf(long))
    ]
    assert len(pages) > 1
    assert pages[0][0] != "1"
    assert pages[1][0] == "2"


def test_the_pdf_can_be_read_aloud() -> None:
    """PDF/UA: tagged, with a title and a language."""
    content = as_pdf(PARTY)
    assert b"pdfuaid:part" in content
    assert pypdfium2.PdfDocument(content).get_metadata_value("Title").startswith("176-TB/VPTU")


def test_a_letter_says_what_it_is_about_under_its_number() -> None:
    letter = replace(
        STATE, type_name="", symbol="32/UBND-VX", addressees=["Sở Tài chính", "Ủy ban nhân dân xã"]
    )
    written = words_of_docx(as_docx(letter))
    assert "V/v kết luận tại buổi làm việc với bảy xã" in written
    assert "Kính gửi: Sở Tài chính; Ủy ban nhân dân xã" in written
    assert "THÔNG BÁO" not in written


@pytest.mark.parametrize("words", ["#include “x”", "*_đậm_*", "<w:p/>", "$x$ \\ @ref `raw`", "]]"])
def test_words_are_words_whatever_they_look_like(words: str) -> None:
    letter = replace(PARTY, summary=words, body=[Paragraph(words)], recipients=[words])
    assert " ".join(words.split()) in words_of_pdf(as_pdf(letter))
    assert words in words_of_docx(as_docx(letter))


def test_a_draft_leaves_room_for_what_is_not_known() -> None:
    draft = replace(PARTY, symbol="", issued_on=None, recipients=[])
    assert draft.missing == ["symbol", "issued_on", "recipients"]
    assert "ngày tháng năm" in words_of_pdf(as_pdf(draft))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 12, 15), "ngày 15 tháng 12 năm 2026"),
    ],
)
def test_days_and_the_first_months_are_padded(day: date, words: str) -> None:
    assert place_and_day("Lạng Sơn", day) == f"Lạng Sơn, {words}"
