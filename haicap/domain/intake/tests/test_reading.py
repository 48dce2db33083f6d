"""A file becomes words, whatever it was made with; and no file does harm."""

import io
import random
import zipfile
from datetime import date
from email.message import EmailMessage

import docx
import pypdfium2
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from haicap.domain.intake.reading import Part, read
from haicap.domain.intake.reading.characters import TCVN3, VNI
from haicap.domain.intake.reading.limits import MOST_BYTES, MOST_LETTERS
from haicap.domain.intake.recognising import recognise
from haicap.foundation.access import Invalid
from haicap.foundation.documents.letter import Letter, Paragraph, Signature
from haicap.foundation.documents.pdf import as_pdf
from haicap.foundation.documents.symbols import System

NOTICE = (
    "Thông báo kết luận của Bí thư Tỉnh ủy\n"
    "Sáng 23/10/2025, Thường trực Tỉnh ủy làm việc với các xã và nghe báo cáo kết quả chín tháng.\n"
    "Ủy ban nhân dân các xã rà soát, xây dựng lộ trình thực hiện; đẩy nhanh chuyển đổi số.\n"
)


def words(reading, *parts):
    return [reading.words_of(block) for block in reading.of(*parts)]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def refused(content, name=""):
    with pytest.raises(Invalid) as caught:
        read(content, name)
    assert caught.value.field == "file"
    return caught.value.reason


def read_or_refused(content):
    """None for a file refused in words; anything else that goes wrong breaks the test."""
    try:
        return read(content)
    except Invalid:
        return None


def as_docx(make):
    document = docx.Document()
    make(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def altered(content, member, change):
    """A DOCX with one of its members changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == member else data)
    return kept.getvalue()


def test_every_block_is_a_stretch_of_the_text():
    reading = read(NOTICE.encode())
    assert reading.text.split("\n") == words(reading, *Part)
    assert reading.title == "Thông báo kết luận của Bí thư Tỉnh ủy"
    assert reading.language == "vi"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"])
def test_a_text_is_the_same_in_every_unicode(encoding):
    content = NOTICE.encode(encoding)
    if encoding == "utf-16-be":
        content = b"\xfe\xff" + content
    # Vietnamese letters above Latin-1 have no zero byte: enough of the others have one.
    assert read(content).text == read(NOTICE.encode()).text


def test_text_of_the_old_fonts_is_made_readable_and_says_so():
    small = NOTICE.lower()
    back = {new: old for old, new in TCVN3.items()}
    typed = "".join(back.get(letter, letter) for letter in small)
    reading = read(typed.encode("cp1252"))
    assert reading.text.lower() == read(small.encode()).text.lower()
    assert "Converted from the old TCVN3 fonts." in reading.remarks


def test_text_of_the_vni_fonts_is_made_readable_and_says_so():
    back = {new: old for old, new in VNI.items()}
    typed = "".join(back.get(letter, letter) for letter in NOTICE)
    reading = read(typed.encode("cp1252"))
    assert reading.text == read(NOTICE.encode()).text
    assert "Converted from the old VNI fonts." in reading.remarks


def test_a_french_text_is_not_taken_for_an_old_font():
    reading = read("Le comité a décidé à l’unanimité, déjà prêt.".encode("cp1252"))
    assert reading.text == "Le comité a décidé à l’unanimité, déjà prêt."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Đoàn công tác làm việc với thường trực đảng ủy các xã biên giới.", "vi"),
        ("The delegation met the standing committees of the border communes.", "en"),
        ("Die Delegation traf die ständigen Ausschüsse der Gemeinden an der Grenze.", "de"),
        ("Η αντιπροσωπεία συναντήθηκε με τις επιτροπές των κοινοτήτων.", "el"),
        ("176-TB/VPTU", ""),
    ],
)
def test_the_language_is_told_where_there_is_enough_to_tell(text, language):
    assert read(text.encode()).language == language


def test_the_line_that_names_the_source_is_apart():
    reading = read((NOTICE + "Nguồn: https://langson.gov.vn/tin-1.html\nBình luận (0)\n").encode())
    assert words(reading, Part.SOURCE) == ["Nguồn: https://langson.gov.vn/tin-1.html"]
    assert words(reading, Part.ASIDE) == ["Bình luận (0)"]
    assert reading.address == "https://langson.gov.vn/tin-1.html"


def test_a_sentence_that_begins_like_a_source_line_stays_in_the_text():
    reading = read(
        b"Source: the commune reported that all of its houses had been repaired in time."
    )
    assert not words(reading, Part.SOURCE)


PAGE = """<html><head><title>Bí thư Tỉnh ủy làm việc với các xã</title>
<meta property="article:published_time" content="2025-10-23T10:00:00+07:00">
<link rel="canonical" href="https://bao.example/bai-1.html"></head><body>
<nav><a href="/">Trang chủ</a> <a href="/l">Liên hệ</a></nav><article>
<h1>Bí thư Tỉnh ủy làm việc với các xã</h1>%s
<figure><img src="http://127.0.0.1:9/x.png">
<figcaption>Quang cảnh buổi làm việc</figcaption></figure>
<p>Nguồn: langson.gov.vn</p></article><script>document.write("đoạn mã")</script>
<footer>Bản quyền thuộc về báo</footer></body></html>"""
PARAGRAPH = (
    "<p>Sáng 23/10, đoàn công tác làm việc với xã số %d và nghe báo cáo kết quả chín tháng.</p>"
)


def test_a_web_page_is_its_article_without_what_stands_around_it():
    reading = read((PAGE % "".join(PARAGRAPH % number for number in range(4))).encode())
    assert reading.title == "Bí thư Tỉnh ủy làm việc với các xã"
    assert reading.published_on == date(2025, 10, 23)
    assert reading.address == "https://bao.example/bai-1.html"
    assert words(reading, Part.CAPTION) == ["Quang cảnh buổi làm việc"]
    assert len(words(reading, Part.BODY)) == 4
    for left_out in ("Trang chủ", "đoạn mã", "Bản quyền"):
        assert left_out not in reading.text


def test_a_page_in_an_old_encoding_is_read_as_it_declares():
    page = '<html><head><meta charset="iso-8859-7"></head><body><p>Η επιτροπή αποφάσισε.</p></body>'
    assert "Η επιτροπή αποφάσισε." in read(page.encode("iso-8859-7")).text


def test_a_docx_is_read_in_its_order_with_tables_and_captions():
    def make(document):
        document.add_heading("Thông báo kết luận", 1)
        document.add_paragraph("Mục thứ nhất của thông báo.")
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "Chỉ tiêu"
        table.cell(0, 1).merge(table.cell(0, 0))
        document.add_paragraph("Quang cảnh buổi làm việc", style="Caption")
        old = document.add_paragraph().add_run("®éc lËp - tù do")
        old.font.name = ".VnTime"
        large = document.add_paragraph().add_run("céng hßa")
        large.font.name = ".VnTimeH"

    reading = read(as_docx(make))
    assert words(reading, Part.TITLE) == ["Thông báo kết luận"]
    assert words(reading, Part.CAPTION) == ["Quang cảnh buổi làm việc"]
    assert words(reading, Part.BODY) == [
        "Mục thứ nhất của thông báo.",
        "Chỉ tiêu",
        "độc lập - tự do",
        "CỘNG HÒA",
    ]


def test_a_pdf_of_our_own_making_is_read_back_paragraph_by_paragraph(pdf_of_a_letter):
    content, sentences = pdf_of_a_letter
    said = words(read(content), *Part)
    for sentence in sentences:
        assert sentence in said


def test_a_message_is_its_subject_and_words_and_names_what_is_attached():
    message = EmailMessage()
    message["From"] = "Văn phòng <vp@langson.example>"
    message["Subject"] = "Kết luận buổi làm việc"
    message["Date"] = "Thu, 23 Oct 2025 23:30:00 +0000"
    message.set_content("Kính gửi các xã.\nĐề nghị báo cáo trước ngày 30.")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="tb.pdf")
    reading = read(message.as_bytes(), "tin.eml")
    assert reading.title == "Kết luận buổi làm việc"
    # Seven hours later it was already the next day in Việt Nam.
    assert reading.published_on == date(2025, 10, 24)
    assert words(reading, Part.BODY) == ["Kính gửi các xã.", "Đề nghị báo cáo trước ngày 30."]
    assert reading.remarks == ("Attached and not read: tb.pdf.",)


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"", "empty"),
        (b"\x00\x00  \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old or locked"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 60, "picture"),
        (b"MZ" + b"x" * 60, "program"),
        (b"%PDF-1.7\nbroken", "damaged"),
        (b"PK\x03\x04broken", "cannot be read"),
        (b"a\x01b c\x02d text that is none", "no text"),
        (b"x" * (MOST_BYTES + 1), "at most 20 MB"),
        (b"word " * (MOST_LETTERS // 5 + 1), "Divide it"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content, because):
    assert because in refused(content)


def test_a_docx_that_unpacks_to_far_more_than_it_is_is_refused():
    bomb = altered(as_docx(lambda _d: None), "docProps/app.xml", lambda _old: b"0" * 300_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bomb)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    assert "unpacks to far more" in refused(packed.getvalue())


def test_a_docx_with_entities_of_its_own_is_refused():
    def with_entity(data):
        return data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)

    content = altered(as_docx(lambda d: d.add_paragraph("x")), "word/document.xml", with_entity)
    assert "defines words of its own" in refused(content)


def test_a_scan_is_handed_page_by_page_to_whoever_recognises_it(pdf_of_a_picture):
    seen = []

    def recognise(picture):
        seen.append(picture)
        return "Xã Lộc Bình kiến nghị bố trí thêm xe công vụ."

    reading = read(pdf_of_a_picture, "scan.pdf", recognise)
    assert reading.text == "Xã Lộc Bình kiến nghị bố trí thêm xe công vụ."
    assert "may have faults" in reading.remarks[0]
    [picture] = seen
    head, _rest = picture.split(b"\n", 1)
    assert head == b"P5 2480 3509 255"


def test_a_scan_says_what_is_missing_where_nothing_recognises_it(monkeypatch, pdf_of_a_picture):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Invalid, match="needs Tesseract"):
        read(pdf_of_a_picture, "scan.pdf", recognise)
    assert "pictures without text" in refused(pdf_of_a_picture)


def test_marks_that_nobody_sees_do_not_reach_the_text():
    reading = read("Xã\u202e Lộc\u200b Bình\u00ad báo\ufeff cáo.".encode())
    assert reading.text == "Xã Lộc Bình báo cáo."


def test_deeply_nested_html_does_no_harm():
    nested = (
        b"<html><body>" + b"<div>" * 20_000 + "Xã Lộc Bình báo cáo".encode() + b"</div>" * 20_000
    )
    reading = read_or_refused(nested)
    assert reading is None or "Lộc Bình" in reading.text


def _mutations(seed):
    chance = random.Random(seed)  # noqa: S311
    page = (PAGE % "".join(PARAGRAPH % number for number in range(3))).encode()
    content = bytearray(chance.choice([NOTICE.encode(), page, NOTICE.encode("utf-16")]))
    for _step in range(chance.randint(1, 12)):
        at = chance.randrange(len(content) or 1)
        change = chance.randrange(4)
        if change == 0:
            content = content[:at]
        elif change == 1:
            content[at : at + 1] = bytes([chance.randrange(256)])
        elif change == 2:
            content[at:at] = chance.choice(["\u202e", "<b", "Ѕ", "\u0323"]).encode()
        else:
            piece = content[at : at + 40]
            content += piece * chance.randint(1, 5)
    return bytes(content)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**31))
def test_a_damaged_file_is_read_or_refused_and_never_breaks_the_reader(seed):
    reading = read_or_refused(_mutations(seed))
    if reading:
        assert [reading.words_of(block) for block in reading.blocks] == reading.text.split("\n")


LONG = (
    "Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ và Ủy ban nhân dân bảy xã rà soát nhu cầu"
    " xe công vụ, tổng hợp trình Ủy ban nhân dân tỉnh xem xét trong quý I năm 2026."
)
SHORT = "Ủy ban nhân dân các xã báo cáo kết quả."


@pytest.fixture(scope="module")
def pdf_of_a_letter():
    letter = Letter(
        system=System.PARTY,
        issuer="Văn phòng",
        symbol="176-TB/VPTU",
        place="Lạng Sơn",
        issued_on=date(2025, 10, 27),
        type_name="Thông báo",
        summary="kết luận tại buổi làm việc với bảy xã",
        body=[Paragraph(LONG, "1."), Paragraph(SHORT, "2.")],
        signature=Signature("Chánh Văn phòng"),
        recipients=["Đảng ủy các xã,"],
    )
    return as_pdf(letter), [f"1. {LONG}", f"2. {SHORT}", "Số 176-TB/VPTU"]


@pytest.fixture
def pdf_of_a_picture():
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
