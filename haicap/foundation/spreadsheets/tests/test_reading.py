"""Files that people send, and files that nobody honest sends."""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from haicap.foundation.access import Invalid
from haicap.foundation.spreadsheets import packages
from haicap.foundation.spreadsheets.reading import as_day, foreign_script, read_sheet
from haicap.foundation.spreadsheets.writing import as_xlsx

HEADINGS = {"name": ("Họ và tên", "Full name"), "day": ("Từ ngày", "From")}


def book(rows: list[list[Any]], **options: Any) -> bytes:
    """A file as a spreadsheet program writes it, the headings in front."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "dd/mm/yyyy", **options}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate([["Họ và tên", "Từ ngày"], *rows]):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def with_part(
    change: Callable[[bytes], bytes], name: str = "xl/worksheets/sheet1.xml", **more: bytes
) -> bytes:
    """A usual file, with one part changed by hand and others added."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book([["An", "01/07/2025"]]))) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            part = old.read(entry)
            new.writestr(entry, change(part) if entry == name else part)
        for entry, part in more.items():
            new.writestr(entry, part)
    return content.getvalue()


def with_cells(cells: bytes) -> bytes:
    return with_part(lambda part: part.replace(b"</sheetData>", cells + b"</sheetData>"))


def refusal(content: bytes) -> Invalid:
    with pytest.raises(Invalid) as caught:
        read_sheet(content, HEADINGS)
    assert caught.value.field == "file"
    return caught.value


def test_a_list_is_read_by_its_headings_in_either_language_and_any_order() -> None:
    content = as_xlsx("List", ["  from ", "x", "FULL  NAME"], [[date(2025, 7, 1), "", "Ana"]])
    (row,) = read_sheet(content, HEADINGS).rows
    assert (row.number, row.text("name"), as_day(row.cells["day"])) == (2, "Ana", date(2025, 7, 1))


def test_empty_rows_are_passed_over_and_the_others_keep_their_numbers() -> None:
    sheet = read_sheet(book([["An", ""], [], ["Bình", ""]]), HEADINGS)
    assert [row.number for row in sheet.rows] == [2, 4]


def test_text_is_composed_and_its_blanks_are_single() -> None:
    decomposed = unicodedata.normalize("NFD", "  Nguyễn \n Thị\tHoà ")
    (row,) = read_sheet(book([[decomposed, ""]]), HEADINGS).rows
    assert row.text("name") == "Nguyễn Thị Hoà"


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\ue000", "\u0001"])
def test_characters_that_cannot_be_seen_are_told_with_their_cell(sign: str) -> None:
    sheet = read_sheet(book([[f"An{sign}h", ""]]), HEADINGS)
    (problem,) = sheet.problems
    assert (problem.row, problem.column, problem.value) == (2, "Họ và tên", "An�h")
    assert sheet.rows[0].text("name") == ""


def test_a_cell_too_long_is_told_and_cut_only_where_it_is_shown() -> None:
    (problem,) = read_sheet(book([["a" * 5_001, ""]]), HEADINGS).problems
    assert "5000" in problem.reason
    assert len(problem.value) == 80


def test_text_that_looks_like_a_formula_stays_text_and_a_formula_is_refused() -> None:
    text = as_xlsx("List", ["Full name", "From"], [["=1+1", ""]])
    assert read_sheet(text, HEADINGS).rows[0].text("name") == "=1+1"
    found = refusal(book([['=HYPERLINK("http://example.org","An")', ""]]))
    assert "formulas" in found.reason
    assert found.value == "A2"


def test_missing_and_double_columns_are_named() -> None:
    assert refusal(as_xlsx("List", ["Full name"], [])).value == "Từ ngày"
    assert refusal(as_xlsx("List", ["From", "Full name", "Từ ngày"], [])).value == "Từ ngày"


def test_a_sheet_without_anything_is_refused() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        made.add_worksheet()
    assert "empty" in refusal(content.getvalue()).reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name;from\nAna;1", "no XLSX"),
        (b"", "no XLSX"),
        (packages.OLE + b"\0" * 600, "old Excel"),
        (packages.OLE + packages.ENCRYPTED, "password"),
        (packages.ZIP + b"rubbish", "damaged"),
        (b"PK\x03\x04" + b"0" * packages.LARGEST, "too large"),
        (with_part(bytes, **{"content.xml": b"<table/>"}), "no XLSX"),
        (book([["An", ""]])[:-400], "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_xlsx_is_refused_by_what_it_is(content: bytes, words: str) -> None:
    assert words in refusal(content).reason


def test_an_archive_of_anything_else_is_no_xlsx() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert "no XLSX" in refusal(content.getvalue()).reason


def test_a_bomb_is_refused_by_the_size_it_declares_and_by_the_size_it_has() -> None:
    zeros = b"<!--" + b" " * (packages.LARGEST_UNPACKED + 1) + b"-->"
    bomb = with_part(bytes, **{"xl/media/a.png": zeros})
    assert len(bomb) < packages.MEGABYTE
    assert "Unpacked" in refusal(bomb).reason
    truth, lie = (struct.pack("<I", size) for size in (len(zeros), 10))
    assert "damaged" in refusal(bomb.replace(truth, lie)).reason


def test_an_archive_of_very_many_parts_is_refused() -> None:
    parts = {f"xl/media/{number}.png": b"" for number in range(packages.MOST_ENTRIES)}
    assert "Unpacked" in refusal(with_part(bytes, **parts)).reason


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (b'<row r="9"><c r="BDWGN9"><v>1</v></c></row>', "columns"),
        (b'<row r="9"><c a="&gt;>" r="xfd9"><v>1</v></c></row>', "columns"),
        (b"<row r=\"9\"><c r = 'ZZ9'><is><t>1</t></is></c></row>", "columns"),
        (b"<row>" + b"<c><v>1</v></c>" * 101 + b"</row>", "columns"),
        (b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "rows"),
        (b'<row r="1048576"><c><v>1</v></c></row>', "rows"),
        (b"<row/>" * 20_001 + b"<row><c><v>1</v></c></row>", "rows"),
        (b'<row r="9"><c r="A99999999999999"><v>1</v></c></row>', "damaged"),
        (b'<row r="9"><c r="A9"><v>1</v>', "damaged"),
    ],
)
def test_a_cell_far_away_is_refused_before_a_table_is_made(cells: bytes, words: str) -> None:
    assert words in refusal(with_cells(cells)).reason


def test_formats_without_content_may_reach_to_the_end_of_the_sheet() -> None:
    sheet = read_sheet(with_cells(b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'), HEADINGS)
    assert [row.number for row in sheet.rows] == [2]


def test_a_sheet_hidden_where_no_sheet_lies_is_looked_into_too() -> None:
    far = b'<worksheet><sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
    elsewhere = with_part(bytes, **{"xl/evil": far})
    assert "columns" in refusal(elsewhere).reason
    as_picture = with_part(
        lambda part: part.replace(b"worksheets/sheet1.xml", b"evil.png"),
        "xl/_rels/workbook.xml.rels",
        **{"xl/evil.png": far},
    )
    assert "macros" in refusal(as_picture).reason


def test_entities_and_other_encodings_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    bomb = with_part(lambda part: part.replace(b"<worksheet", laughs + b"<worksheet"))
    assert "definitions" in refusal(bomb).reason
    wide = with_part(lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    assert "damaged" in refusal(wide).reason


def test_many_rows_are_read_to_the_last_and_one_more_is_refused() -> None:
    rows = [[f"Người {number}"] for number in range(packages.MOST_ROWS)]
    assert len(read_sheet(book(rows), HEADINGS).rows) == packages.MOST_ROWS
    assert "rows" in refusal(book([*rows, ["one more"]])).reason


@pytest.mark.parametrize("is_1904", [False, True])
def test_a_day_is_the_same_typed_as_a_serial_number_or_in_words(is_1904: bool) -> None:
    day = date(2025, 7, 1)
    serial = (day - (date(1904, 1, 1) if is_1904 else date(1899, 12, 30))).days
    cells = [datetime(2025, 7, 1), serial, "01/07/2025", "1.7.2025", "2025-07-01"]
    sheet = read_sheet(book([["An", cell] for cell in cells], date_1904=is_1904), HEADINGS)
    assert sheet.is_1904 is is_1904
    assert [as_day(row.cells["day"], is_1904=is_1904) for row in sheet.rows] == [day] * len(cells)


@pytest.mark.parametrize("value", ["31/02/2025", "7/2025", "mai", "01/07/25", 60, 1.5, 10**9, True])
def test_what_is_no_day_is_refused_with_its_value(value: object) -> None:
    with pytest.raises(Invalid) as caught:
        as_day(value)
    assert caught.value.value == value


def test_an_empty_cell_is_no_day() -> None:
    assert as_day("") is None


def test_a_letter_of_another_script_is_named() -> None:
    assert foreign_script("nguyễn.đức-1") is None
    assert foreign_script("n\u0430m") == "Cyrillic"
