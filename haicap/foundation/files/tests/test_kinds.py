"""A file is what it holds, whatever it is called; what we do not take is named."""

import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from haicap.foundation.access import Invalid, house
from haicap.foundation.files.actions import store
from haicap.foundation.files.tests import samples

pytestmark = pytest.mark.django_db
CLERK = house("tests")


@pytest.fixture(autouse=True)
def _place(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


def refusal(content: bytes, name: str) -> str:
    with translation.override("en"), pytest.raises(Invalid) as error:
        store(samples.upload(content, name), actor=CLERK, field="evidence")
    assert error.value.field == "evidence"
    return error.value.reason


def taken(content: bytes, name: str) -> str:
    return store(samples.upload(content, name), actor=CLERK).media_type


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (samples.PDF, "a.pdf", "application/pdf"),
        (samples.PNG, "a.png", "image/png"),
        (samples.JPEG, "a.jpeg", "image/jpeg"),
        (samples.WEBP, "a.webp", "image/webp"),
        (samples.MP4, "a.mp4", "video/mp4"),
        (samples.DOCX, "a.docx", samples.OFFICE + "wordprocessingml.document"),
        (samples.XLSX, "a.xlsx", samples.OFFICE + "spreadsheetml.sheet"),
        (samples.ODT, "a.odt", samples.OPEN + "text"),
        (samples.ODS, "a.ods", samples.OPEN + "spreadsheet"),
        ("Xã Lộc Bình".encode(), "a.txt", "text/plain"),
        ("\ufeffXã;Số\r\nLộc Bình;3".encode(), "a.csv", "text/plain"),
        (b"BMW and PKF are names, not signatures", "a.txt", "text/plain"),
    ],
)
def test_these_kinds_are_taken(content: bytes, name: str, media_type: str) -> None:
    assert taken(content, name) == media_type


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        (b"<!DOCTYPE html><script>alert(1)</script>", "a web page"),
        (b"\xef\xbb\xbf \n<svg onload='alert(1)'/>", "a web page, an SVG picture or XML"),
        (b"MIME-Version: 1.0\nContent-Type: text/html", "a saved web page"),
        (samples.PROGRAM, "a program"),
        (b"#!/bin/sh\nrm -rf /", "a program"),
        (samples.package("hello.txt"), "an archive"),
        (b"Rar!\x1a\x07\x00" + b"\x00" * 50, "an archive"),
        (b"GIF89a\x01\x00\x01\x00\x00", "a file of the kind GIF"),
        (samples.OLD_OFFICE, "an old or locked Office file"),
        (b"{\\rtf1 hello}", "an RTF document"),
        (b"\x00\x01\x02\x03" * 30, "a file of an unknown kind"),
        ("Lộc Bình".encode("utf-16"), "a file of an unknown kind"),
        (b"PK\x03\x04 broken", "a damaged archive"),
        (samples.DOCM, "a document with macros"),
        (samples.ODT_MACROS, "a document with macros"),
    ],
)
def test_these_are_not_taken_and_named(content: bytes, seems: str) -> None:
    reason = refusal(content, "báo cáo.pdf")
    assert "“báo cáo.pdf” seems to be" in reason
    assert seems in reason
    assert "We take PDF, DOCX" in reason


def test_a_document_that_is_two_documents_is_none() -> None:
    both = samples.package("[Content_Types].xml", "word/document.xml", "xl/workbook.xml")
    assert "an archive" in refusal(both, "a.docx")


def test_a_web_page_before_a_picture_is_a_web_page() -> None:
    refusal(b"<script>alert(1)</script>" + samples.PNG, "a.png")


def test_a_picture_with_an_archive_behind_it_is_only_a_picture() -> None:
    assert taken(samples.PNG + samples.package("evil.exe"), "a.png") == "image/png"


def test_a_program_before_a_document_is_a_program() -> None:
    assert "a program" in refusal(samples.PROGRAM + samples.DOCX, "a.docx")


def test_an_ending_of_another_family_is_refused() -> None:
    reason = refusal(samples.PNG, "report.pdf")
    assert reason == "“report.pdf” is called PDF, but its content is PNG."


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"", "a.txt") == "“a.txt” is empty."


def test_a_file_beyond_the_limit_is_refused(settings: object) -> None:
    settings.MAX_FILE_MB = 1
    assert refusal(b"a" * (1024 * 1024 + 1), "a.txt") == "“a.txt” is larger than 1 MB."


def test_a_package_that_unpacks_to_far_more_is_refused_unopened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = samples.package("[Content_Types].xml", "word/document.xml", content=b"\0" * 3_000_000)
    monkeypatch.setattr("zipfile.ZipFile.open", lambda *_a, **_k: pytest.fail("unpacked"))
    assert "unpacks to far more" in refusal(bomb, "a.docx")


def test_members_that_share_their_bytes_are_refused() -> None:
    content = bytearray(samples.package("[Content_Types].xml", "word/document.xml"))
    # Every listed member claims as many packed bytes as the whole file has.
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        struct.pack_into("<L", content, at + 20, len(content))
    assert "unpacks to far more" in refusal(bytes(content), "a.docx")


def test_an_endless_list_of_members_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytearray(samples.DOCX)
    struct.pack_into("<L", content, content.rfind(b"PK\x05\x06") + 12, 2 << 20)
    monkeypatch.setattr("haicap.foundation.files.packages.ZipFile", lambda *_a: pytest.fail("read"))
    assert "very many files" in refusal(bytes(content), "a.docx")


def test_a_locked_package_is_refused() -> None:
    content = bytearray(samples.DOCX)
    struct.pack_into("<H", content, content.find(b"PK\x01\x02") + 8, 1)
    assert "locked" in refusal(bytes(content), "a.docx")


def test_a_package_in_the_64_bit_form_is_refused() -> None:
    end = samples.DOCX.rfind(b"PK\x05\x06")
    content = samples.DOCX[:end] + b"PK\x06\x07" + b"\x00" * 16 + samples.DOCX[end:]
    assert "very many files" in refusal(content, "a.docx")


def test_a_refused_file_is_not_kept(tmp_path: object) -> None:
    refusal(samples.PROGRAM, "a.pdf")
    assert not list(tmp_path.rglob("*"))


def test_a_reason_is_in_the_readers_language() -> None:
    with translation.override("vi"), pytest.raises(Invalid) as error:
        store(SimpleUploadedFile("a.pdf", samples.PROGRAM), actor=CLERK)
    assert "có vẻ là chương trình" in error.value.reason
