"""A name from outside is shown without path, tricks and excess; Vietnamese stays Vietnamese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.foundation.files.kinds import KINDS, TEXT
from haicap.foundation.files.names import LONGEST, shown

PDF = next(kind for kind in KINDS if kind.label == "PDF")
JPEG = next(kind for kind in KINDS if kind.label == "JPEG")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Biên bản kiểm tra số 12.pdf", "Biên bản kiểm tra số 12.pdf"),
        ("Biên bản".encode().decode() + ".pdf", "Biên bản.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\báo cáo.PDF", "báo cáo.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u2066\u200b\ufeffb.pdf", "ab.pdf"),
        ("two\r\nlines.txt", "two lines.txt"),
        ("nul\0l.txt", "null.txt"),
        ('a"b<c>|.txt', "a_b_c__.txt"),
        ("...", "file"),
        (".pdf", "pdf"),
        ("", "file"),
        (None, "file"),
    ],
)
def test_names_are_cleaned(given_name: str | None, kept: str) -> None:
    assert shown(given_name) == kept


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("ảnh.png", "ảnh.jpg"),
        ("ảnh.JPEG", "ảnh.jpeg"),
        ("ảnh", "ảnh.jpg"),
        ("ngày 27.11.2025", "ngày 27.11.2025.jpg"),
        ("virus.exe", "virus.exe.jpg"),
    ],
)
def test_the_ending_is_that_of_the_content(given_name: str, kept: str) -> None:
    assert shown(given_name, JPEG) == kept


def test_text_keeps_its_ending_as_table() -> None:
    assert shown("số liệu.csv", TEXT) == "số liệu.csv"


def test_a_long_name_keeps_its_ending() -> None:
    name = shown("đ" * 300 + ".pdf", PDF)
    assert (len(name), name[-5:]) == (LONGEST, "đ.pdf")


@given(st.text(max_size=300))
def test_whatever_comes_a_name_is_safe(name: str) -> None:
    kept = shown(name, PDF)
    assert kept.endswith(".pdf")
    assert kept.isprintable()
    assert len(kept) <= LONGEST
    assert not set(kept) & set('/\\<>:"|?*')
    assert shown(kept, PDF) == kept
